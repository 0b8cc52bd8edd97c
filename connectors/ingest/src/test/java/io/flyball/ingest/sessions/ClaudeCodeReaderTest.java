package io.flyball.ingest.sessions;

import static io.flyball.ingest.sessions.ClaudeCodeLog.NOW_MS;
import static io.flyball.ingest.sessions.ClaudeCodeLog.call;
import static io.flyball.ingest.sessions.ClaudeCodeLog.event;
import static io.flyball.ingest.sessions.ClaudeCodeLog.read;
import static io.flyball.ingest.sessions.ClaudeCodeLog.result;
import static io.flyball.ingest.sessions.ClaudeCodeLog.tool;
import static io.flyball.ingest.sessions.ClaudeCodeLog.withContent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.ToolAction;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.files.CollectingSink;
import io.flyball.ingest.files.ReadOptions;
import io.flyball.ingest.files.SharedData;
import io.flyball.ingest.files.UnreadableInput;
import io.flyball.ingest.record.SourceCoordinates;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaudeCodeReaderTest {
    private final Path folder;

    ClaudeCodeReaderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void countsRealSessionsAsTheContractSays() throws IOException {
        // given
        Path file = SharedData.require("claude-code-jsonl-redacted--context-evaluator.sessions.jsonl.gz");
        JsonNode expected = new ObjectMapper()
                .readTree(SharedData.require("expected/context-evaluator.raw-sessions.json")
                        .toFile())
                .at("/most/total");

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events).hasSize(expected.path("calls").asInt());
        assertThat(sum(sink, UsageEvent::inputTokens))
                .isEqualTo(expected.path("input_tokens").asLong());
        assertThat(sum(sink, UsageEvent::cacheReadTokens))
                .isEqualTo(expected.path("cache_read_tokens").asLong());
        assertThat(sum(sink, UsageEvent::cacheWrite5mTokens))
                .isEqualTo(expected.path("cache_write_5m_tokens").asLong());
        assertThat(sum(sink, UsageEvent::cacheWrite1hTokens))
                .isEqualTo(expected.path("cache_write_1h_tokens").asLong());
        assertThat(sum(sink, UsageEvent::outputTokens))
                .isEqualTo(expected.path("output_tokens").asLong());
        assertThat(sink.refusals).isEmpty();
        assertThat(sink.events).isSortedAccordingTo(Comparator.comparingLong(UsageEvent::timeMs));
        assertThat(sink.notes)
                .singleElement()
                .asString()
                .startsWith("In 182 of 407 calls the log holds at most 10 output");
        assertThat(sink.events)
                .flatExtracting(UsageEvent::actions)
                .hasSizeGreaterThan(400)
                .filteredOn(action -> action.result() == null)
                .hasSizeLessThan(10);
    }

    @Test
    void mergesTheLinesOfACallToTheGreatestCountsAndTheLastTime() throws IOException {
        // given
        Path file = write(
                "a.jsonl",
                call("m1", "r1", "10:00:02", "'input_tokens':3,'output_tokens':1,'cache_read_input_tokens':50"),
                call(
                        "m1",
                        "r1",
                        "10:00:09",
                        "'input_tokens':3,'output_tokens':80,'service_tier':'priority','speed':'fast'"),
                call("m1", "r1", "10:00:05", "'input_tokens':4,'output_tokens':20,'service_tier':'batch'"));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events)
                .containsExactly(event("m1|r1", "10:00:09")
                        .inputTokens(4)
                        .cacheReadTokens(50)
                        .outputTokens(80)
                        .serviceTier("priority")
                        .speed("fast")
                        .build());
        assertThat(sink.places).containsExactly(new SourceCoordinates(file.toString(), 2));
    }

    @Test
    void tellsCacheWritesOfFiveMinutesFromThoseOfAnHour() throws IOException {
        // given
        Path file = write(
                "a.jsonl",
                call(
                        "m1",
                        "r1",
                        "10:00:01",
                        "'cache_creation_input_tokens':70,'cache_creation':{'ephemeral_5m_input_tokens':20,"
                                + "'ephemeral_1h_input_tokens':50}"),
                call("m2", "r2", "10:00:02", "'cache_creation_input_tokens':70"),
                call(
                        "m3",
                        "r3",
                        "10:00:03",
                        "'cache_creation_input_tokens':70,'cache_creation':{'ephemeral_1h_input_tokens':60}"));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events).extracting(UsageEvent::cacheWrite5mTokens).containsExactly(20L, 70L, 10L);
        assertThat(sink.events).extracting(UsageEvent::cacheWrite1hTokens).containsExactly(50L, 0L, 60L);
    }

    @Test
    void passesOverWhatIsNoCall() throws IOException {
        // given
        Path file = write(
                "a.jsonl",
                "{'type':'summary','summary':'x'}",
                "{'type':'user','message':{'role':'user','content':'x'}}",
                "{'type':'system','subtype':'api_error','error':{'status':529}}",
                "{'type':'progress','data':{'hook':1}}",
                call("m1", "r1", "10:00:00", "'output_tokens':100").replace("claude-opus-4-6", "<synthetic>"),
                "{'type':'assistant','message':{'id':'m2','model':'claude-opus-4-6'}}");

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events).isEmpty();
        assertThat(sink.refusals).isEmpty();
        assertThat(sink.notes).isEmpty();
    }

    @Test
    void countsACallOnceThatAForkedSessionCopies() throws IOException {
        // given a fork that begins with its parent's call and goes on, named so that it is read first
        String shared = call("m1", "r1", "10:00:00", "'output_tokens':100");
        Path parent = write("z-parent.jsonl", shared, call("m2", "r2", "10:00:03", "'output_tokens':30"));
        Path fork = write(
                "a-fork.jsonl",
                shared.replace("s-1", "s-2"),
                call("m3", "r3", "10:00:01", "'output_tokens':70").replace("s-1", "s-2"));

        // when
        CollectingSink sink = read(parent, fork);

        // then
        assertThat(sink.events).extracting(UsageEvent::eventId).containsExactly("m1|r1", "m3|r3", "m2|r2");
    }

    @Test
    void dropsASubAgentsReplayOfACallUnderAnotherRequest() throws IOException {
        // given
        String replay = call("m1", "r9", "10:00:05", "'output_tokens':100")
                .replace("'type':'assistant'", "'type':'assistant','isSidechain':true");
        Path file = write("a.jsonl", replay, call("m1", "r1", "10:00:06", "'output_tokens':100"));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events).extracting(UsageEvent::eventId).containsExactly("m1|r1");
        assertThat(sink.notes).singleElement().asString().startsWith("Of sub-agents, 1 requests were not counted:");
    }

    @Test
    void dropsAReplayAlsoWhenTheCallHasLongBeenPassedOn() throws IOException {
        // given
        Path parent = write("a.jsonl", call("m1", "r1", "10:00:00", "'output_tokens':100"));
        Path agent = write(
                "b.jsonl",
                call("m1", "r9", "10:00:05", "'output_tokens':100")
                        .replace("'type':'assistant'", "'type':'assistant','isSidechain':true")
                        .replace("2026-02-10", "2026-02-20"));

        // when
        CollectingSink sink = read(parent, agent);

        // then
        assertThat(sink.events).extracting(UsageEvent::eventId).containsExactly("m1|r1");
        assertThat(sink.notes).hasSize(1);
    }

    @Test
    void countsASubAgentsCallToldByItsParentsSession() throws IOException {
        // given the progress line of the parent and the sub-agent's own log of the same call
        String own = call("m1", "r1", "10:00:00", "'output_tokens':100");
        Path file = write(
                "a.jsonl",
                "{'type':'progress','sessionId':'s-1','data':{'agentId':'x','message':"
                        + own.replace("'sessionId':'s-1',", "") + "}}",
                own);

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events)
                .containsExactly(event("m1|r1", "10:00:00").outputTokens(100).build());
    }

    @Test
    void turnsToolsIntoActionsOfHashesAlone() throws IOException {
        // given the same command twice, whose results differ in digits only, and a failure; the first line is repeated
        String first = withContent("m1", "10:00:00", tool("t1", "'command':'ls -l','timeout':5"));
        Path file = write(
                "a.jsonl",
                first,
                first,
                result("t1", "'took 12 ms'", false),
                withContent("m2", "10:00:01", tool("t2", "'timeout':5,'command':'ls -l'")),
                result("t2", "'took 7 ms'", true),
                withContent("m3", "10:00:02", tool("t3", "'command':'rm'")));

        // when
        CollectingSink sink = read(file);

        // then
        List<ToolAction> actions =
                sink.events.stream().flatMap(e -> e.actions().stream()).toList();
        assertThat(actions).hasSize(3);
        assertThat(actions).extracting(ToolAction::name).containsOnly("Bash");
        assertThat(actions).extracting(ToolAction::error).containsExactly(false, true, false);
        assertThat(actions.get(0).fingerprint())
                .isEqualTo(actions.get(1).fingerprint())
                .isNotEqualTo(actions.get(2).fingerprint());
        assertThat(actions.get(0).result()).isNotEqualTo(actions.get(1).result());
        assertThat(actions.get(0).resultMasked()).isEqualTo(actions.get(1).resultMasked());
        assertThat(actions.get(2).result()).isNull();
        assertThat(sink.events.toString()).doesNotContain("ls -l").doesNotContain("took");
    }

    @Test
    void keepsWebSearchesStopReasonRegionAndTheToolsOwnEstimate() throws IOException {
        // given
        Path file = write(
                "a.jsonl",
                call(
                                "m1",
                                "r1",
                                "10:00:00",
                                "'output_tokens':20,'inference_geo':'us','server_tool_use':{'web_search_requests':3}")
                        .replace("'type':'assistant'", "'type':'assistant','costUSD':0.34")
                        .replace("'id':'m1'", "'id':'m1','stop_reason':'end_turn'"));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events)
                .containsExactly(event("m1|r1", "10:00:00")
                        .outputTokens(20)
                        .webSearchRequests(3)
                        .region("us")
                        .stopReason("end_turn")
                        .reportedCostUsd(new BigDecimal("0.34"))
                        .build());
    }

    @Test
    void refusesLinesThatCannotBeCountedAndCountsTheOthers() throws IOException {
        // given
        String good = call("m1", "r1", "10:00:00", "'output_tokens':100");
        Path file = write(
                "a.jsonl",
                "{oops",
                "[]",
                good.replace("'id':'m1',", "").replace("'requestId':'r1',", ""),
                good.replace("'timestamp':'2026-02-10T10:00:00Z',", ""),
                good.replace("'model':'claude-opus-4-6',", ""),
                good.replace("'r1'", "7"),
                good.replace("2026-02-10T", "2026-02-31T"),
                good.replace("'output_tokens':100", "'output_tokens':1.5"),
                good.replace("'output_tokens':100", "'input_tokens':-1"),
                good.replace("2026-02-10T", "2027-02-10T"),
                good);

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.refusals)
                .extracting(CollectingSink.Refusal::reason)
                .containsExactly(
                        RejectionReason.NOT_JSON,
                        RejectionReason.NOT_OBJECT,
                        RejectionReason.MISSING_EVENT_ID,
                        RejectionReason.MISSING_TIME,
                        RejectionReason.MISSING_MODEL,
                        RejectionReason.BAD_TYPE,
                        RejectionReason.BAD_TIME,
                        RejectionReason.BAD_NUMBER,
                        RejectionReason.NEGATIVE_COUNT,
                        RejectionReason.FUTURE_TIME);
        assertThat(sink.events)
                .containsExactly(event("m1|r1", "10:00:00").outputTokens(100).build());
    }

    @Test
    void refusesACallTooLargeToReadButPassesOverAPicture() throws IOException {
        // given
        String text = "x".repeat(2_000_000);
        Path file = write(
                "a.jsonl",
                "{'type':'user','message':{'content':'" + text + "'}}",
                "{'type':'assistant','message':{'content':'" + text + "','usage':{}}}",
                "{'message':{'content':'" + text + "','usage':{}},'type':'assistant'}",
                call("m1", "r1", "10:00:00", "'output_tokens':100"));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.refusals).extracting(CollectingSink.Refusal::reason).containsOnly(RejectionReason.TOO_LARGE);
        assertThat(sink.refusals).extracting(r -> r.at().line()).containsExactly(2L, 3L);
        assertThat(sink.events).hasSize(1);
    }

    @Test
    void mergesOverlappingSessionsByTime() throws IOException {
        // given
        Path a = write(
                "a.jsonl",
                call("m4", "r4", "10:00:04", "'output_tokens':20"),
                call("m1", "r1", "10:00:01", "'output_tokens':20"));
        Path b = write(
                "b.jsonl",
                call("m3", "r3", "10:00:03", "'output_tokens':20"),
                call("m2", "r2", "10:00:02", "'output_tokens':20"));

        // when
        CollectingSink sink = read(b, a);

        // then
        assertThat(sink.events).extracting(UsageEvent::eventId).containsExactly("m1|r1", "m2|r2", "m3|r3", "m4|r4");
    }

    @Test
    void passesOlderCallsOnEarlyAndSaysSoWhereTheHoldIsFull() throws IOException {
        // given
        String[] lines = new String[10];
        for (int i = 0; i < 10; i++) {
            lines[i] = call("m" + i, "r", "10:00:0" + (9 - i), "'output_tokens':20");
        }
        Path file = write("a.jsonl", lines);
        CollectingSink sink = new CollectingSink();

        // when
        new ClaudeCodeReader(4).read(List.of(file), new ReadOptions("ann", NOW_MS), sink);

        // then
        assertThat(sink.events).hasSize(10).doesNotHaveDuplicates();
        assertThat(sink.notes).singleElement().asString().startsWith("More than 4 calls had to be held");
    }

    @Test
    void refusesALogWithoutAUserBeforeItLooksForTheFile() {
        assertThatThrownBy(() -> new ClaudeCodeReader()
                        .read(List.of(folder.resolve("none")), new ReadOptions(null, NOW_MS), new CollectingSink()))
                .isInstanceOf(UnreadableInput.class)
                .hasMessage("A log of format \"claude-code\" does not say who pays: name the person or account with"
                        + " --user, for example --user ann.");
    }

    private static long sum(CollectingSink sink, ToLongFunction<UsageEvent> count) {
        return sink.events.stream().mapToLong(count).sum();
    }

    private Path write(String name, String... lines) throws IOException {
        return ClaudeCodeLog.write(folder, name, lines);
    }
}
