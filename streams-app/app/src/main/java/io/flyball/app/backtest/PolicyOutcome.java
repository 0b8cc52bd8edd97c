package io.flyball.app.backtest;

import io.flyball.app.report.Report;
import io.flyball.app.streams.ChargeLog;
import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one policy would have done.
 *
 * @param label how it is called beside another
 * @param throttles in the order of their beginning
 */
record PolicyOutcome(String label, Policy policy, Report report, List<Throttle> throttles, SpendTimeline spend) {

    /** What came of a replay, with a look at every charge. */
    static PolicyOutcome of(String label, Policy policy, Report report, ChargeLog charges) {
        List<Throttle> throttles = Throttle.of(report);
        Set<Scope> watched = new HashSet<>();
        report.findings().forEach(finding -> watched.add(finding.scope()));
        throttles.forEach(throttle -> watched.add(throttle.scope()));
        SpendTimeline spend = new SpendTimeline(watched, throttles);
        charges.forEach(spend::add);
        return new PolicyOutcome(label, policy, report, throttles, spend);
    }

    /** Findings by kind, each with how many and on how many scopes; kinds that did not fire are left out. */
    Map<FindingKind, Fired> fired() {
        Map<FindingKind, List<Finding>> byKind = new EnumMap<>(FindingKind.class);
        report.findings().forEach(finding -> byKind.computeIfAbsent(finding.kind(), k -> new ArrayList<>())
                .add(finding));
        Map<FindingKind, Fired> fired = new EnumMap<>(FindingKind.class);
        byKind.forEach((kind, findings) -> fired.put(
                kind,
                new Fired(
                        findings.size(),
                        findings.stream().map(Finding::scope).distinct().count())));
        return fired;
    }

    /** How often a kind fired. */
    record Fired(long findings, long scopes) {}

    /** What each level that was reached came to, weakest first. */
    Map<Level, Held> held() {
        Map<Level, Held> held = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            List<Throttle> at =
                    throttles.stream().filter(t -> t.level() == level).toList();
            if (!at.isEmpty()) {
                held.put(
                        level,
                        new Held(
                                scopes(at).size(),
                                at.size(),
                                at.stream()
                                        .mapToLong(t -> t.heldMs(report.asOfMs()))
                                        .sum(),
                                spend.atMostNanoUsd().getOrDefault(level, 0L)));
            }
        }
        return held;
    }

    /** What a level came to; nothing where it was not reached. */
    Held held(Level level) {
        return held().getOrDefault(level, new Held(0, 0, 0, 0));
    }

    /**
     * How long and for whom a level held.
     *
     * @param heldMs summed over its scopes, inside the input
     * @param atMostNanoUsd spent under it; 0 for a level that slows nothing
     */
    record Held(long scopes, long throttles, long heldMs, long atMostNanoUsd) {}

    /** Scopes that were slowed, by the order in which that began. */
    Set<Scope> slowedScopes() {
        return scopes(throttles.stream().filter(Throttle::slows).toList());
    }

    /** How long scopes were slowed, all together, inside the input, ms. */
    long slowedMs() {
        return throttles.stream()
                .filter(Throttle::slows)
                .mapToLong(t -> t.heldMs(report.asOfMs()))
                .sum();
    }

    /** What was spent by somebody who was slowed, each call once, nano-USD: no more than this could have been saved. */
    long savedAtMostNanoUsd() {
        return spend.atMostNanoUsd().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static Set<Scope> scopes(Collection<Throttle> throttles) {
        Set<Scope> scopes = new LinkedHashSet<>();
        throttles.forEach(throttle -> scopes.add(throttle.scope()));
        return scopes;
    }
}
