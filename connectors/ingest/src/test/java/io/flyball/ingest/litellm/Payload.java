package io.flyball.ingest.litellm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.Mapped;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A payload of LiteLLM's webhook, as small as it may be, to be changed by a test. */
final class Payload {
    static final long NOW_MS = 1_795_400_000_000L;
    static final Attributes NO_HEADERS = name -> null;

    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode root;

    private Payload(ObjectNode root) {
        this.root = root;
    }

    static Payload small() {
        return of("""
                {"id": "chatcmpl-1", "call_type": "acompletion", "status": "success", "cache_hit": null,
                 "custom_llm_provider": "openai", "model": "openai/gpt-4.1", "model_group": "gpt-4.1",
                 "startTime": 1795371792.5, "endTime": 1795371793.816318,
                 "response_cost": 0.0125, "prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120,
                 "metadata": {"user_api_key_user_id": "ann", "user_api_key_team_id": "platform", "usage_object": {}}}
                """);
    }

    static Payload of(String json) {
        try {
            return new Payload((ObjectNode) JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Puts the JSON at a path of names; objects on the way are made. */
    Payload with(String path, String json) {
        try {
            String[] names = path.split("/");
            ObjectNode parent = root;
            for (int i = 0; i < names.length - 1; i++) {
                JsonNode child = parent.get(names[i]);
                parent = child instanceof ObjectNode object ? object : parent.putObject(names[i]);
            }
            parent.set(names[names.length - 1], JSON.readTree(json));
            return this;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Payload without(String... names) {
        root.remove(List.of(names));
        return this;
    }

    String json() {
        return root.toString();
    }

    Mapped mapped() {
        return map(json()).get(0);
    }

    UsageEvent call() {
        return ((Mapped.Call) mapped()).event();
    }

    Mapped.Refused refused() {
        return (Mapped.Refused) mapped();
    }

    static List<Mapped> map(String body) {
        return map(body, NO_HEADERS);
    }

    static List<Mapped> map(String body, Attributes headers) {
        return new LiteLlmMapping(IdentityRules.DEFAULT).map(body.getBytes(StandardCharsets.UTF_8), headers, NOW_MS);
    }
}
