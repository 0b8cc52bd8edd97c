package io.flyball.app.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.app.report.Report;
import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.Severity;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.ChargedCall;
import io.flyball.core.price.Price;
import io.flyball.core.spend.Measures;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Outcomes of policies as they would come from a replay, written by hand. */
final class Outcomes {
    static final long AS_OF_MS = at("2026-03-04T12:00:00Z");

    private Outcomes() {}

    static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    static Report.SignalSection signal(String scope, String level, String from, String until) {
        String json = "{\"level\":\"" + level + "\",\"cause\":\"velocity\",\"valid_until\":\"" + until
                + "\",\"text\":\"slow <down>\",\"findings\":[\"burn-1\"]}";
        try {
            JsonNode node = new ObjectMapper().readTree(json);
            return new Report.SignalSection(scope, at(from), node);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static Finding finding(String id, String scope, FindingKind kind, String openedAt) {
        return new Finding(
                id,
                kind,
                Scope.parse(scope),
                Severity.HIGH,
                "3d",
                at(openedAt),
                -1,
                at(openedAt),
                NanoUsd.PER_USD,
                "found",
                new TreeMap<>());
    }

    static Report report(List<Finding> findings, List<Report.SignalSection> signals) {
        return new Report(
                new PartitionLedger(),
                new Measures(),
                AS_OF_MS,
                List.of(),
                findings,
                signals,
                List.of(),
                0,
                new Report.Timing(0, 0));
    }

    static ChargedCall charge(String user, String team, String time, long usd) {
        UsageEvent call = UsageEvent.builder()
                .eventId("e")
                .user(user)
                .timeMs(at(time))
                .model("m")
                .build();
        return ChargedCall.first(call, new Price(Price.State.PRICED, usd * NanoUsd.PER_USD, "m@0"), team, "", at(time));
    }

    static PolicyOutcome outcome(String label, Report report, List<ChargedCall> charges) {
        List<Throttle> throttles = Throttle.of(report);
        Set<Scope> watched = new HashSet<>();
        report.findings().forEach(f -> watched.add(f.scope()));
        throttles.forEach(t -> watched.add(t.scope()));
        SpendTimeline spend = new SpendTimeline(watched, throttles);
        charges.forEach(spend::add);
        return new PolicyOutcome(label, Policy.standard(), report, throttles, spend);
    }
}
