package io.flyball.app.files;

import io.flyball.core.detect.BurnRule;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.detect.loop.LoopRule;
import io.flyball.core.detect.spike.SpikeRule;
import io.flyball.core.govern.Policy;
import io.flyball.core.govern.PolicyCheck;
import io.flyball.core.model.Level;
import io.flyball.core.model.Person;
import io.flyball.core.price.TrustReportedCost;
import io.flyball.core.spend.Window;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The reading of one policy file: its top, findings and exemptions; then whether all of it fits together. */
final class PolicyReading {
    private static final List<String> KEYS = List.of(
            "name",
            "zone",
            "admission_horizon",
            "trust_reported_cost",
            "budgets",
            "findings",
            "ladder",
            "exempt",
            "shadow",
            "dwell");
    private static final List<String> FINDING_KEYS =
            List.of("burn", "loop", "spike", "tokenmaxxing", "waste", "peer", "unpriced", "silence");
    private static final List<String> BURN_KEYS =
            List.of("dimension", "match", "window", "open_usd", "close_usd", "level");
    private static final List<String> LOOP_KEYS = List.of("repeats", "level");
    private static final List<String> SPIKE_KEYS = List.of("dimension", "floor_usd", "level");

    private static final long LONGEST_HORIZON_MS = 30 * 86_400_000L;
    private static final int UNWRITTEN = 0;
    private static final int MOST_REPEATS = 1000;
    /** The example's distance of closing from opening: 3,200 of 4,000. */
    private static final long CLOSE_TENTHS = 8;

    private static final Policy STANDARD = Policy.standard();

    private final Problems problems;
    private final PolicyTerms terms;
    private final PolicyWarnings warnings;

    PolicyReading(Problems problems) {
        this.problems = problems;
        this.terms = new PolicyTerms();
        this.warnings = new PolicyWarnings(problems);
    }

    /** The policy; means something only where no problem was noted. */
    Policy policy(Node root) {
        Fields top = Fields.of(problems, "", root, KEYS);
        Fields findings = findings(top);
        String name = top.text("name");
        List<Placed<Policy.Budget>> budgets = new BudgetReading(problems, terms, warnings).budgets(top);
        List<Placed<BurnRule>> burns = findings.writes("burn") ? burns(findings) : unwritten(STANDARD.burns());
        LoopRule loop = findings.writes("loop") ? loop(findings) : STANDARD.loop();
        List<SpikeRule> spikes = findings.writes("spike") ? spikes(findings) : STANDARD.spikes();
        Policy policy = new Policy(
                name == null ? STANDARD.name() : name,
                zone(top),
                horizonMs(top),
                trust(top),
                rules(budgets),
                rules(burns),
                loop,
                spikes,
                new LadderReading(problems).ladder(top),
                exempt(top),
                new FindingRulesReading(problems, terms).rules(findings),
                throttling(top));
        if (problems.none()) {
            refuseContradictions(policy, top.line("ladder"), budgets, burns);
        }
        return policy;
    }

    /** Rules that the file leaves as they are: they have no line. */
    private static <T> List<Placed<T>> unwritten(List<T> rules) {
        return rules.stream().map(rule -> new Placed<>(UNWRITTEN, rule)).toList();
    }

    private static <T> List<T> rules(List<Placed<T>> placed) {
        return placed.stream().map(Placed::rule).toList();
    }

    private void refuseContradictions(
            Policy policy, int ladderLine, List<Placed<Policy.Budget>> budgets, List<Placed<BurnRule>> burns) {
        ToIntFunction<PolicyCheck.Place> lineOf = place -> switch (place.list()) {
            case "budgets" -> budgets.get(place.index()).line();
            case "findings.burn" -> burns.get(place.index()).line();
            default -> ladderLine;
        };
        for (PolicyCheck.Problem problem : PolicyCheck.of(policy)) {
            problems.add(lineOf.applyAsInt(problem.place()), problem.sentence(place -> {
                int line = lineOf.applyAsInt(place);
                return line == UNWRITTEN ? "of the standard policy" : "on line " + line;
            }));
        }
    }

    private static Policy.Throttling throttling(Fields top) {
        Boolean shadow = top.flag("shadow");
        return new Policy.Throttling(shadow != null && shadow, dwellMs(top));
    }

    private static long dwellMs(Fields top) {
        String text = top.text("dwell");
        if (text == null) {
            return STANDARD.throttling().dwellMs();
        }
        OptionalLong ms = Times.durationMs(text);
        if (ms.isEmpty() || ms.getAsLong() > Policy.LONGEST_DWELL_MS) {
            top.refuse("dwell", "which is no duration of at most 1h: write for example 5m.");
            return 0;
        }
        return ms.getAsLong();
    }

    List<String> warnings(Collection<Person> directory) {
        return warnings.sentences(directory);
    }

    private Fields findings(Fields top) {
        Node node = top.node("findings");
        Node present = node == null ? new Node.Mapping(top.line("findings"), List.of()) : node;
        return Fields.of(problems, "findings.", present, FINDING_KEYS);
    }

