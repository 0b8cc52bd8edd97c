package io.flyball.core.detect.spike;

import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.model.Level;

/**
 * Spend far above a scope's own history, once it passes a floor.
 *
 * @param floorNanoUsd below that much in 24 hours nothing is a spike, nano-USD, more than 0
 * @param level what the throttle signal asks for while it is open
 */
public record SpikeRule(ScopeMatch match, long floorNanoUsd, Level level) {}
