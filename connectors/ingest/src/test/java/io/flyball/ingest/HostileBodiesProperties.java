package io.flyball.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.UsageValidation;
import io.flyball.ingest.cloudevents.CloudEventsMapping;
import io.flyball.ingest.litellm.LiteLlmMapping;
import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.NativeBody;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands in whatever field: every item is answered, and what is taken for a call is possible. */
class HostileBodiesProperties {
    private static final long NOW_MS = 1_795_400_000_000L;
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "7",
            "-1",
            "-0",
            "1.5",
            "1e5",
            "1e-400",
            "1e400",
            "1e999999999",
            "1e99999999999",
            "-1e-99999999999",
            "\"1e99999999999\"",
            "9223372036854775807",
            "9223372036854775808",
            "9".repeat(5000),
            "\"\"",
            "\"7\"",
            "\"-7\"",
            "\"1e999\"",
            "\"None\"",
            "\"\\ud800\"",
            "\"" + "x".repeat(20_000) + "\"",
            "[]",
            "{}",
            "[{}]",
            "[".repeat(2000),
            "\"{\\\"a\\\": {\"",
            "NaN",
            "\"2026-11-01T10:00:00Z\"",
            "\"9999-12-31 23:59:59\"",
            "01",
            "-",
            "\"\\u0000\"",
            "\"%zz\"",
            "");
    private static final List<String> LITELLM_FIELDS = List.of(
            "id",
            "request_id",
            "status",
            "cache_hit",
            "startTime",
            "endTime",
            "model",
            "model_group",
            "trace_id",
            "custom_llm_provider",
            "response_cost",
            "spend",
            "prompt_tokens",
            "completion_tokens",
            "metadata",
            "user",
            "request_tags",
            "usage",
            "call_type",
            "end_user",
            "api_key",
            "request_duration_ms",
            "error_information");
    private static final List<String> EVENT_FIELDS =
            List.of("specversion", "id", "source", "type", "subject", "time", "data", "datacontenttype");
    private static final List<String> DATA_FIELDS = List.of(
            "model",
            "provider",
            "cost",
            "prompt_tokens",
            "input_tokens",
            "output_tokens",
            "cached_tokens",
            "tokens",
            "type",
            "cache_read_tokens",
            "cache_write_1h_tokens",
            "team",
            "latency_ms",
            "time",
            "event_id",
            "user",
            "actions",
            "tags",
            "status",
            "reported_cost_usd");

    private final LiteLlmMapping liteLlm = new LiteLlmMapping(IdentityRules.DEFAULT);
    private final CloudEventsMapping cloudEvents = new CloudEventsMapping(IdentityRules.DEFAULT);
    private final NativeBody nativeBody = new NativeBody();

    @Property(tries = 3000)
    void ofLiteLlm(@ForAll("payloads") String json) {
        assertAnswered(liteLlm.map(bytes(json), name -> null, NOW_MS));
        assertAnswered(liteLlm.map(bytes("[" + json + "," + json + "]"), name -> null, NOW_MS));
    }

    @Property(tries = 3000)
    void ofCloudEvents(@ForAll("events") String json) {
        assertAnswered(cloudEvents.structured(bytes(json), name -> null, NOW_MS));
        assertAnswered(cloudEvents.batch(bytes("[" + json + "," + json + "]"), name -> null, NOW_MS));
    }

    @Property(tries = 1000)
    void ofNativeRecords(@ForAll("natives") String json) {
        assertAnswered(nativeBody.map(bytes(json), name -> null, NOW_MS));
    }

    private static void assertAnswered(List<Mapped> mapped) {
        assertThat(mapped).isNotEmpty();
        for (Mapped item : mapped) {
            if (item instanceof Mapped.Call call) {
                assertThat(UsageValidation.check(call.event(), NOW_MS)).isNull();
            } else if (item instanceof Mapped.Refused refused) {
                assertThat(refused.why()).endsWith(".").hasSizeLessThan(300);
            }
        }
    }

    @Provide
    Arbitrary<String> payloads() {
        return objects(
                "\"id\":\"a\",\"endTime\":1795371793.5,\"model\":\"m\",\"prompt_tokens\":9,"
                        + "\"metadata\":{\"user_api_key_user_id\":\"ann\"}",
                LITELLM_FIELDS);
    }

    @Provide
    Arbitrary<String> events() {
        Arbitrary<String> data = objects("\"model\":\"m\",\"prompt_tokens\":9", DATA_FIELDS);
        Arbitrary<String> type = Arbitraries.of("io.flyball.usage", "prompt", "litellm_tokens");
        return Combinators.combine(type, data, fields(EVENT_FIELDS))
                .as((name, content, fields) ->
                        "{\"specversion\":\"1.0\",\"id\":\"a\",\"source\":\"s\",\"subject\":\"ann\",\"type\":\"" + name
                                + "\",\"data\":" + content + fields + "}");
    }

    @Provide
    Arbitrary<String> natives() {
        return objects("\"event_id\":\"a\",\"time\":7,\"model\":\"m\",\"user\":\"ann\"", DATA_FIELDS);
    }

    private static Arbitrary<String> objects(String fewest, List<String> names) {
        return fields(names).map(fields -> "{" + fewest + fields + "}");
    }

    private static Arbitrary<String> fields(List<String> names) {
        return Combinators.combine(Arbitraries.of(names), Arbitraries.of(VALUES))
                .as((name, value) -> ",\"" + name + "\":" + value)
                .list()
                .ofMaxSize(4)
                .map(fields -> String.join("", fields));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
