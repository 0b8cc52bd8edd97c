package io.flyball.runtime;

import static io.flyball.runtime.TopologyFixture.HOUR_MS;
import static io.flyball.runtime.TopologyFixture.NOW_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.NanoUsd;
import io.flyball.schemas.Topic;
import io.flyball.schemas.avro.Alert;
import io.flyball.schemas.avro.FindingEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A burn from its first signal to its tombstone, under the standard policy: $4,000 in three days. */
class BurnTopologyTest {
    /** The hour of 10:00 leaves a window of three days at 10:00 three days later. */
    private static final long END_MS = Instant.parse("2026-03-05T10:00:00Z").toEpochMilli();

    private final TopologyFixture flyball;

    BurnTopologyTest(@TempDir Path stateDir) {
        flyball = new TopologyFixture(stateDir);
    }

    @AfterEach
    void close() {
        flyball.close();
    }

    @Test
    void opensWithAFindingASignalAndAnAlert() {
        // given
        flyball.usage(flyball.call("3999.99"));
        assertThat(flyball.findings()).isEmpty();
        // when
        flyball.usage(flyball.call("0.01"));
        // then
        FindingEvent finding = flyball.findings().get(0);
        assertThat(finding.getKind()).isEqualTo("burn");
        assertThat(finding.getScope()).isEqualTo("user:ann");
        assertThat(finding.getCostNanoUsd()).isEqualTo(4000 * NanoUsd.PER_USD);
        assertThat(finding.getClosedAtMs()).isNull();
        assertThat(flyball.throttle()).hasSize(1);
        assertThat(flyball.throttle().get(0))
                .contains("\"level\":\"pace\"", finding.getId(), "\"valid_until\":\"2026-03-05T10:00:00.000Z\"");
        Alert alert = flyball.alerts().get(0);
        assertThat(alert.getFindingId()).isEqualTo(finding.getId());
        assertThat(alert.getChange()).isEqualTo("opened");
        assertThat(alert.getLevel()).isEqualTo("pace");
        assertThat(alert.getValidUntilMs()).isEqualTo(END_MS);
    }

    @Test
    void clearsByItselfAndIsForgottenAnHourLater() {
        // given
        flyball.usage(flyball.call("4100"));
        flyball.advance(Duration.ofMillis(END_MS - NOW_MS - 1000));
        assertThat(flyball.throttle()).hasSize(1);
        // when
        flyball.advance(Duration.ofSeconds(2));
        // then
        assertThat(flyball.findings().get(1).getClosedAtMs()).isEqualTo(END_MS);
        assertThat(flyball.throttle()).hasSize(2);
        assertThat(flyball.throttle().get(1)).contains("\"level\":\"clear\"");
        assertThat(flyball.alerts())
                .extracting(Alert::getChange)
                .containsExactly("opened", "throttled", "closed", "throttled");
        assertThat(flyball.alerts().get(1).getValidUntilMs()).isEqualTo(END_MS);
        // when
        flyball.advance(Duration.ofHours(1));
        // then
        assertThat(flyball.throttle()).last().isEqualTo("tombstone");
        assertThat(flyball.out(Topic.THROTTLE))
                .allSatisfy(r -> assertThat(new String(r.key())).isEqualTo("user:ann"));
    }

    @Test
    void clearsByLaterEventsOfOthersToo() {
        // given
        flyball.usage(flyball.call("4100").timeMs(NOW_MS - 96 * HOUR_MS));
        assertThat(flyball.throttle()).hasSize(1);
        // when
        flyball.usage(flyball.call("1").user("bob"));
        // then
        assertThat(flyball.findings()).hasSize(2);
        assertThat(flyball.throttle()).element(1).asString().contains("\"level\":\"clear\"");
    }

    @Test
    void isToldOnceThoughSpendGoesOn() {
        // given
        flyball.usage(flyball.call("4100"));
        // when
        for (int i = 0; i < 20; i++) {
            flyball.usage(flyball.call("1"));
        }
        // then
        assertThat(flyball.findings()).hasSize(1);
        assertThat(flyball.throttle()).hasSize(1);
    }

    @Test
    void isToldAgainEachTimeItHasDoubled() {
        // given
        flyball.usage(flyball.call("4100"));
        // when
        flyball.usage(flyball.call("3899.99").timeMs(NOW_MS + 1_000));
        flyball.usage(flyball.call("0.01").timeMs(NOW_MS + 2_000));
        flyball.usage(flyball.call("7999.99").timeMs(NOW_MS + 3_000));
        // then
        assertThat(flyball.findings()).hasSize(2);
        FindingEvent grown = flyball.findings().get(1);
        assertThat(grown.getId()).isEqualTo(flyball.findings().get(0).getId());
        assertThat(grown.getCostNanoUsd()).isEqualTo(8000 * NanoUsd.PER_USD);
        assertThat(grown.getOpenedAtMs()).isEqualTo(NOW_MS);
        assertThat(grown.getUpdatedAtMs()).isEqualTo(NOW_MS + 2_000);
        assertThat(grown.getClosedAtMs()).isNull();
        assertThat(grown.getText()).startsWith("user:ann spent $8,000.00 in 3d");
        assertThat(flyball.alerts())
                .filteredOn(alert -> alert.getChange().equals("updated"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.getFindingId()).isEqualTo(grown.getId());
                    assertThat(alert.getId())
                            .isNotEqualTo(flyball.alerts().get(0).getId());
                    assertThat(alert.getLevel()).isEqualTo("pace");
                });
    }

    @Test
    void signalsEachScopeOnItsOwn() {
        // given
        flyball.usage(flyball.call("4100"));
        flyball.usage(flyball.call("4100").user("bob"));
        List<String> keys = flyball.out(Topic.THROTTLE).stream()
                .map(r -> new String(r.key()))
                .toList();
        // then
        assertThat(keys).containsExactly("user:ann", "user:bob");
    }
}
