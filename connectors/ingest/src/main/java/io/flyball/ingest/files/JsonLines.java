package io.flyball.ingest.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.record.BoundedJson;
import io.flyball.ingest.record.Utf8;
import org.jspecify.annotations.Nullable;

/** Lines of logs whose objects are nested, as trees. */
public final class JsonLines {
    /** Either an object or the reason why there is none. */
    public record Result(
            @Nullable JsonNode object, @Nullable RejectionReason reason) {}

    private final JsonMapper mapper = JsonMapper.builder(BoundedJson.factory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();

    public Result read(byte[] line) {
        String text = Utf8.decode(line);
        if (text == null) {
            return new Result(null, RejectionReason.NOT_JSON);
        }
        try {
            JsonNode node = mapper.readTree(text);
            return node.isObject() ? new Result(node, null) : new Result(null, RejectionReason.NOT_OBJECT);
        } catch (JsonProcessingException | NumberFormatException unreadable) {
            // an exponent beyond 32 bits is JSON, but no number that anything here can hold
            return new Result(null, RejectionReason.NOT_JSON);
        }
    }

    /** The value as text with its keys in order, so that equal values have equal texts. */
    public String canonical(JsonNode value) {
        try {
            return value.isTextual() ? value.textValue() : mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("a tree that was read can be written", impossible);
        }
    }
}
