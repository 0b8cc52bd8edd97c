package io.flyball.connect.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.OptionalLong;

/** What all reports of one provider have in common. */
public interface ProviderApi {
    /** The provider's name in records, for example {@code anthropic}. */
    String name();

    /** Where it is, unless configured otherwise. */
    String defaultBaseUrl();

    /** Headers of every request; one of them carries the key. */
    Map<String, String> headers(String adminKey);

    /** How a request says where it begins, for example {@code start_time=1730419200}. */
    String startParameter(long fromMs);

    /** How a request says what to group by. */
    String groupParameter();

    /** When a bucket begins, epoch ms; empty where it does not say. */
    OptionalLong startMs(JsonNode bucket);

    /** When a bucket ends, epoch ms; empty where it does not say. */
    OptionalLong endMs(JsonNode bucket);

    /** Which right the key lacks, and how to get it: one sentence for status 401 or 403. */
    String denied(int status);
}
