package io.flyball.app.backtest;

import io.flyball.app.report.Report;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A time in which a scope had one level of throttle.
 *
 * @param cause velocity, allowance or loop
 * @param fromMs event time of the call that brought it, epoch ms
 * @param untilMs when the level changed or ended, epoch ms; where it is in force at the end of the input, its
 *     {@code valid_until}
 * @param inForceAtEnd whether the input ended before it did
 * @param text what the person was told
 * @param findings ids of the findings it rests on
 */
record Throttle(
        Scope scope,
        Level level,
        String cause,
        long fromMs,
        long untilMs,
        boolean inForceAtEnd,
        String text,
        List<String> findings) {

    /** The throttles a report's signals amount to, in the order of their beginning; clear is none. */
    static List<Throttle> of(Report report) {
        Map<String, List<Report.SignalSection>> byScope = new LinkedHashMap<>();
        report.signals().forEach(signal -> byScope.computeIfAbsent(signal.scope(), s -> new ArrayList<>())
                .add(signal));
        List<Throttle> throttles = new ArrayList<>();
        byScope.forEach((scope, signals) -> {
            for (int i = 0; i < signals.size(); i++) {
                long nextMs = i + 1 < signals.size() ? signals.get(i + 1).firstIssuedAtMs() : Long.MAX_VALUE;
                Throttle throttle = of(Scope.parse(scope), signals.get(i), nextMs, report.asOfMs());
                if (throttle.level() != Level.CLEAR && throttle.untilMs() > throttle.fromMs()) {
                    throttles.add(throttle);
                }
            }
        });
        throttles.sort(java.util.Comparator.comparingLong(Throttle::fromMs)
                .thenComparing(t -> t.scope().toString()));
        return throttles;
    }

    private static Throttle of(Scope scope, Report.SignalSection signal, long nextMs, long asOfMs) {
        Level level = Level.ofWireName(signal.json().path("level").asText());
        if (level == null) {
            throw new IllegalArgumentException("Expected a level, but the signal is " + signal.json());
        }
        long validUntilMs =
                Instant.parse(signal.json().path("valid_until").asText()).toEpochMilli();
        List<String> findings = new ArrayList<>();
        signal.json().path("findings").forEach(id -> findings.add(id.asText()));
        long untilMs = Math.min(nextMs, validUntilMs);
        return new Throttle(
                scope,
                level,
                signal.json().path("cause").asText(),
                signal.firstIssuedAtMs(),
                untilMs,
                untilMs > asOfMs,
                signal.json().path("text").asText(),
                findings);
    }

    /** Whether anything is slowed, and not only told. */
    boolean slows() {
        return level.compareTo(Level.PACE) >= 0;
    }

    /** Whether a call at that instant came under it: after the one that brought it, before its end. */
    boolean holdsAt(long timeMs) {
        return timeMs > fromMs && timeMs < untilMs;
    }

    /** How long it held inside the input, ms. */
    long heldMs(long asOfMs) {
        return Math.max(0, Math.min(untilMs, asOfMs) - fromMs);
    }
}
