package io.flyball.ingest.sessions;

import static io.flyball.ingest.sessions.ClaudeCodeLog.call;
import static io.flyball.ingest.sessions.ClaudeCodeLog.event;
import static io.flyball.ingest.sessions.ClaudeCodeLog.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.files.CollectingSink;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One answer can be the work of several calls, some on other models, that its top-level counts leave out. */
class ClaudeCodeIterationsTest {
    private final Path folder;

    ClaudeCodeIterationsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void billsAnAdvisersTurnOnItsOwnModel() throws IOException {
        // given usage whose top level leaves the adviser out
        Path file = write(
                "a.jsonl",
                call(
                        "m1",
                        "r1",
                        "10:00:00",
                        "'input_tokens':2,'output_tokens':491,'iterations':["
                                + "{'type':'message','input_tokens':1,'output_tokens':45},"
                                + "{'type':'advisor_message','model':'claude-big','input_tokens':900,'output_tokens':70},"
                                + "{'type':'message','input_tokens':1,'output_tokens':446}]"));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events)
                .containsExactly(
                        event("m1|r1", "10:00:00")
                                .inputTokens(2)
                                .outputTokens(491)
                                .build(),
                        event("m1|r1|claude-big", "10:00:00")
                                .model("claude-big")
                                .inputTokens(900)
                                .outputTokens(70)
                                .build());
    }

    @Test
    void billsTheDeclinedAttemptBeforeAFallBackOnItsOwnModel() throws IOException {
        // given
        Path file = write(
                "a.jsonl",
                call(
                        "m1",
                        "r1",
                        "10:00:00",
                        "'input_tokens':1000,'output_tokens':2000,'iterations':["
                                + "{'type':'message','model':'claude-big','input_tokens':990,'output_tokens':3},"
                                + "{'type':'fallback_message','model':'claude-opus-4-6','input_tokens':1000,"
                                + "'output_tokens':2000}]"));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events).extracting(UsageEvent::model).containsExactly("claude-opus-4-6", "claude-big");
        assertThat(sink.events).extracting(UsageEvent::inputTokens).containsExactly(1000L, 990L);
        assertThat(sink.events).extracting(UsageEvent::outputTokens).containsExactly(2000L, 3L);
    }

    @Test
    void billsACompactionThatTheTopLevelLeavesOut() throws IOException {
        // given
        Path file = write(
                "a.jsonl",
                call(
                        "m1",
                        "r1",
                        "10:00:00",
                        "'input_tokens':20,'output_tokens':30,'iterations':["
                                + "{'type':'compaction','input_tokens':5000,'output_tokens':400},"
                                + "{'type':'message','input_tokens':20,'output_tokens':30}]"));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events)
                .containsExactly(event("m1|r1", "10:00:00")
                        .inputTokens(5020)
                        .outputTokens(430)
                        .build());
    }

    private Path write(String name, String... lines) throws IOException {
        return ClaudeCodeLog.write(folder, name, lines);
    }
}
