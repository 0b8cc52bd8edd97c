package io.flyball.app.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.ingest.otlp.OtlpJson;
import io.flyball.ingest.otlp.UnreadableOtlp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Requests to every door by HTTP with content in them: such as are taken, and such as cannot be read. */
final class ContentRequests {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROTOBUF = "application/x-protobuf";
    private static final List<String> OTLP = List.of("/v1/logs", "/v1/traces", "/v1/metrics");
    private static final List<String> JSON_DOORS = List.of("/v1/litellm", "/api/v1/events", "/v1/usage");
    private static final int OVER_ONE_MIB = 1 << 20;

    private final ContentMarks marks;
    private final List<Request> requests = new ArrayList<>();
    private int calls;

    /** One request as it goes out. */
    record Request(String path, String type, String encoding, byte[] body) {}

    ContentRequests(ContentMarks marks) {
        this.marks = marks;
    }

    /** How many calls have to be charged. */
    int calls() {
        return calls;
    }

    /** All of them. */
    List<Request> all() throws UnreadableOtlp {
        otlpJson();
        otlpProtobuf();
        add("/v1/litellm", "application/json", liteLlm("success", "ok"));
        add("/v1/litellm", "application/json", liteLlm("failure", "failed"));
        calls += 2;
        add("/v1/usage", "application/json", nativeRecord());
        add("/api/v1/events", "application/cloudevents+json", nativeEvent());
        add("/api/v1/events", "application/cloudevents+json", meterEvent());
        calls += 3;
        OTLP.forEach(this::malformed);
        JSON_DOORS.forEach(this::malformed);
        JSON_DOORS.forEach(this::ofWrongTypes);
        return requests;
    }

    private void otlpJson() {
        ContentTelemetry json = new ContentTelemetry(marks, "json-");
        add("/v1/logs", "application/json", json.logs());
        add("/v1/logs", "application/json", json.codexCall());
        add("/v1/traces", "application/json", json.traces());
        add("/v1/metrics", "application/json", json.metrics());
        calls += json.calls();
    }

    private void otlpProtobuf() throws UnreadableOtlp {
        ContentTelemetry protobuf = new ContentTelemetry(marks, "protobuf-");
        byte[] logs = OtlpJson.logs(protobuf.logs().getBytes(UTF_8)).message().toByteArray();
        requests.add(new Request("/v1/logs", PROTOBUF, "gzip", gzip(logs)));
        byte[] codex =
                OtlpJson.logs(protobuf.codexCall().getBytes(UTF_8)).message().toByteArray();
        requests.add(new Request("/v1/logs", PROTOBUF, "identity", codex));
        byte[] traces =
                OtlpJson.traces(protobuf.traces().getBytes(UTF_8)).message().toByteArray();
        requests.add(new Request("/v1/traces", PROTOBUF, "identity", traces));
        byte[] metrics =
                OtlpJson.metrics(protobuf.metrics().getBytes(UTF_8)).message().toByteArray();
        requests.add(new Request("/v1/metrics", PROTOBUF, "identity", metrics));
        calls += protobuf.calls();
    }

    /** LiteLLM's payload with message logging left on. */
    private String liteLlm(String status, String id) {
        String place = "litellm " + status + " ";
        ObjectNode payload = JSON.createObjectNode();
        payload.put("id", "content-" + id).put("status", status).put("call_type", "acompletion");
        payload.put("model", "gpt-4.1").put("custom_llm_provider", "openai");
        payload.put("endTime", System.currentTimeMillis() / 1000.0)
                .put("prompt_tokens", 7)
                .put("completion_tokens", 1);
        payload.putArray("messages").addObject().put("role", "user").put("content", marks.in(place + "messages"));
        payload.putObject("response").putArray("choices").addObject().put("text", marks.in(place + "response"));
        payload.put("error_str", marks.in(place + "error_str"));
        payload.put("cache_key", marks.in(place + "cache_key")).put("api_base", marks.in(place + "api_base"));
        payload.putObject("proxy_server_request").put("body", marks.in(place + "proxy_server_request"));
        ObjectNode parameters = payload.putObject("model_parameters");
        for (String name : List.of("stop", "user", "tools", "extra_body", "system", "service_tier_note")) {
            parameters.put(name, marks.in(place + "model_parameters." + name));
        }
        payload.putObject("hidden_params").put("litellm_overhead", marks.in(place + "hidden_params"));
        payload.putObject("error_information")
                .put("error_code", "500")
                .put("error_class", "InternalServerError")
                .put("error_message", marks.in(place + "error_message"))
                .put("traceback", marks.in(place + "traceback"));
        ObjectNode metadata = payload.putObject("metadata").put("user_api_key_user_id", "ann");
        for (String name : List.of("prompt", "note", "applied_guardrails", "mcp_tool_call_metadata", "raw_request")) {
            metadata.put(name, marks.in(place + "metadata." + name));
        }
        for (String name : List.of(
                "requester_metadata",
                "spend_logs_metadata",
                "prompt_management_metadata",
                "requester_custom_headers",
                "usage_object",
                "vector_store_request_metadata")) {
            metadata.putObject(name).put("x-note", marks.in(place + "metadata." + name));
        }
        return payload.toString();
    }

