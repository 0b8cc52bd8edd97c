package io.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.flyball.core.govern.AppliesTo;
import io.flyball.core.govern.Cause;
import io.flyball.core.govern.Limits;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ThrottleJsonTest {
    private static final Limits ALL = new Limits(10, 20_000, 2, 1_500, "m-small", 4_000);

    private final JsonSchema schema = publishedSchema();

    @Test
    void writesEveryFieldUnderItsPublishedName() {
        // when
        String json = json(signal(ALL, 5, Long.MAX_VALUE));

        // then
        assertThat(json)
                .isEqualTo("{\"scope\":\"user:ann\",\"sequence\":1767225600000,\"level\":\"downshift\","
                        + "\"cause\":\"velocity\",\"applies_to\":\"new_task\",\"limits\":{"
                        + "\"max_requests_per_minute\":10,\"max_tokens_per_minute\":20000,\"max_concurrency\":2,"
                        + "\"delay_ms\":1500,\"model_override\":\"m-small\",\"max_output_tokens\":4000},"
                        + "\"task_allowance\":5,\"text\":\"Spent \\\"much\\\".\",\"findings\":[\"f-1\"],"
                        + "\"confidence\":0.07,\"issued_at\":\"2026-01-01T00:00:00.000Z\","
                        + "\"valid_until\":\"9999-12-31T23:59:59.999Z\",\"policy_version\":\"default\","
                        + "\"steps\":[{\"level\":\"pace\",\"limits\":{},\"until\":\"2026-01-01T00:00:00.001Z\"}]}");
        assertThat(problems(json)).isEmpty();
    }

    @Test
    void leavesOutWhatIsNotSet() {
        // when
        String json = json(signal(Limits.NONE, -1, 1_767_225_600_000L));

        // then
        assertThat(json).contains("\"limits\":{},\"text\"");
        assertThat(problems(json)).isEmpty();
    }

    @Test
    void saysWhatItWouldHaveBeenInShadow() {
        // given
        Signal inForce = signal(Limits.NONE, -1, 1_767_225_600_000L);
        Signal shadowed = new Signal(
                inForce.scope(),
                1,
                Level.ADVISE,
                Cause.VELOCITY,
                AppliesTo.NEXT_REQUEST,
                Limits.NONE,
                -1,
                "text",
                List.of(),
                100,
                0,
                1,
                "default",
                List.of(),
                new Signal.Shadow(Level.HOLD_NEW_TASKS, new Limits(10, -1, -1, -1, "", -1), 1000));

        // when
        String json = json(shadowed);

        // then
        assertThat(json)
                .endsWith(",\"shadow\":{\"level\":\"hold_new_tasks\",\"limits\":{\"max_requests_per_minute\":10},"
                        + "\"task_allowance\":1000}}");
        assertThat(problems(json)).isEmpty();
        assertThat(problems(json.replace("hold_new_tasks", "kill"))).isNotEmpty();
    }

    @Test
    void canTellASignalThatBreaksItsContract() {
        String json = json(signal(ALL, 5, 1_767_225_600_000L));

        assertThat(problems(json.replace("\"downshift\"", "\"kill\""))).isNotEmpty();
        assertThat(problems(json.replace("\"delay_ms\":1500", "\"delay_ms\":60001")))
                .isNotEmpty();
        assertThat(problems(json.replace("\"valid_until\"", "\"valid\""))).isNotEmpty();
        assertThat(problems(json.replace("user:ann", "ann"))).isNotEmpty();
        assertThat(problems(json.replace("00.001Z", "00Z"))).isNotEmpty();
    }

    private static Signal signal(Limits limits, long taskAllowance, long validUntilMs) {
        return new Signal(
                new Scope(Dimension.USER, "ann"),
                1_767_225_600_000L,
                Level.DOWNSHIFT,
                Cause.VELOCITY,
                AppliesTo.NEW_TASK,
                limits,
                taskAllowance,
                "Spent \"much\".",
                List.of("f-1"),
                7,
                1_767_225_600_000L,
                validUntilMs,
                "default",
                List.of(new Signal.Step(Level.PACE, Limits.NONE, 1_767_225_600_001L)));
    }

    private static String json(Signal signal) {
        return new String(ThrottleJson.encode(signal), StandardCharsets.UTF_8);
    }

    private List<String> problems(String json) {
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static JsonSchema publishedSchema() {
        try (InputStream in = ThrottleJson.class.getResourceAsStream(ThrottleJson.SCHEMA_RESOURCE)) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
