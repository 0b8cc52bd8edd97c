package io.flyball.connect.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.OptionalLong;

/** OpenAI's administration API. */
public final class OpenAiApi implements ProviderApi {
    private static final long MS_PER_S = 1000;
    /** The year 9999: what is later was never seconds. */
    private static final long LAST_SECOND = 253_402_300_799L;

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public String defaultBaseUrl() {
        return "https://api.openai.com";
    }

    @Override
    public Map<String, String> headers(String adminKey) {
        return Map.of("Authorization", "Bearer " + adminKey);
    }

    @Override
    public String startParameter(long fromMs) {
        return "start_time=" + fromMs / MS_PER_S;
    }

    @Override
    public String groupParameter() {
        return "group_by";
    }

    @Override
    public OptionalLong startMs(JsonNode bucket) {
        return time(bucket.path("start_time"));
    }

    @Override
    public OptionalLong endMs(JsonNode bucket) {
        return time(bucket.path("end_time"));
    }

    @Override
    public String denied(int status) {
        return status == 401
                ? "OpenAI does not know the key (status 401): set admin.key to an Admin key of the organization"
                        + " (sk-admin-...), which an owner creates, not to a project's key."
                : "OpenAI lets the key not read usage and costs (status 403): give it the scope api.usage.read, or set"
                        + " admin.key to an Admin key that has it.";
    }

    private static OptionalLong time(JsonNode seconds) {
        boolean usable = seconds.isIntegralNumber()
                && seconds.canConvertToLong()
                && seconds.longValue() >= 0
                && seconds.longValue() <= LAST_SECOND;
        return usable ? OptionalLong.of(seconds.longValue() * MS_PER_S) : OptionalLong.empty();
    }
}
