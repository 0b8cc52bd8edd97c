package io.flyball.connect.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.OptionalLong;

/** Anthropic's admin API. */
public final class AnthropicApi implements ProviderApi {
    private static final String VERSION = "2023-06-01";

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public String defaultBaseUrl() {
        return "https://api.anthropic.com";
    }

    @Override
    public Map<String, String> headers(String adminKey) {
        return Map.of("x-api-key", adminKey, "anthropic-version", VERSION);
    }

    @Override
    public String startParameter(long fromMs) {
        return "starting_at=" + Instant.ofEpochMilli(fromMs);
    }

    @Override
    public String groupParameter() {
        return "group_by[]";
    }

    @Override
    public OptionalLong startMs(JsonNode bucket) {
        return time(bucket.path("starting_at"));
    }

    @Override
    public OptionalLong endMs(JsonNode bucket) {
        return time(bucket.path("ending_at"));
    }

    @Override
    public String denied(int status) {
        return status == 401
                ? "Anthropic does not know the key (status 401): set admin.key to an Admin API key of the organization"
                        + " (sk-ant-admin01-...), which an admin creates in the Console, not to a key for calls."
                : "Anthropic lets the key not read usage and cost reports (status 403): set admin.key to an Admin API key"
                        + " whose owner still is an admin of the organization.";
    }

    private static OptionalLong time(JsonNode text) {
        try {
            return text.isTextual()
                    ? OptionalLong.of(
                            OffsetDateTime.parse(text.textValue()).toInstant().toEpochMilli())
                    : OptionalLong.empty();
        } catch (DateTimeException | ArithmeticException notATime) {
            return OptionalLong.empty();
        }
    }
}
