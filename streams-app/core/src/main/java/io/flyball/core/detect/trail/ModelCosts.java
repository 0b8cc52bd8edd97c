package io.flyball.core.detect.trail;

import io.flyball.core.model.SaturatingSum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

/**
 * What each model cost one user on this day and on the one before, UTC. Bounded: where there are more models the cheapest
 * is forgotten, while its cost stays in the sum, so that no share is too great. O(1) a call as a rule. Mutable.
 */
public final class ModelCosts {
    /** How many models are told apart. */
    static final int MOST_MODELS = 8;

    private static final long DAY_MS = 86_400_000L;

    private final TreeMap<String, Cost> byModel = new TreeMap<>();
    private final Cost all = new Cost();
    private long day;

    private static final class Cost {
        private long today;
        private long yesterday;

        private void add(long ageDays, long costNanoUsd) {
            if (ageDays == 0) {
                today = SaturatingSum.of(today, costNanoUsd);
            } else {
                yesterday = SaturatingSum.of(yesterday, costNanoUsd);
            }
        }

        private boolean age(long days) {
            yesterday = days == 1 ? today : 0;
            today = 0;
            return yesterday == 0;
        }

        private long sum() {
            return SaturatingSum.of(today, yesterday);
        }

        private void pass(LongUnaryOperator through) {
            today = through.applyAsLong(today);
            yesterday = through.applyAsLong(yesterday);
        }
    }

    /** A model and its cost, nano-USD. */
    public record Share(String model, long costNanoUsd) {}

    /** Takes in a call; one of days before yesterday is too late. */
    void add(String model, long timeMs, long costNanoUsd) {
        long calledOn = Math.floorDiv(timeMs, DAY_MS);
        if (calledOn > day) {
            long days = calledOn - day;
            day = calledOn;
            boolean unused = all.age(days);
            byModel.values().removeIf(cost -> cost.age(days));
        }
        long ageDays = day - calledOn;
        if (ageDays > 1 || costNanoUsd <= 0) {
            return;
        }
        all.add(ageDays, costNanoUsd);
        byModel.computeIfAbsent(model, m -> new Cost()).add(ageDays, costNanoUsd);
        if (byModel.size() > MOST_MODELS) {
            byModel.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals(model))
                    .min(Comparator.comparingLong(entry -> entry.getValue().sum()))
                    .ifPresent(cheapest -> byModel.remove(cheapest.getKey()));
        }
    }

    /** The dearest first. */
    public List<Share> dearest() {
        List<Share> shares = new ArrayList<>();
        for (Map.Entry<String, Cost> entry : byModel.entrySet()) {
            shares.add(new Share(entry.getKey(), entry.getValue().sum()));
        }
        shares.sort(Comparator.comparingLong(Share::costNanoUsd).reversed().thenComparing(Share::model));
        return List.copyOf(shares);
    }

    /** Of all models, those that were forgotten included, nano-USD. */
    public long sumNanoUsd() {
        return all.sum();
    }

    /** The models, in the order of their names, for codecs. */
    public List<String> models() {
        return List.copyOf(byModel.keySet());
    }

    /** Passes the numbers of a model through, begun where there are none, for codecs. */
    public void passModel(String model, LongUnaryOperator through) {
        byModel.computeIfAbsent(model, m -> new Cost()).pass(through);
    }

    /** Passes every other number through, in a fixed order, for codecs. */
    public void pass(LongUnaryOperator through) {
        day = through.applyAsLong(day);
        all.pass(through);
    }
}
