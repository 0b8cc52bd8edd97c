package io.flyball.ingest.litellm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.files.CollectingSink;
import io.flyball.ingest.files.ReadOptions;
import io.flyball.ingest.files.SharedData;
import io.flyball.ingest.files.UnreadableInput;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.SourceCoordinates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiteLlmReaderTest {
    private static final String ROW = """
            {"request_id": "chatcmpl-1", "call_type": "acompletion", "api_key": "91ddd6", "cache_hit": "False",
             "startTime": "2026-11-01T10:00:00.000Z", "endTime": "2026-11-01T10:00:01.250Z", "model": "claude-sonnet-4-5",
             "model_group": "claude-sonnet-4-5", "custom_llm_provider": "anthropic", "user": "ann", "team_id": "platform",
             "organization_id": "example", "session_id": "t-1", "spend": 0.0125, "total_tokens": 120,
             "prompt_tokens": 100, "completion_tokens": 20, "request_tags": "[\\"cost_center:cc-7\\"]", "end_user": "",
             "status": "success", "messages": {"content": "secret"}, "response": "{}",
             "metadata": "{\\"user_api_key_alias\\": \\"ann-laptop\\", \\"usage_object\\": {\\"prompt_tokens_details\\": {\\"cached_tokens\\": 60}}}"}
            """.replace("\n", "");

    private static final String CSV = """
            request_id,call_type,api_key,cache_hit,startTime,endTime,model,model_group,custom_llm_provider,user,team_id,organization_id,session_id,spend,total_tokens,prompt_tokens,completion_tokens,request_tags,end_user,status,messages,metadata
            chatcmpl-1,acompletion,91ddd6,False,2026-11-01 10:00:00,2026-11-01 10:00:01.25,claude-sonnet-4-5,claude-sonnet-4-5,anthropic,ann,platform,example,t-1,0.0125,120,100,20,"[""cost_center:cc-7""]","",success,"{""content"": ""secret
            of two lines""}","{""user_api_key_alias"": ""ann-laptop"", ""usage_object"": {""prompt_tokens_details"": {""cached_tokens"": 60}}}"
            """;

    private static final UsageEvent EXPECTED = UsageEvent.builder()
            .eventId("chatcmpl-1")
            .timeMs(1_793_527_201_250L)
            .model("claude-sonnet-4-5")
            .user("ann")
            .source("litellm")
            .provider("anthropic")
            .team("platform")
            .key("ann-laptop")
            .org("example")
            .task("t-1")
            .costCenter("cc-7")
            .inputTokens(40)
            .cacheReadTokens(60)
            .outputTokens(20)
            .reportedCostUsd(new BigDecimal("0.0125"))
            .latencyMs(1250)
            .tags(Map.of("cost_center", "cc-7"))
            .build();

    private final Path folder;

    LiteLlmReaderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aRowIsTheSameCallInEveryShape() throws IOException {
        // given
        Path array = write("a.json", "[" + ROW + "]");
        Path lines = write("b.jsonl", ROW + "\n");
        Path csv = write("c.csv", CSV);
        Path packed = folder.resolve("d.gz");
        Files.write(packed, gzip(CSV));

        // when
        CollectingSink sink = read(array, lines, csv, packed);

        // then
        assertThat(sink.events).containsExactly(EXPECTED, EXPECTED, EXPECTED, EXPECTED);
        assertThat(sink.refusals).isEmpty();
        assertThat(sink.bytesRead).isEqualTo(sink.bytesTotal);
    }

    @Test
    void aCallThatCameByTheWebhookIsTheSameInTheBackfill() throws IOException {
        // given
        UsageEvent live = Payload.small()
                .with("metadata/user_api_key_user_id", "\"ann\"")
                .with("metadata/user_api_key_alias", "\"ann-laptop\"")
                .call();

        // when
        UsageEvent row = read(write("a.jsonl", ROW)).events.get(0);

        // then
        assertThat(row.eventId()).isEqualTo(live.eventId());
        assertThat(row.payer()).isEqualTo(live.payer());
    }

    @Test
    void aBadRowCostsNoNeighbourAndIsFoundAgain() throws IOException {
        // given
        String[] rows = CSV.split("(?<=metadata\n)");
        Path csv = write("c.csv", rows[0] + "too,few\n" + rows[1].replace(",100,", ",many,") + rows[1] + "\"cut");

        // when
        CollectingSink sink = read(csv);

        // then
        assertThat(sink.events).containsExactly(EXPECTED);
        assertThat(sink.refusals)
                .extracting(CollectingSink.Refusal::reason)
                .containsExactly(RejectionReason.NOT_OBJECT, RejectionReason.BAD_NUMBER, RejectionReason.NOT_JSON);
        assertThat(sink.refusals)
                .extracting(CollectingSink.Refusal::at)
                .containsExactly(at(csv, 2), at(csv, 3), at(csv, 7));
    }

    @Test
    void theUserOfTheOptionsPaysForRowsOfNobody() throws IOException {
        // given
        Path sample = SharedData.require("samples/litellm-spend_logs_payload-real.json");
        CollectingSink sink = new CollectingSink();

        // when
        new LiteLlmReader().read(List.of(sample), new ReadOptions("ann", Payload.NOW_MS), sink);

        // then
        assertThat(sink.events).hasSize(1);
        assertThat(sink.events.get(0))
                .returns("ann", UsageEvent::user)
                .returns("chatcmpl-2283081b-dc89-41f6-93e6-d4f914774027", UsageEvent::eventId)
                .returns(10L, UsageEvent::inputTokens)
                .returns(20L, UsageEvent::outputTokens);
    }

    @Test
    void whatSaysNothingOfUsageIsToldOnce() throws IOException {
        // when
        CollectingSink sink = read(write("a.json", "[null," + ROW + ",null]"));

        // then
        assertThat(sink.events).hasSize(1);
        assertThat(sink.notes).containsExactly("2 entries say nothing of usage and went uncounted.");
    }

    @Test
    void anotherTableIsRefusedBeforeAnythingIsRead() throws IOException {
        // given
        Path good = write("a.jsonl", ROW);
        Path other = write("b.csv", "id,name\n1,ann\n");
        CollectingSink sink = new CollectingSink();

        // when, then
        assertThatThrownBy(() ->
                        new LiteLlmReader().read(List.of(good, other), new ReadOptions(null, Payload.NOW_MS), sink))
                .isInstanceOf(UnreadableInput.class)
                .hasMessage("File \"" + other + "\" is neither JSON nor CSV whose first line names a column request_id:"
                        + " export LiteLLM_SpendLogs as JSON, or as CSV with its head.");
        assertThat(sink.events).isEmpty();
    }

    @Test
    void aFileOfWebhookPayloadsIsReadAsWell() throws IOException {
        // when
        CollectingSink sink = read(write("a.jsonl", Payload.small().json()));

        // then
        assertThat(new Mapped.Call(sink.events.get(0)))
                .isEqualTo(Payload.small().mapped());
    }

    @Test
    void anEmptyFileHoldsNoRecord() throws IOException {
        assertThat(read(write("a.csv", "")).events).isEmpty();
    }

    private static SourceCoordinates at(Path file, long line) {
        return new SourceCoordinates(file.toString(), line);
    }

    private CollectingSink read(Path... files) throws IOException {
        CollectingSink sink = new CollectingSink();
        new LiteLlmReader().read(List.of(files), new ReadOptions(null, Payload.NOW_MS), sink);
        return sink;
    }

    private Path write(String name, String contents) throws IOException {
        return Files.writeString(folder.resolve(name), contents);
    }

    private static byte[] gzip(String contents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(contents.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
