package io.flyball.ingest.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bodies of three items, of which the one in the middle is damaged. */
enum FuzzedBatch {
    NATIVE_LINES(FuzzedDoor.NATIVE_LINES) {
        @Override
        byte[] around(Mutations mutations) {
            byte[] damaged = oneLine(mutations.anywhere(nativeRecord("x"), nativeRecord("y"), true));
            return body(nativeRecord(BEFORE), "\n", damaged, "\n", nativeRecord(AFTER));
        }
    },
    NATIVE_ARRAY(FuzzedDoor.NATIVE) {
        @Override
        byte[] around(Mutations mutations) {
            return array(nativeRecord(BEFORE), mutations.inItsTokens(nativeRecord("x")), nativeRecord(AFTER));
        }
    },
    LITELLM_ARRAY(FuzzedDoor.LITELLM) {
        @Override
        byte[] around(Mutations mutations) {
            return array(payload(BEFORE), mutations.inItsTokens(payload("x")), payload(AFTER));
        }
    },
    LITELLM_LINES(FuzzedDoor.LITELLM) {
        @Override
        byte[] around(Mutations mutations) {
            byte[] damaged = oneLine(mutations.anywhere(payload("x"), payload("y"), true));
            return body(payload(BEFORE), "\n", damaged, "\n", payload(AFTER));
        }
    },
    CLOUD_EVENTS_BATCH(FuzzedDoor.CLOUD_EVENTS_BATCH) {
        @Override
        byte[] around(Mutations mutations) {
            return array(cloudEvent(BEFORE), mutations.inItsTokens(cloudEvent("x")), cloudEvent(AFTER));
        }
    },
    LOGS_JSON(FuzzedDoor.LOGS_JSON) {
        @Override
        byte[] around(Mutations mutations) {
            byte[] records = array(jsonRecord(BEFORE), mutations.stillJson(jsonRecord("x")), jsonRecord(AFTER));
            return body(
                    utf8("{\"resourceLogs\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":"
                            + "{\"stringValue\":\"claude-code\"}}]},\"scopeLogs\":[{\"logRecords\":"),
                    records,
                    "}]}]}");
        }
    };

    static final String BEFORE = "good-before";
    static final String AFTER = "good-after";

    private final FuzzedDoor door;

    FuzzedBatch(FuzzedDoor door) {
        this.door = door;
    }

    FuzzedDoor door() {
        return door;
    }

    /** A good item, a damaged one and a good one. */
    abstract byte[] around(Mutations mutations);

    private static byte[] nativeRecord(String id) {
        return utf8(IngestDoorsTest.record(id));
    }

    private static byte[] payload(String id) {
        return utf8("{\"id\": \"" + id + "\", \"call_type\": \"acompletion\", \"status\": \"success\", \"startTime\": "
                + "1787220000.1, \"endTime\": 1787220000.5, \"model\": \"gpt-5.6\", \"custom_llm_provider\": \"openai\","
                + " \"response_cost\": 0.04, \"prompt_tokens\": 24082, \"completion_tokens\": 746, \"metadata\": "
                + "{\"user_api_key_user_id\": \"ben\", \"usage_object\": {\"prompt_tokens\": 24082, "
                + "\"completion_tokens\": 746}}, \"request_tags\": [\"a\"], \"error_str\": null}");
    }

    private static byte[] cloudEvent(String id) {
        return utf8("{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"s\",\"type\":\"io.flyball.usage\","
                + "\"subject\":\"ann\",\"data\":" + IngestDoorsTest.record(id) + "}");
    }

    private static byte[] jsonRecord(String id) {
        return utf8("{\"timeUnixNano\":\"1787220000123000000\",\"severityNumber\":9,\"body\":{\"stringValue\":"
                + "\"claude_code.api_request\"},\"attributes\":[" + attribute("event.name", "api_request") + ","
                + attribute("session.id", "s") + "," + attribute("user.email", "ann@example.test") + ","
                + attribute("model", "claude-sonnet-4-5") + "," + attribute("request_id", id) + ","
                + "{\"key\":\"input_tokens\",\"value\":{\"intValue\":\"10\"}}," + attribute("output_tokens", "5")
                + "]}");
    }

    private static String attribute(String key, String text) {
        return "{\"key\":\"" + key + "\",\"value\":{\"stringValue\":\"" + text + "\"}}";
    }

    private static byte[] oneLine(byte[] damaged) {
        return new String(damaged, StandardCharsets.ISO_8859_1)
                .replaceAll("[\r\n]", " ")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] array(byte[] first, byte[] second, byte[] third) {
        return body(utf8("["), first, ", ", second, ", ", third, "]");
    }

    private static byte[] body(Object... parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Object part : parts) {
            body.writeBytes(part instanceof byte[] bytes ? bytes : utf8((String) part));
        }
        return body.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
