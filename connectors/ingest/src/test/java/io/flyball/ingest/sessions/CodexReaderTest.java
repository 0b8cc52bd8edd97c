package io.flyball.ingest.sessions;

import static io.flyball.ingest.sessions.CodexLog.META;
import static io.flyball.ingest.sessions.CodexLog.NOW_MS;
import static io.flyball.ingest.sessions.CodexLog.TURN;
import static io.flyball.ingest.sessions.CodexLog.item;
import static io.flyball.ingest.sessions.CodexLog.meta;
import static io.flyball.ingest.sessions.CodexLog.read;
import static io.flyball.ingest.sessions.CodexLog.report;
import static io.flyball.ingest.sessions.CodexLog.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.ToolAction;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.files.CollectingSink;
import io.flyball.ingest.files.ReadOptions;
import io.flyball.ingest.files.SharedData;
import io.flyball.ingest.files.UnreadableInput;
import io.flyball.ingest.record.Rfc3339;
import io.flyball.ingest.record.SourceCoordinates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodexReaderTest {
    private final Path folder;

    CodexReaderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsTheSampleRollout() throws IOException {
        // given
        Path file = SharedData.require("samples/ccusage-codex-sessions-project-alpha-session-alpha.jsonl");

        // when
        CollectingSink sink = read(file);

        // then the two calls are the counter's 3,500 input (750 cached) and 425 output tokens
        assertThat(sink.events).extracting(UsageEvent::model).containsExactly("gpt-5.2-codex", "gpt-5.3-codex");
        assertThat(sink.events).extracting(UsageEvent::inputTokens).containsExactly(750L, 2000L);
        assertThat(sink.events).extracting(UsageEvent::cacheReadTokens).containsExactly(250L, 500L);
        assertThat(sink.events).extracting(UsageEvent::outputTokens).containsExactly(125L, 300L);
        assertThat(sink.events).extracting(UsageEvent::reasoningTokens).containsExactly(75L, 200L);
        assertThat(sink.notes).isEmpty();
        assertThat(sink.refusals).isEmpty();
    }

    @Test
    void takesTheLastCallApartIntoDisjointClasses() throws IOException {
        // given
        Path file = write("a.jsonl", META, TURN, report("10:00:01", "1000:250:125:75", "1000:250:125:75"));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events)
                .containsExactly(UsageEvent.builder()
                        .eventId("s-1|0|1000:250:125:75|1000:250:125:75")
                        .timeMs(Rfc3339.epochMs("2026-02-10T10:00:01Z"))
                        .model("gpt-5.5")
                        .user("ann")
                        .source("codex")
                        .provider("openai")
                        .agent("codex")
                        .session("s-1")
                        .inputTokens(750)
                        .cacheReadTokens(250)
                        .outputTokens(125)
                        .reasoningTokens(75)
                        .build());
        assertThat(sink.events.get(0).contextTokens()).isEqualTo(1000);
        assertThat(sink.places).containsExactly(new SourceCoordinates(file.toString(), 3));
    }

    @Test
    void passesOverARepeatedCounter() throws IOException {
        // given the same counter again: with the same last call, and with what a compaction leaves there
        Path file = write(
                "a.jsonl",
                META,
                TURN,
                "{'type':'event_msg','payload':{'type':'token_count','info':null,'rate_limits':{}}}",
                report("10:00:00", "0:0:0:0", "0:0:0:0"),
                report("10:00:01", "100:0:10:0", "100:0:10:0"),
                report("10:00:02", "100:0:10:0", "100:0:10:0"),
                report("10:00:03", "100:0:10:0", "0:0:0:0"),
                report("10:00:04", "300:50:30:5", "200:50:20:5"));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events).extracting(UsageEvent::outputTokens).containsExactly(10L, 20L);
        assertThat(sink.notes).isEmpty();
    }

    @Test
    void takesTheDifferenceOfTheCounterWhereTheLastCallIsMissing() throws IOException {
        // given
        Path file = write(
                "a.jsonl",
                META,
                TURN,
                report("10:00:01", "100:0:10:0", null),
                report("10:00:02", "300:50:30:5", null),
                report("10:00:03", "400:60:35:5", "100:10:5:0"));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events).extracting(UsageEvent::inputTokens).containsExactly(100L, 150L, 90L);
        assertThat(sink.events).extracting(UsageEvent::cacheReadTokens).containsExactly(0L, 50L, 10L);
        assertThat(sink.events).extracting(UsageEvent::outputTokens).containsExactly(10L, 20L, 5L);
        assertThat(sink.notes).isEmpty();
    }

    @Test
    void takesTheLastCallWhereTheCounterIsMissing() throws IOException {
        // given
        Path file = write(
                "a.jsonl",
                META,
                TURN,
                report("10:00:01", null, "100:0:10:0"),
                report("10:00:02", null, "100:0:10:0"),
                report("10:00:03", "5300:0:530:0", "100:0:10:0"));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events).extracting(UsageEvent::inputTokens).containsExactly(100L, 100L, 100L);
        assertThat(sink.notes).isEmpty();
    }

    @Test
    void goesOnWithTheCounterOfAResumedSession() throws IOException {
        // given a log of its own that begins where the counter stood
        Path file = write(
                "a.jsonl",
                META,
                TURN,
                report("10:00:00", "0:0:0:0", "0:0:0:0"),
                report("10:00:01", "5100:900:510:0", "100:0:10:0"),
                META,
                report("10:00:02", "5300:950:530:0", "200:50:20:0"));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events).extracting(UsageEvent::outputTokens).containsExactly(10L, 20L);
        assertThat(sink.notes).isEmpty();
    }

    @Test
    void beginsAnewWhereTheCounterOfAResumedSessionDoes() throws IOException {
        // given a counter that falls back to the very counts it once began with
        Path file = write(
                "a.jsonl",
                META,
                TURN,
                report("10:00:01", "100:0:10:0", "100:0:10:0"),
                report("10:00:02", "300:50:30:0", "200:50:20:0"),
                report("10:00:03", "100:0:10:0", "100:0:10:0"),
                report("10:00:04", "150:0:15:0", null));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events).extracting(UsageEvent::outputTokens).containsExactly(10L, 20L, 10L, 5L);
        assertThat(sink.events).extracting(UsageEvent::eventId).doesNotHaveDuplicates();
        assertThat(sink.notes).isEmpty();
    }

    @Test
    void namesASessionWhoseCallsDoNotAddUp() throws IOException {
        // given a report between the two that was never written
        Path file = write(
                "a.jsonl",
                META,
                TURN,
                report("10:00:01", "100:0:10:0", "100:0:10:0"),
                report("10:00:02", "900:80:95:0", "200:50:20:0"));
        Path sound = write("b.jsonl", meta("s-2", ""), TURN, report("10:00:03", "100:0:10:0", "100:0:10:0"));

        // when
        CollectingSink sink = read(file, sound);

        // then
        assertThat(sink.events).hasSize(3);
        assertThat(sink.notes)
                .containsExactly(
                        "Codex session \"s-1\" does not add up: its calls are 300 input (50 cached) and 30 output"
                                + " tokens, its own counter says 900 (80) and 95; the calls were counted, compare the session with"
                                + " the provider's own report.");
    }

    @Test
    void namesTheSessionByItsFileWhereTheLogDoesNot() throws IOException {
        // given
        Path file = write(
                "rollout-2026-02-10T10-00-00-019e648e-1111-7000-8000-000000000001.jsonl",
                TURN,
                report("10:00:01", "100:0:10:0", "100:0:10:0"));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events).extracting(UsageEvent::session).containsExactly("019e648e-1111-7000-8000-000000000001");
    }

    @Test
    void keepsTheSessionsOfOneFileApart() throws IOException {
        // given
        Path file = write(
                "a.jsonl",
                META,
                TURN,
                report("10:00:01", "100:0:10:0", "100:0:10:0"),
                meta("s-2", ""),
                turn("gpt-5-nano"),
                report("10:00:02", "100:0:10:0", "100:0:10:0"));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events).extracting(UsageEvent::session).containsExactly("s-1", "s-2");
        assertThat(sink.events).extracting(UsageEvent::model).containsExactly("gpt-5.5", "gpt-5-nano");
    }

    @Test
    void turnsToolsIntoActionsOfHashesAlone() throws IOException {
        // given
        Path file = write(
                "a.jsonl",
                META,
                TURN,
                item("'type':'function_call','name':'exec_command','arguments':'ls -l','call_id':'c1'"),
                report("10:00:01", "100:0:10:0", "100:0:10:0"),
                item("'type':'function_call_output','call_id':'c1','output':'Exit code: 0\\nWall time: 1.5 s'"),
                item("'type':'function_call','name':'exec_command','arguments':'ls -l','call_id':'c2'"),
                item("'type':'function_call_output','call_id':'c2','output':'Exit code: 2\\nWall time: 3.25 s'"),
                report("10:00:02", "100:0:10:0", "100:0:10:0"),
                item("'type':'custom_tool_call','name':'apply_patch','input':'patch','call_id':'c3'"),
                item("'type':'custom_tool_call_output','call_id':'c3','output':'{\\'output\\':\\'x\\',"
                        + "\\'metadata\\':{\\'exit_code\\':1}}'"),
                report("10:00:03", "300:0:20:0", "200:0:10:0"));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events).extracting(e -> e.actions().size()).containsExactly(1, 2);
        ToolAction first = sink.events.get(0).actions().get(0);
        ToolAction second = sink.events.get(1).actions().get(0);
        ToolAction patch = sink.events.get(1).actions().get(1);
        assertThat(first.fingerprint()).isEqualTo(second.fingerprint()).isNotEqualTo(patch.fingerprint());
        assertThat(first.result()).isNotNull().isNotEqualTo(second.result());
        assertThat(first.resultMasked()).isNotNull().isEqualTo(second.resultMasked());
        assertThat(List.of(first.error(), second.error(), patch.error())).containsExactly(false, true, true);
        assertThat(sink.events.toString()).doesNotContain("ls -l").doesNotContain("Wall time");
    }

    @Test
    void refusesReportsThatCannotBeCountedAndCountsTheOthers() throws IOException {
        // given
        String good = report("10:00:01", "100:0:10:0", "100:0:10:0");
        Path file = write(
                "a.jsonl",
                "{oops",
                "7",
                META,
                report("10:00:00", "1:0:1:0", "1:0:1:0"),
                TURN,
                good.replace("'timestamp':'2026-02-10T10:00:01Z',", ""),
                good.replace("2026-02-10T", "2026-02-31T"),
                good.replace("'input_tokens':100", "'input_tokens':'100'"),
                good.replace("'input_tokens':100", "'input_tokens':-1"),
                report("10:00:01", "60:90:1:0", "60:90:1:0"),
                report("10:00:01", "70:90:2:0", "10:0:1:0").replace("2026-02-10T", "2027-02-10T"),
                report("10:00:02", "170:90:12:0", "100:0:10:0"));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.refusals)
                .extracting(CollectingSink.Refusal::reason)
                .containsExactly(
                        RejectionReason.NOT_JSON,
                        RejectionReason.NOT_OBJECT,
                        RejectionReason.MISSING_MODEL,
                        RejectionReason.MISSING_TIME,
                        RejectionReason.BAD_TIME,
                        RejectionReason.BAD_NUMBER,
                        RejectionReason.NEGATIVE_COUNT,
                        RejectionReason.NEGATIVE_COUNT,
                        RejectionReason.FUTURE_TIME);
        assertThat(sink.events).extracting(UsageEvent::outputTokens).containsExactly(10L);
    }

    @Test
    void refusesAReportTooLargeToReadButPassesOverAnOutput() throws IOException {
        // given
        String text = "x".repeat(2_000_000);
        Path file = write(
                "a.jsonl",
                META,
                TURN,
                "{'type':'response_item','payload':{'type':'function_call_output','output':'" + text + "'}}",
                "{'type':'event_msg','payload':{'type':'agent_message','message':'" + text + "'}}",
                "{'type':'event_msg','payload':{'type':'token_count','x':'" + text + "'}}",
                report("10:00:01", "100:0:10:0", "100:0:10:0"));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.refusals).extracting(r -> r.at().line()).containsExactly(5L);
        assertThat(sink.events).hasSize(1);
    }

    @Test
    void refusesALogWithoutAUser() {
        assertThatThrownBy(() -> new CodexReader()
                        .read(List.of(folder.resolve("none")), new ReadOptions(" ", NOW_MS), new CollectingSink()))
                .isInstanceOf(UnreadableInput.class)
                .hasMessageContaining("name the person or account with --user");
    }

    private Path write(String name, String... lines) throws IOException {
        return CodexLog.write(folder, name, lines);
    }
}
