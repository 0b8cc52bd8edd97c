package io.flyball.bench.load;

import io.flyball.app.Refusal;
import io.flyball.core.model.UsageEvent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The doors that are measured, and what clients send there. */
public enum LoadDoor {
    /** Native records, one a line. */
    NATIVE("native", "/v1/usage", "application/x-ndjson") {
        @Override
        public byte[] body(List<UsageEvent> events) {
            return NativeLines.of(events);
        }
    },
    /** Log records of Claude Code, in protobuf. */
    OTLP("otlp", "/v1/logs", "application/x-protobuf") {
        @Override
        public byte[] body(List<UsageEvent> events) {
            return AgentLogs.of(events).toByteArray();
        }
    },
    /** LiteLLM's payloads as its proxy sends them, in an array. */
    LITELLM("litellm", "/v1/litellm", "application/json") {
        @Override
        public byte[] body(List<UsageEvent> events) {
            return LiteLlmPayloads.of(events);
        }
    };

    private final String wireName;
    private final String path;
    private final String contentType;

    LoadDoor(String wireName, String path, String contentType) {
        this.wireName = wireName;
        this.path = path;
        this.contentType = contentType;
    }

    /** Its name in options, tables and files. */
    public String wireName() {
        return wireName;
    }

    String path() {
        return path;
    }

    String contentType() {
        return contentType;
    }

    /** One request with these calls. */
    public abstract byte[] body(List<UsageEvent> events);

    /** The door of that name. */
    public static LoadDoor ofWireName(String name) {
        return Arrays.stream(values())
                .filter(door -> door.wireName.equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal("--door " + name + " is no door that is measured: use "
                        + Arrays.stream(values()).map(LoadDoor::wireName).collect(Collectors.joining(", ")) + "."));
    }
}
