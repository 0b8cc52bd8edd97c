package io.flyball.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.detect.Finding;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import io.flyball.core.spend.Deltas;
import io.flyball.core.spend.RowLayout;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A finding of a user says what drove it. */
class DrivenFindingsTest {
    private static final long NOW_MS = Instant.parse("2026-03-02T10:15:00Z").toEpochMilli();
    private static final long HOUR_MS = 3_600_000L;

    private final InMemoryState state = new InMemoryState();
    private final PayerStage stage = new PayerStage(
            new Controls(7 * 24 * HOUR_MS),
            new PartitionLedger(),
            state,
            state,
            state,
            new Deltas(),
            RowLayout.CHUNKS,
            state);
    private int serial;

    @Test
    void modelsByShareSessionsByCostAndTheCache() {
        // given
        spend("1000", "small", "s-1");
        spend("500", "large", "s-1");
        // when
        spend("2500", "large", "s-2");
        // then
        Finding burn = state.findings.get(0);
        assertThat(burn.evidence())
                .containsEntry("models", "large 75%, small 25%")
                .containsEntry("sessions", "s-2 $2,500.00, s-1 $1,500.00")
                .containsEntry("cache_read_percent", "40")
                .containsEntry("calls_in_total", "3");
    }

    @Test
    void nothingWhereCallsNameNeitherModelNorSession() {
        // when
        spend("4000", "", "");
        // then
        assertThat(state.findings.get(0).evidence()).doesNotContainKeys("models", "sessions");
    }

    private void spend(String usd, String model, String session) {
        UsageEventBuilder call = UsageEvent.builder()
                .eventId("e" + serial)
                .user("ann")
                .model(model)
                .session(session)
                .timeMs(NOW_MS + serial++ * 1_000L)
                .inputTokens(60)
                .cacheReadTokens(40)
                .reportedCostUsd(new BigDecimal(usd));
        stage.accept(call.build(), PayerStage.NO_STAMP);
    }
}
