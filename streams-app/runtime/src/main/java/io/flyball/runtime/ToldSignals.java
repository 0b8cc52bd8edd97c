package io.flyball.runtime;

import io.flyball.core.govern.Signal;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells signals that people are to hear of from renewals: those whose level is another, in force or in shadow, and those
 * that end at quite another time. Who spends renews with each commit, which is nothing to tell. After a restart it knows
 * nothing, so a scope's next signal is told once more; who was told it already sees no change.
 */
final class ToldSignals {
    private static final long LEAST_SHIFT_MS = 60_000;
    private static final long SHARE_OF_REST = 8;

    private final Map<Scope, Told> told = new HashMap<>();

    private record Told(Level level, @Nullable Level shadow, long untilMs) {}

    /** Whether to tell it; from then on it is told. */
    boolean isNews(Signal signal) {
        Signal.Shadow shadow = signal.shadow();
        Told now = new Told(signal.level(), shadow == null ? null : shadow.level(), signal.validUntilMs());
        Told before = told.get(signal.scope());
        boolean same = before != null
                && before.level() == now.level()
                && before.shadow() == now.shadow()
                && Math.abs(now.untilMs() - before.untilMs()) < shiftMs(signal);
        if (!same && now.level() == Level.CLEAR) {
            told.remove(signal.scope());
        } else if (!same) {
            told.put(signal.scope(), now);
        }
        return !same;
    }

    /** An end that is far away may move further before anybody needs to know. */
    private static long shiftMs(Signal signal) {
        return Math.max(LEAST_SHIFT_MS, (signal.validUntilMs() - signal.issuedAtMs()) / SHARE_OF_REST);
    }
}
