package io.flyball.core.detect.peer;

import io.flyball.core.detect.Robust;
import org.jspecify.annotations.Nullable;

/**
 * Tells who spends far more than the others of the team. The one who is looked at is no part of the others, so that a
 * large value cannot hide in its own baseline. Threshold: {@link Robust#outlierFrom} of the others, and at least ten times
 * their median, since what people spend differs by factors.
 */
public final class PeerDetector {
    private static final long LEAST_FACTOR = 10;

    private final PeerRule rule;

    public PeerDetector(PeerRule rule) {
        this.rule = rule;
    }

    /** What the member's last seven days show, or null. Costs one pass over the team, where the floor is passed. */
    public @Nullable PeerSighting look(TeamMembers team, String user, long atMs) {
        long cost = team.weekNanoUsd(user);
        if (cost < rule.floorNanoUsd()) {
            return null;
        }
        long[] others = team.othersNanoUsd(user);
        if (others.length < rule.leastPeers()) {
            return null;
        }
        long median = Robust.median(others);
        long threshold = Robust.outlierFrom(others, LEAST_FACTOR);
        return cost < threshold ? null : new PeerSighting(atMs, user, cost, median, others.length);
    }
}