    private static ZoneId zone(Fields top) {
        String text = top.text("zone");
        if (text == null) {
            return STANDARD.zone();
        }
        try {
            ZoneId zone = ZoneId.of(text);
            return zone.normalized().equals(ZoneOffset.UTC) ? ZoneOffset.UTC : zone;
        } catch (DateTimeException e) {
            top.refuse("zone", "which is no time zone: write for example UTC or Europe/Berlin.");
            return STANDARD.zone();
        }
    }

    private static long horizonMs(Fields top) {
        if (top.node("admission_horizon") == null) {
            return STANDARD.admissionHorizonMs();
        }
        String text = top.text("admission_horizon");
        OptionalLong ms = text == null ? OptionalLong.of(1) : Times.durationMs(text);
        if (ms.isEmpty()) {
            top.refuse("admission_horizon", "which is no number with s, m, h or d: write for example 7d.");
        } else if (ms.getAsLong() <= 0 || ms.getAsLong() > LONGEST_HORIZON_MS) {
            top.refuse("admission_horizon", "which is not more than 0 and at most 30d: write for example 7d.");
        }
        return ms.orElse(1);
    }

    private static TrustReportedCost trust(Fields top) {
        String text = top.text("trust_reported_cost");
        TrustReportedCost trust = text == null ? STANDARD.trustReportedCost() : TrustReportedCost.ofWireName(text);
        if (trust == null) {
            top.refuse("trust_reported_cost", "which is no choice: write never, unpriced_only or always.");
            return STANDARD.trustReportedCost();
        }
        return trust;
    }

    private List<Placed<BurnRule>> burns(Fields findings) {
        List<Placed<BurnRule>> burns = new ArrayList<>();
        for (Node item : findings.items("burn", true)) {
            BurnRule rule = burn(Fields.of(problems, "findings.burn.", item, BURN_KEYS));
            if (rule != null) {
                warnings.rule(item.line(), "the burn rule", rule.match());
                burns.add(new Placed<>(item.line(), rule));
            }
        }
        return burns;
    }

    private @Nullable BurnRule burn(Fields fields) {
        ScopeMatch match = terms.match(fields);
        Window window = terms.window(fields, "window", PolicyTerms.WINDOWS);
        long open = terms.amountNanoUsd(fields, "open_usd");
        long close = fields.node("close_usd") == null
                ? open / 10 * CLOSE_TENTHS + open % 10 * CLOSE_TENTHS / 10
                : terms.amountNanoUsd(fields, "close_usd");
        Level level = terms.level(fields, "level", Level.PACE);
        if (open > 0 && close > open) {
            fields.refuse("close_usd", "which is above open_usd: write that amount or less, for example 0.8 of it.");
            return null;
        }
        return match == null || window == null || open == 0 || close == 0
                ? null
                : new BurnRule(match, window, open, close, level);
    }

    private @Nullable LoopRule loop(Fields findings) {
        Node node = findings.node("loop");
        if (node == null) {
            return null;
        }
        Fields fields = Fields.of(problems, "findings.loop.", node, LOOP_KEYS);
        Long repeats = fields.whole("repeats", 2, MOST_REPEATS);
        Level level = terms.level(fields, "level", LoopRule.STANDARD.level());
        return new LoopRule(repeats == null ? LoopRule.STANDARD.repeats() : repeats.intValue(), level);
    }

    private List<SpikeRule> spikes(Fields findings) {
        List<SpikeRule> spikes = new ArrayList<>();
        for (Node item : findings.items("spike", true)) {
            Fields fields = Fields.of(problems, "findings.spike.", item, SPIKE_KEYS);
            ScopeMatch match = terms.match(fields);
            long floor = terms.amountNanoUsd(fields, "floor_usd");
            Level level = terms.level(fields, "level", Level.ADVISE);
            if (match != null) {
                if (spikes.stream().anyMatch(other -> other.match().equals(match))) {
                    fields.refuse("dimension", "which another spike rule has too: remove one of the two.");
                }
                spikes.add(new SpikeRule(match, floor, level));
            }
        }
        return List.copyOf(spikes);
    }

    private List<ScopeMatch> exempt(Fields top) {
        if (!top.writes("exempt")) {
            return STANDARD.exempt();
        }
        List<ScopeMatch> exempt = new ArrayList<>();
        for (Node item : top.items("exempt", false)) {
            ScopeMatch match = item instanceof Node.Scalar scalar ? terms.scopeMatch(scalar.text()) : null;
            if (match == null) {
                problems.add(
                        item.line(),
                        "exempt has " + item.described() + ", which is no dimension:id with at most one trailing star:"
                                + " write for example \"user:ci-*\".");
            } else {
                warnings.rule(item.line(), "the exemption", match);
                exempt.add(match);
            }
        }
        return List.copyOf(exempt);
    }
}
