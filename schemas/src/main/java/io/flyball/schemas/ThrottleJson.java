package io.flyball.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.flyball.core.govern.Limits;
import io.flyball.core.govern.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Throttle signals as JSON, so that a gateway in any language needs a Kafka consumer and nothing else. The contract is
 * the resource {@link #SCHEMA_RESOURCE}. What is not set is absent.
 */
public final class ThrottleJson {
    /** The published JSON Schema, beside this class. */
    public static final String SCHEMA_RESOURCE = "throttle-signal.schema.json";

    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    /** 9999-12-31T23:59:59.999Z, the last instant RFC 3339 can write: it stands for "never". */
    private static final long LAST_MS = 253_402_300_799_999L;

    private ThrottleJson() {}

    /** The signal as UTF-8 bytes of one JSON object on one line. */
    public static byte[] encode(Signal signal) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            writeWhat(signal, json);
            writeWhy(signal, json);
            writeSteps(signal, json);
            writeShadow(signal, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void writeWhat(Signal signal, JsonGenerator json) throws IOException {
        json.writeStringField("scope", signal.scope().toString());
        json.writeNumberField("sequence", signal.sequence());
        json.writeStringField("level", signal.level().wireName());
        json.writeStringField("cause", signal.cause().wireName());
        json.writeStringField("applies_to", signal.appliesTo().wireName());
        writeLimits(signal.limits(), json);
        writeWhereSet("task_allowance", signal.taskAllowance(), json);
    }

    private static void writeWhy(Signal signal, JsonGenerator json) throws IOException {
        json.writeStringField("text", signal.text());
        json.writeArrayFieldStart("findings");
        for (String finding : signal.findings()) {
            json.writeString(finding);
        }
        json.writeEndArray();
        json.writeNumberField("confidence", BigDecimal.valueOf(signal.confidencePercent(), 2));
        json.writeStringField("issued_at", time(signal.issuedAtMs()));
        json.writeStringField("valid_until", time(signal.validUntilMs()));
        json.writeStringField("policy_version", signal.policyVersion());
    }

    private static void writeSteps(Signal signal, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("steps");
        for (Signal.Step step : signal.steps()) {
            json.writeStartObject();
            json.writeStringField("level", step.level().wireName());
            writeLimits(step.limits(), json);
            json.writeStringField("until", time(step.untilMs()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeShadow(Signal signal, JsonGenerator json) throws IOException {
        Signal.Shadow shadow = signal.shadow();
        if (shadow != null) {
            json.writeObjectFieldStart("shadow");
            json.writeStringField("level", shadow.level().wireName());
            writeLimits(shadow.limits(), json);
            writeWhereSet("task_allowance", shadow.taskAllowance(), json);
            json.writeEndObject();
        }
    }

    private static void writeLimits(Limits limits, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("limits");
        writeWhereSet("max_requests_per_minute", limits.maxRequestsPerMinute(), json);
        writeWhereSet("max_tokens_per_minute", limits.maxTokensPerMinute(), json);
        writeWhereSet("max_concurrency", limits.maxConcurrency(), json);
        writeWhereSet("delay_ms", limits.delayMs(), json);
        if (!limits.modelOverride().isEmpty()) {
            json.writeStringField("model_override", limits.modelOverride());
        }
        writeWhereSet("max_output_tokens", limits.maxOutputTokens(), json);
        json.writeEndObject();
    }

    private static void writeWhereSet(String name, long value, JsonGenerator json) throws IOException {
        if (value >= 0) {
            json.writeNumberField(name, value);
        }
    }

    private static String time(long epochMs) {
        return RFC_3339.format(Instant.ofEpochMilli(Math.min(epochMs, LAST_MS)));
    }
}
