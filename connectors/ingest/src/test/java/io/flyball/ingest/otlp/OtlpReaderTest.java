package io.flyball.ingest.otlp;

import static io.flyball.ingest.otlp.Otlp.NOW_MS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.files.CollectingSink;
import io.flyball.ingest.files.ReadOptions;
import io.flyball.ingest.files.UnreadableInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtlpReaderTest {
    private static final String CALL = "{\"timeUnixNano\":\"1787220000123000000\",\"attributes\":["
            + text("event.name", "api_request") + "," + text("model", "claude-sonnet-5") + ",";
    private static final String NAMED =
            CALL + text("user.email", "ann@example.test") + "," + text("request_id", "req_1") + "]}";
    private static final String NAMELESS = CALL + text("request_id", "req_2") + "]}";
    private static final String FUTURE =
            NAMED.replace("1787220000123000000", "2787220000123000000").replace("req_1", "req_3");

    private final Path folder;

    OtlpReaderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsLinesOfEverySignal() throws IOException, UnreadableInput {
        // given
        Path file = folder.resolve("collector.json");
        String span = "{\"endTimeUnixNano\":\"1787220000123000000\",\"attributes\":["
                + text("gen_ai.request.model", "m") + "," + text("user.email", "ben@example.test") + ","
                + text("gen_ai.usage.input_tokens", "5") + "]}";
        Files.write(
                file,
                List.of(
                        logs(NAMED, "7", FUTURE),
                        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + span + "]}]}]}",
                        "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"claude_code.token.usage\","
                                + "\"sum\":{\"dataPoints\":[{}]}}]}]}]}",
                        "",
                        "{\"resourceLogs\":",
                        "{\"something\":{\"else\":[]}}"),
                UTF_8);
        CollectingSink sink = new CollectingSink();

        // when
        new OtlpReader().read(List.of(file), new ReadOptions(null, NOW_MS), sink);

        // then
        assertThat(sink.events).extracting(UsageEvent::user).containsExactly("ann@example.test", "ben@example.test");
        assertThat(sink.places).extracting(at -> at.line()).containsExactly(1L, 2L);
        assertThat(sink.refusedByReason()).isEqualTo(Map.of("bad_type", 1, "future_time", 1, "not_json", 2));
        assertThat(sink.notes)
                .containsExactly("1 items were passed over, since they are no calls or repeat calls that are charged:"
                        + " {claude_code.token.usage=1}.");
        assertThat(sink.bytesRead).isEqualTo(sink.bytesTotal);
    }

    @Test
    void theUserThatIsGivenPaysWhereNobodyIsNamed() throws IOException, UnreadableInput {
        // given
        Path file = folder.resolve("collector.json");
        Files.writeString(file, logs(NAMED, NAMELESS));
        CollectingSink given = new CollectingSink();
        CollectingSink none = new CollectingSink();

        // when
        new OtlpReader().read(List.of(file), new ReadOptions("cy", NOW_MS), given);
        new OtlpReader().read(List.of(file), new ReadOptions(null, NOW_MS), none);

        // then
        assertThat(given.events).extracting(UsageEvent::user).containsExactly("ann@example.test", "cy");
        assertThat(none.refusedByReason()).isEqualTo(Map.of("missing_user", 1));
    }

    @Test
    void readsALineThatIsLargerThanANativeRecord() throws IOException, UnreadableInput {
        // given
        Path file = folder.resolve("collector.json");
        String padding = CALL + text("request_id", "req_9") + "," + text("prompt", "x".repeat(2_000_000)) + "]}";
        Files.writeString(file, logs(NAMED, padding));
        CollectingSink sink = new CollectingSink();

        // when
        new OtlpReader().read(List.of(file), new ReadOptions("cy", NOW_MS), sink);

        // then
        assertThat(sink.events).hasSize(2);
        assertThat(sink.refusals).isEmpty();
    }

    private static String logs(String... records) {
        return "{\"resourceLogs\":[{\"resource\":{\"attributes\":[" + text("service.name", "claude-code")
                + "]},\"scopeLogs\":[{\"logRecords\":[" + String.join(",", records) + "]}]}]}";
    }

    private static String text(String key, String value) {
        return "{\"key\":\"" + key + "\",\"value\":{\"stringValue\":\"" + value + "\"}}";
    }
}
