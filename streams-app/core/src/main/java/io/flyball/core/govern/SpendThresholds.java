package io.flyball.core.govern;

import io.flyball.core.detect.FindingKind;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All thresholds of a policy, at hand by whom they are about, and what holds in their place while they are raised. */
final class SpendThresholds {
    private final Policy policy;
    private final Overrides overrides;
    private final Map<Dimension, List<SpendThreshold>> byDimension = new EnumMap<>(Dimension.class);

    SpendThresholds(Policy policy, Overrides overrides) {
        this.policy = policy;
        this.overrides = overrides;
        for (SpendThreshold threshold : SpendThreshold.of(policy)) {
            byDimension
                    .computeIfAbsent(threshold.match().dimension(), d -> new ArrayList<>())
                    .add(threshold);
        }
    }

    /** Hands over those that are about a scope, in the order of the policy. */
    void forEachOf(Scope scope, Consumer<SpendThreshold> action) {
        for (SpendThreshold threshold : byDimension.getOrDefault(scope.dimension(), List.of())) {
            if (threshold.match().matches(scope)) {
                action.accept(threshold);
            }
        }
    }

    /** What holds for a scope in the place of a threshold then: the same, or higher by what somebody raised it. */
    SpendThreshold inForce(SpendThreshold threshold, Scope scope, long atMs) {
        return threshold.raisedBy(overrides.raisedNanoUsd(scope, atMs));
    }

    /** The one of that key that is about a scope, or null where the policy has none. */
    @Nullable
    SpendThreshold find(Scope scope, String key) {
        if (SpendThreshold.isSpike(key)) {
            return policy.looksFor(FindingKind.SPIKE, scope) ? SpendThreshold.ofKey(key, scope, Level.CLEAR) : null;
        }
        for (SpendThreshold threshold : byDimension.getOrDefault(scope.dimension(), List.of())) {
            if (threshold.key().equals(key) && threshold.match().matches(scope)) {
                return threshold;
            }
        }
        return null;
    }
}
