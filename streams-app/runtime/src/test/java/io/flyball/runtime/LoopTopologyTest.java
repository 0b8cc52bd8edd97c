package io.flyball.runtime;

import static io.flyball.runtime.TopologyFixture.NOW_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.ToolAction;
import io.flyball.core.model.UsageEventBuilder;
import io.flyball.schemas.avro.Alert;
import io.flyball.schemas.avro.FindingEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A loop from its fifth repeat to its end, under the standard policy. */
class LoopTopologyTest {
    private static final int REPEATS = 5;
    private static final long SECOND_MS = 1000;
    private static final Duration DWELL = Duration.ofMinutes(10);

    private final TopologyFixture flyball;

    LoopTopologyTest(@TempDir Path stateDir) {
        flyball = new TopologyFixture(stateDir);
    }

    @AfterEach
    void close() {
        flyball.close();
    }

    @Test
    void tellsThePersonAndPacesTheUserAtTheFifthRepeat() {
        // given
        repeat("bash", 1, REPEATS - 1);
        assertThat(flyball.findings()).isEmpty();
        // when
        repeat("bash", REPEATS, REPEATS);
        // then
        FindingEvent finding = flyball.findings().get(0);
        assertThat(finding.getKind()).isEqualTo("loop");
        assertThat(finding.getScope()).isEqualTo("user:ann");
        assertThat(finding.getText()).contains("Session s-1", "the same action (bash), 5 times in 4 s for $0.50");
        assertThat(flyball.throttle()).singleElement().satisfies(signal -> assertThat(signal)
                .contains("\"level\":\"pace\"", "\"cause\":\"loop\"", finding.getId(), "repeats itself"));
        assertThat(flyball.alerts()).extracting(Alert::getKind).containsExactly("loop", "throttle");
    }

    @Test
    void endsTenMinutesAfterTheLastRepeat() {
        // given
        repeat("bash", 1, REPEATS + 2);
        long lastRepeatMs = NOW_MS + (REPEATS + 2) * SECOND_MS;
        // when
        flyball.advance(DWELL.plusSeconds(REPEATS + 3));
        // then
        assertThat(flyball.findings()).hasSize(2);
        assertThat(flyball.findings().get(1).getClosedAtMs()).isEqualTo(lastRepeatMs + DWELL.toMillis());
        assertThat(flyball.throttle()).last().satisfies(signal -> assertThat(signal)
                .contains("\"level\":\"clear\""));
    }

    @Test
    void tellsOfPollingAndSlowsNobody() {
        // when
        repeat("write_stdin", 1, REPEATS);
        // then
        assertThat(flyball.findings()).extracting(FindingEvent::getKind).containsExactly("polling");
        assertThat(flyball.throttle()).isEmpty();
        assertThat(flyball.alerts().get(0).getLevel()).isEmpty();
    }

    @Test
    void forgetsAClearedSignalThoughSomebodyIsToldOfPollingMeanwhile() {
        // given: a loop that was told to be over 58 minutes ago
        repeat("bash", -Duration.ofMinutes(68).toMillis(), 1, REPEATS);
        flyball.advance(Duration.ofSeconds(1));
        assertThat(flyball.throttle()).last().asString().contains("\"level\":\"clear\"");
        flyball.advance(Duration.ofMinutes(58));
        repeat("write_stdin", Duration.ofMinutes(58).toMillis(), 1, REPEATS);
        assertThat(flyball.findings()).hasSize(3);
        // when
        flyball.advance(Duration.ofMinutes(3));
        // then
        assertThat(flyball.throttle()).last().isEqualTo("tombstone");
        // when
        flyball.advance(DWELL);
        // then
        assertThat(flyball.findings()).hasSize(4);
    }

    private void repeat(String tool, int from, int to) {
        repeat(tool, 0, from, to);
    }

    private void repeat(String tool, long shiftMs, int from, int to) {
        for (int i = from; i <= to; i++) {
            UsageEventBuilder call = flyball.call("0.1")
                    .timeMs(NOW_MS + shiftMs + i * SECOND_MS)
                    .session("s-1")
                    .actions(List.of(new ToolAction(tool, "arguments", "answer", "answer", false)));
            flyball.usageAtItsTime(call);
        }
    }
}
