package io.flyball.core.govern;

import io.flyball.core.detect.BurnRule;
import io.flyball.core.detect.spike.SpikeRule;
import io.flyball.core.model.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether a policy contradicts itself, wherever it comes from: a file names the lines, the topic the places.
 *
 * <p>A budget's ladder goes up in shares and never down in levels, and comes to {@code hold_new_tasks} over a rung that slows. The
 * policy's ladder has limits for {@code pace} where a rule asks for it or more, and for {@code downshift} likewise: a
 * level is climbed to step by step, and a step without limits slows nothing.
 */
public final class PolicyCheck {
    private static final BigDecimal LARGEST_SHARE = BigDecimal.TEN;

    private final Policy policy;
    private final List<Problem> problems = new ArrayList<>();

    private PolicyCheck(Policy policy) {
        this.policy = policy;
    }

    /**
     * Where in a policy something is.
     *
     * @param list {@code budgets}, {@code findings.burn} or {@code ladder}
     * @param index counted from 0; 0 for the ladder
     */
    public record Place(String list, int index) {
        @Override
        public String toString() {
            return list.equals("ladder") ? list : list + "[" + index + "]";
        }
    }

    /**
     * Something that cannot stand.
     *
     * @param other the place it contradicts, or null where it does so alone
     */
    public record Problem(
            Place place, String before, @Nullable Place other, String after) {
        /** One sentence with the mend; {@code nameOf} says where the other place is, such as "on line 3". */
        public String sentence(Function<Place, String> nameOf) {
            return other == null ? before + after : before + nameOf.apply(other) + after;
        }

        @Override
        public String toString() {
            return place + ": " + sentence(other -> "at " + other);
        }
    }

    private record Placed(Place place, SpendThreshold threshold) {}

    /** All that is wrong, in the order of the policy; nothing where it can be used. */
    public static List<Problem> of(Policy policy) {
        PolicyCheck check = new PolicyCheck(policy);
        for (int i = 0; i < policy.budgets().size(); i++) {
            check.ladderOf(policy.budgets().get(i), new Place("budgets", i));
        }
        if (check.problems.isEmpty()) {
            check.contradictions();
        }
        check.missingLimits();
        return List.copyOf(check.problems);
    }

    private void add(Place place, String sentence) {
        problems.add(new Problem(place, sentence, null, ""));
    }

    private void ladderOf(Policy.Budget budget, Place place) {
        List<Policy.Rung> ladder = budget.ladder();
        if (ladder.isEmpty()) {
            add(place, "the ladder of the budget is empty: write for example [{at: 1.0, level: pace}].");
        }
        for (int i = 0; i < ladder.size(); i++) {
            Policy.Rung rung = ladder.get(i);
            if (rung.at().signum() <= 0 || rung.at().compareTo(LARGEST_SHARE) > 0) {
                add(
                        place,
                        "the ladder of the budget has a rung at " + rung.at().toPlainString()
                                + ", which is no share: write more than 0 and at most 10, where 1.0 is all of it.");
            }
            if (rung.level() == Level.HOLD_NEW_TASKS
                    && (i == 0 || ladder.get(i - 1).level().compareTo(Level.PACE) < 0)) {
                add(
                        place,
                        "the ladder of the budget skips to hold_new_tasks: write a rung of pace or downshift at a"
                                + " smaller share before it.");
            }
            if (i > 0) {
                order(ladder.get(i - 1), rung, place);
            }
        }
    }

    private void order(Policy.Rung lower, Policy.Rung upper, Place place) {
        if (upper.at().compareTo(lower.at()) <= 0) {
            add(
                    place,
                    "the ladder of the budget has a rung at " + upper.at().toPlainString() + " after the one at "
                            + lower.at().toPlainString() + ": write shares that grow.");
        }
        if (upper.level().compareTo(lower.level()) < 0) {
            add(
                    place,
                    "the ladder of the budget goes from " + lower.level().wireName() + " to "
                            + upper.level().wireName() + " as more is spent: write levels that do not fall.");
        }
    }

    /** Two rules that can meet in a scope and have the same window and amount: they are one, or contradict each other. */
    private void contradictions() {
        List<Placed> placed = thresholds();
        for (int i = 0; i < placed.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (meet(placed.get(i).threshold(), placed.get(j).threshold())) {
                    contradiction(placed.get(i), placed.get(j));
                    break;
                }
            }
        }
    }

    private List<Placed> thresholds() {
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < policy.burns().size(); i++) {
            placed.add(new Placed(
                    new Place("findings.burn", i),
                    SpendThreshold.of(policy.burns().get(i))));
        }
        for (int i = 0; i < policy.budgets().size(); i++) {
            Place place = new Place("budgets", i);
            SpendThreshold.of(policy.budgets().get(i)).forEach(t -> placed.add(new Placed(place, t)));
        }
        return placed;
    }

    private static boolean meet(SpendThreshold a, SpendThreshold b) {
        return a.window() == b.window()
                && a.match().overlaps(b.match())
                && (a.key().equals(b.key()) || (a.openNanoUsd() == b.openNanoUsd() && a.level() != b.level()));
    }

    private void contradiction(Placed later, Placed earlier) {
        SpendThreshold rule = later.threshold();
        boolean burn = later.place().list().equals("findings.burn");
        String what = "the " + (burn ? "burn rule" : "budget") + " of " + rule.match() + " in "
                + rule.window().wireName();
        String contradicts = rule.level() == earlier.threshold().level()
                ? " has the amounts of the one of "
                : " asks for " + rule.level().wireName() + " at the amount at which another level, "
                        + earlier.threshold().level().wireName() + ", is asked for by the one of ";
        problems.add(new Problem(
                later.place(),
                what + contradicts + earlier.threshold().match() + " ",
                earlier.place(),
                ": give it other amounts, or remove one of the two."));
    }

    private void missingLimits() {
        Level most = Level.CLEAR;
        for (Policy.Budget budget : policy.budgets()) {
            for (Policy.Rung rung : budget.ladder()) {
                most = stronger(most, rung.level());
            }
        }
        for (BurnRule burn : policy.burns()) {
            most = stronger(most, burn.level());
        }
        for (SpikeRule spike : policy.spikes()) {
            most = stronger(most, spike.level());
        }
        if (policy.loop() != null) {
            most = stronger(most, policy.loop().level());
        }
        if (policy.rules().tokenmaxxing() != null) {
            most = stronger(most, policy.rules().tokenmaxxing().level());
        }
        for (Level level : List.of(Level.PACE, Level.DOWNSHIFT)) {
            if (most.compareTo(level) >= 0 && policy.limits(level).equals(Limits.NONE)) {
                String example = level == Level.PACE ? "{max_requests_per_minute: 10}" : "{model_override: some-model}";
                add(
                        new Place("ladder", 0),
                        "the ladder skips " + level.wireName() + ", though rules ask for " + most.wireName()
                                + ": write for example " + level.wireName() + ": " + example + ".");
            }
        }
    }

    private static Level stronger(Level a, Level b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
