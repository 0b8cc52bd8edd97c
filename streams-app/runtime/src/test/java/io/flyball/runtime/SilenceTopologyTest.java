package io.flyball.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.schemas.Topic;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that always reports stops, through the whole topology. */
class SilenceTopologyTest {
    private static final long MINUTE_MS = 60_000L;
    private static final long DAY_MS = 24 * TopologyFixture.HOUR_MS;
    private static final long SUNDAY_MS = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
    private static final int CALLS_AN_HOUR = 400;

    private final TopologyFixture flyball;

    SilenceTopologyTest(@TempDir Path stateDir) {
        this.flyball = new TopologyFixture(stateDir, 1, Clocking.LATER_OF_STREAM_AND_WALL);
    }

    @AfterEach
    void close() {
        flyball.close();
    }

    @Test
    void aSilentSourceIsToldAndRelaxesTheThrottlesThatRestOnIt() {
        // given: a gateway that was busy from eight to twelve a week ago and yesterday, and somebody who burns through
        // it
        call("bob", "gateway", "0.0001", SUNDAY_MS - 8 * DAY_MS);
        busyMorning(SUNDAY_MS - 7 * DAY_MS);
        busyMorning(SUNDAY_MS - DAY_MS);
        call("ann", "gateway", "4000", SUNDAY_MS + 7 * TopologyFixture.HOUR_MS);
        assertThat(flyball.throttle()).singleElement().asString().contains("\"level\":\"pace\"");
        // when: this morning only another source reports
        for (long hour = 8; hour <= 12; hour++) {
            call("bob", "other", "0.0001", SUNDAY_MS + hour * TopologyFixture.HOUR_MS + 20 * MINUTE_MS);
        }
        // then
        assertThat(flyball.findings())
                .filteredOn(finding -> finding.getKind().equals("silence"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.getScope()).isEqualTo("source:gateway");
                    assertThat(finding.getText()).contains("2026-03-01T07:00:00Z", "1600 calls");
                });
        assertThat(flyball.out(Topic.CONTROL)).hasSize(1);
        assertThat(flyball.throttle()).hasSize(2).last().asString().contains("user:ann", "\"level\":\"advise\"");
        // when: it is heard again
        call("bob", "gateway", "0.0001", SUNDAY_MS + 12 * TopologyFixture.HOUR_MS + 30 * MINUTE_MS);
        // then: closed, and what was relaxed holds again
        assertThat(flyball.findings())
                .filteredOn(finding -> finding.getKind().equals("silence"))
                .hasSize(2)
                .last()
                .satisfies(finding -> assertThat(finding.getClosedAtMs())
                        .isEqualTo(SUNDAY_MS + 12 * TopologyFixture.HOUR_MS + 30 * MINUTE_MS));
        assertThat(flyball.throttle()).hasSize(3).last().asString().contains("user:ann", "\"level\":\"pace\"");
    }

    private void busyMorning(long dayMs) {
        for (int hour = 8; hour < 12; hour++) {
            for (int i = 0; i < CALLS_AN_HOUR; i++) {
                call("bob", "gateway", "0.0001", dayMs + hour * TopologyFixture.HOUR_MS + i * 8_000L);
            }
        }
    }

    private void call(String user, String source, String usd, long timeMs) {
        flyball.usage(flyball.call(usd).user(user).source(source).timeMs(timeMs));
    }
}
