package io.flyball.app.files;

import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.Level;
import io.flyball.core.spend.Window;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The budgets of a policy file. */
final class BudgetReading {
    private static final List<String> KEYS =
            List.of("dimension", "match", "period", "amount_usd", "advise_at", "at_full", "ladder");
    private static final List<String> RUNG_KEYS = List.of("at", "level");
    private static final BigDecimal DEFAULT_ADVISE_AT = new BigDecimal("0.8");

    private final Problems problems;
    private final PolicyTerms terms;
    private final PolicyWarnings warnings;

    BudgetReading(Problems problems, PolicyTerms terms, PolicyWarnings warnings) {
        this.problems = problems;
        this.terms = terms;
        this.warnings = warnings;
    }

    /** The budgets with the lines they begin on. */
    List<Placed<Policy.Budget>> budgets(Fields top) {
        List<Placed<Policy.Budget>> budgets = new ArrayList<>();
        for (Node item : top.items("budgets", false)) {
            Policy.Budget budget = budget(Fields.of(problems, "budgets.", item, KEYS));
            if (budget != null) {
                refuseSecond(item.line(), budget, budgets);
                warnings.rule(item.line(), "the budget", budget.match());
                budgets.add(new Placed<>(item.line(), budget));
            }
        }
        return budgets;
    }

    private Policy.@Nullable Budget budget(Fields fields) {
        ScopeMatch match = terms.match(fields);
        Window period = terms.window(fields, "period", PolicyTerms.WINDOWS);
        long amount = terms.amountNanoUsd(fields, "amount_usd");
        if (fields.node("ladder") != null) {
            refuseBeside(fields, "advise_at");
            refuseBeside(fields, "at_full");
            List<Policy.Rung> ladder = ladder(fields);
            return match == null || period == null || amount == 0
                    ? null
                    : new Policy.Budget(match, period, amount, ladder);
        }
        BigDecimal adviseAt = adviseAt(fields);
        Level atFull = terms.level(fields, "at_full", Level.ADVISE);
        return match == null || period == null || amount == 0
                ? null
                : new Policy.Budget(match, period, amount, adviseAt, atFull);
    }

    private static void refuseBeside(Fields fields, String key) {
        if (fields.writes(key)) {
            fields.refuse(key, "beside a ladder: write it as a rung of the ladder.");
        }
    }

    private List<Policy.Rung> ladder(Fields fields) {
        List<Policy.Rung> ladder = new ArrayList<>();
        for (Node item : fields.items("ladder", true)) {
            Fields rung = Fields.of(problems, "budgets.ladder.", item, RUNG_KEYS);
            BigDecimal at = rung.requires("at", "0.8") ? rung.decimal("at") : null;
            Level level = rung.requires("level", "pace") ? terms.level(rung, "level", Level.ADVISE) : null;
            if (at != null && level != null) {
                ladder.add(new Policy.Rung(at, level));
            }
        }
        return ladder;
    }

    private static BigDecimal adviseAt(Fields fields) {
        BigDecimal share = fields.decimal("advise_at");
        if (share == null) {
            return DEFAULT_ADVISE_AT;
        }
        if (share.signum() == 0 || share.compareTo(BigDecimal.ONE) > 0) {
            fields.refuse("advise_at", "which is no share of the amount: write more than 0 and at most 1.");
        }
        return share;
    }

    private void refuseSecond(int line, Policy.Budget budget, List<Placed<Policy.Budget>> earlier) {
        for (Placed<Policy.Budget> other : earlier) {
            if (other.rule().match().equals(budget.match()) && other.rule().period() == budget.period()) {
                problems.add(
                        line,
                        "the budget of " + budget.match() + " for a "
                                + budget.period().wireName() + " is given on line " + other.line()
                                + " too: remove one of the two, or write one ladder.");
            }
        }
    }
}
