package io.flyball.app.http;

import io.flyball.schemas.avro.Alert;
import io.flyball.schemas.avro.FindingEvent;
import io.flyball.schemas.avro.SpendUpdate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Records of the output topics as the topology would write them. */
final class Samples {
    static final long DOLLAR = 1_000_000_000L;
    static final long NOON_MS = Instant.parse("2026-06-18T12:00:00Z").toEpochMilli();

    private Samples() {}

    static SpendUpdate spend(String scope, long asOfMs, long threeDayUsd) {
        return SpendUpdate.newBuilder()
                .setScope(scope)
                .setAsOfMs(asOfMs)
                .setCostNanoUsd(threeDayUsd * DOLLAR)
                .setCalls(10)
                .setErrors(1)
                .setInputTokens(1)
                .setCacheReadTokens(2)
                .setCacheWrite5mTokens(3)
                .setCacheWrite1hTokens(4)
                .setOutputTokens(5)
                .setWindowsNanoUsd(Map.of("1h", DOLLAR, "3d", threeDayUsd * DOLLAR))
                .build();
    }

    /** The same with a tenth of it, in dollars, avoidable by a rebuilt cache and a fifth by retries. */
    static SpendUpdate wasteful(String scope, long asOfMs, long threeDayUsd) {
        return SpendUpdate.newBuilder(spend(scope, asOfMs, threeDayUsd))
                .setUnpricedCalls(2)
                .setWasteNanoUsd(Map.of("cache_rebuilt", threeDayUsd * DOLLAR / 10, "retry", threeDayUsd * DOLLAR / 5))
                .build();
    }

    static FindingEvent burn(String id, String scope) {
        return FindingEvent.newBuilder()
                .setId(id)
                .setKind("burn")
                .setScope(scope)
                .setSeverity("high")
                .setWindow("3d")
                .setOpenedAtMs(NOON_MS)
                .setClosedAtMs(null)
                .setUpdatedAtMs(NOON_MS)
                .setCostNanoUsd(4_012 * DOLLAR)
                .setText(scope + " spent $4,012.00 in 3d, which reaches $4,000.00: look at what runs now.")
                .setEvidence(Map.of("open_nano_usd", "4000000000000", "calls_in_total", "6409"))
                .build();
    }

    static FindingEvent closed(FindingEvent finding) {
        return FindingEvent.newBuilder(finding)
                .setClosedAtMs(NOON_MS + 60_000)
                .setUpdatedAtMs(NOON_MS + 60_000)
                .build();
    }

    static Alert alert(String id, String scope) {
        return Alert.newBuilder()
                .setId(id)
                .setChange("opened")
                .setFindingId("burn-1")
                .setKind("burn")
                .setScope(scope)
                .setSeverity("high")
                .setWindow("3d")
                .setCostNanoUsd(4_012 * DOLLAR)
                .setAtMs(NOON_MS)
                .setText(scope + " spent $4,012.00 in 3d.")
                .setLevel("pace")
                .setValidUntilMs(NOON_MS + 3_600_000)
                .setEvidence(Map.of())
                .build();
    }

    static byte[] signal(String scope, String level, long sequence, Instant validUntil) {
        return ("{\"scope\":\"" + scope + "\",\"sequence\":" + sequence + ",\"level\":\"" + level
                        + "\",\"cause\":\"velocity\",\"applies_to\":\"next_request\","
                        + "\"limits\":{\"max_requests_per_minute\":10},\"text\":\"" + scope
                        + " spends too fast: requests are paced to 10 a minute per session.\","
                        + "\"findings\":[\"burn-1\"],\"confidence\":1.00,\"issued_at\":\""
                        + validUntil.minusSeconds(7_200) + "\",\"valid_until\":\"" + validUntil
                        + "\",\"policy_version\":\"default\",\"steps\":[]}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
