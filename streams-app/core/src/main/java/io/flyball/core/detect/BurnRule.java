package io.flyball.core.detect;

import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Window;

/**
 * A burn: a scope's window reaches an amount. It opens at {@code openNanoUsd} or more and closes below
 * {@code closeNanoUsd}, which is smaller, so that it does not flap at the edge.
 *
 * @param level what the throttle signal asks for while it is open
 */
public record BurnRule(ScopeMatch match, Window window, long openNanoUsd, long closeNanoUsd, Level level) {

    public BurnRule {
        if (openNanoUsd <= 0 || closeNanoUsd <= 0 || closeNanoUsd > openNanoUsd) {
            throw new IllegalArgumentException("Expected 0 < close <= open, but close is " + closeNanoUsd
                    + " and open is " + openNanoUsd + " nano-USD");
        }
    }

    /** Names the rule among those of one scope; equal rules have equal keys across restarts. */
    public String key() {
        return "burn/" + window.wireName() + "/" + openNanoUsd + "/" + closeNanoUsd;
    }

    /** The rule of a key where the policy no longer has it, so that what it opened can still be closed in its words. */
    public static BurnRule ofKey(String key, Scope scope, Level level) {
        String[] parts = key.split("/", -1);
        Window window = parts.length == 4 ? Window.ofWireName(parts[1]) : null;
        if (window == null) {
            throw new IllegalArgumentException("Expected burn/window/open/close, but the key is " + key);
        }
        return new BurnRule(
                new ScopeMatch(scope.dimension(), scope.id()),
                window,
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                level);
    }
}