    private String nativeRecord() {
        ObjectNode record = JSON.createObjectNode();
        record.put("event_id", "content-native").put("user", "ann@example.test");
        call(record);
        for (String name : List.of("prompt", "messages", "completion", "response", "note", "input", "output")) {
            record.put(name, marks.in("native " + name));
        }
        ObjectNode action =
                record.putArray("actions").addObject().put("name", "Bash").put("fingerprint", "ab12");
        action.put("arguments", marks.in("native actions.arguments")).put("output", marks.in("native actions.output"));
        return record.toString();
    }

    private String nativeEvent() {
        ObjectNode event = event("io.flyball.usage", "native-event");
        ObjectNode data = event.putObject("data");
        call(data);
        data.put("prompt", marks.in("cloudevents native data.prompt"));
        return event.toString();
    }

    private String meterEvent() {
        ObjectNode event = event("prompt", "meter-event");
        ObjectNode data = event.putObject("data").put("model", "gpt-4.1").put("prompt_tokens", 7);
        for (String name : List.of("prompt", "completion", "messages", "input", "output", "metadata", "request")) {
            data.put(name, marks.in("cloudevents data." + name));
        }
        return event.toString();
    }

    private ObjectNode event(String type, String id) {
        ObjectNode event = JSON.createObjectNode();
        event.put("specversion", "1.0")
                .put("type", type)
                .put("source", "content")
                .put("id", id);
        event.put("subject", "ann@example.test").put("time", SnippetTrials.now());
        event.put("dataschema", marks.in("cloudevents dataschema " + id));
        return event.put("note", marks.in("cloudevents extension " + id));
    }

    private static void call(ObjectNode record) {
        record.put("time", System.currentTimeMillis()).put("model", "gpt-4.1").put("input_tokens", 7);
    }

    /** Bodies that cannot be read, each for another reason. */
    private void malformed(String path) {
        String place = "malformed " + path + " ";
        add(path, "application/json", marks.in(place + "plain text"));
        add(path, "application/json", "{\"messages\": [{\"content\": \"" + marks.in(place + "cut off"));
        add(path, "application/json", "{'prompt': '" + marks.in(place + "single quotes") + "'}");
        add(path, "application/json", "{\"a\": " + marks.in(place + "bare word") + "}");
        add(path, "application/json", "[\"" + marks.in(place + "text in a list") + "\", 7]");
        add(path, "application/json", "\"" + marks.in(place + "text") + "\"");
        add(path, "application/json", "{\"" + marks.in(place + "name") + "\": }");
        add(path, "application/json", "[".repeat(5_000) + "\"" + marks.in(place + "deep") + "\"");
        add(
                path,
                "application/json",
                "{\"prompt\": \"" + marks.in(place + "huge").repeat(1 + OVER_ONE_MIB / 50) + "\"}");
        add(path, "text/html", "<p>" + marks.in(place + "html"));
        add(path, PROTOBUF, marks.in(place + "text as protobuf"));
        requests.add(new Request(
                path, "application/json", "gzip", marks.in(place + "no gzip").getBytes(UTF_8)));
        byte[] latin = ("{\"prompt\": \"\u00fc " + marks.in(place + "latin 1") + "\"}")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        requests.add(new Request(path, "application/json", "identity", latin));
        requests.add(new Request(
                path, "application/json", "br", marks.in(place + "brotli").getBytes(UTF_8)));
    }

    /** Content where a field of another kind belongs. */
    private void ofWrongTypes(String path) {
        for (String field : List.of(
                "event_id",
                "id",
                "time",
                "endTime",
                "model",
                "user",
                "status",
                "input_tokens",
                "prompt_tokens",
                "specversion",
                "actions",
                "tags",
                "reported_cost_usd",
                "response_cost",
                "data")) {
            ObjectNode text = JSON.createObjectNode();
            text.put(field, marks.in("wrong type " + path + " " + field));
            add(path, "application/json", text.toString());
            ObjectNode object = JSON.createObjectNode();
            object.putObject(field).put("content", marks.in("object " + path + " " + field));
            add(path, "application/json", object.toString());
        }
    }

    private void add(String path, String type, String body) {
        requests.add(new Request(path, type, "identity", body.getBytes(UTF_8)));
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
