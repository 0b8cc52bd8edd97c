package io.flyball.core.detect.peer;

import io.flyball.core.model.NanoUsd;

/**
 * When somebody spends far more than the others of the team.
 *
 * @param floorNanoUsd below that much in seven days nobody does, nano-USD, more than 0
 * @param leastPeers how many others of the team must have spent something, 3 to 100
 */
public record PeerRule(long floorNanoUsd, int leastPeers) {
    /** What holds where nobody has written another one. */
    public static final PeerRule STANDARD = new PeerRule(250 * NanoUsd.PER_USD, 5);
}
