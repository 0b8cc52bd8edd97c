package io.flyball.app.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/** OTLP requests of every source we know, in JSON, with a text in every place where one of them is known to put content. */
final class ContentTelemetry {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Attributes in which content has been seen, whoever writes them. */
    private static final List<String> CONTENT = List.of(
            "gen_ai.prompt",
            "gen_ai.completion",
            "gen_ai.prompt.0.content",
            "gen_ai.completion.0.content",
            "gen_ai.input.messages",
            "gen_ai.output.messages",
            "gen_ai.system_instructions",
            "gen_ai.tool.definitions",
            "gen_ai.tool.call.arguments",
            "gen_ai.tool.call.result",
            "gen_ai.content.prompt",
            "llm.input_messages.0.message.content",
            "llm.output_messages.0.message.content",
            "llm.prompts",
            "llm.invocation_parameters",
            "llm.prompt_template.template",
            "llm.request.functions.0.parameters",
            "input.value",
            "output.value",
            "retrieval.documents.0.document.content",
            "prompt",
            "response",
            "request_text",
            "response_text",
            "request_body",
            "response_body",
            "tool_input",
            "tool_parameters",
            "tool_response",
            "tool_result",
            "arguments",
            "output",
            "function_args",
            "error",
            "error.message",
            "exception.message",
            "exception.stacktrace",
            "status_message",
            "message",
            "url.full",
            "url.query",
            "http.request.body",
            "db.statement",
            "process.command_line",
            "copilot_chat.hook_input",
            "copilot_chat.hook_output",
            "github.copilot.tool.parameters.command",
            "metadata.requester_metadata",
            "metadata.spend_logs_metadata",
            "metadata.requester_custom_headers",
            "metadata.usage_object",
            "llm.openai.messages",
            "llm.openai.functions");

    /** What else makes Langfuse's and Traceloop's mappers listen, each only beside its own source. */
    private static final List<String> OF_LANGFUSE = List.of(
            "langfuse.observation.input",
            "langfuse.observation.output",
            "langfuse.observation.metadata.note",
            "langfuse.observation.status_message",
            "langfuse.trace.input",
            "langfuse.trace.output",
            "langfuse.trace.name");

    private static final List<String> OF_TRACELOOP = List.of(
            "traceloop.entity.input",
            "traceloop.entity.output",
            "traceloop.prompt.template",
            "traceloop.association.properties.note");

    private final ContentMarks marks;
    private final String ids;
    private int items;

    /** @param ids put in front of the ids of calls, so that each request's are its own */
    ContentTelemetry(ContentMarks marks, String ids) {
        this.marks = marks;
        this.ids = ids;
    }

    /** How many calls the requests so far have to become. */
    int calls() {
        return items;
    }

    /** A logs request. */
    String logs() {
        ArrayNode resources = JSON.createArrayNode();
        String claude = "session.id=" + ids + "cc";
        String failed = "request_id=" + ids + "cc-error";
        log(resources, "claude-code", "tool_result", claude, "tool_name=Bash");
        log(resources, "claude-code", "user_prompt", claude);
        call(resources, "claude-code", "api_request", claude, "model=claude", "request_id=" + ids, "input_tokens=7");
        call(resources, "claude-code", "api_error", claude, "model=claude", failed, "status_code=500");
        String codex = "conversation.id=" + ids + "cx";
        log(resources, "codex_exec", "codex.tool_result", codex, "tool_name=shell");
        log(resources, "codex_exec", "codex.user_prompt", codex);
        log(resources, "codex_exec", "codex.sse_event", codex, "event.kind=response.failed");
        String gemini = "session.id=" + ids + "gc";
        log(resources, "gemini-cli", "gemini_cli.user_prompt", gemini);
        log(resources, "gemini-cli", "gemini_cli.tool_call", gemini, "function_name=read");
        call(resources, "gemini-cli", "gemini_cli.api_response", gemini, "model=gemini", "input_token_count=7");
        call(resources, "gemini-cli", "gemini_cli.api_error", gemini, "model=gemini", "status_code=400");
        call(resources, "app", "gen_ai.client.inference.operation.details", conventional("event"));
        log(resources, "app", "gen_ai.user.message");
        log(resources, "app", "app.note");
        call(resources, "envoy-ai-gateway", "", conventional("access", "x-request-id=" + ids, "response_code=200"));
        return request("resourceLogs", resources);
    }

    /** Codex tells a call that failed by {@code error.message}: the one that did not has no such attribute. */
    String codexCall() {
        ArrayNode resources = JSON.createArrayNode();
        String kind = "event.kind=response.completed";
        String session = "conversation.id=" + ids + "cx";
        ObjectNode record =
                call(resources, "codex_exec", "codex.sse_event", kind, session, "model=gpt-5.6", "input_token_count=7");
        ArrayNode attributes = (ArrayNode) record.path("attributes");
        for (int i = attributes.size() - 1; i >= 0; i--) {
            if (attributes.get(i).path("key").asText().equals("error.message")) {
                attributes.remove(i);
            }
        }
        return request("resourceLogs", resources);
    }

    /** A traces request. */
    String traces() {
        ArrayNode resources = JSON.createArrayNode();
        List<String> none = List.of();
        span(resources, "copilot-chat", "invoke_agent", none, "gen_ai.operation.name=invoke_agent");
        span(resources, "app", "execute_tool read", none, "gen_ai.operation.name=execute_tool");
        span(resources, "app", "GET /", none);
        span(resources, "litellm", "raw_gen_ai_request", none, conventional("raw"));
        span(resources, "copilot-chat", "chat gpt-4.1", none, conventional("copilot"));
        span(resources, "app", "chat gpt-4.1", none, conventional("chat"));
        span(resources, "litellm", "litellm_request", none, conventional("litellm"));
        String prompt = "llm.token_count.prompt=7";
        span(resources, "app", "ChatCompletion", none, "openinference.span.kind=LLM", "llm.model_name=gpt-4.1", prompt);
        String model = "langfuse.observation.model.name=gpt-4.1";
        String usage = "langfuse.observation.usage_details={\"input\":7}";
        span(resources, "app", "generation", OF_LANGFUSE, "langfuse.observation.type=generation", model, usage);
        span(resources, "app", "openai.chat", OF_TRACELOOP, conventional("traceloop", "traceloop.span.kind=llm"));
        items += 6; // the last six
        return request("resourceSpans", resources);
    }

    /** A metrics request, with content where a careless exporter might put it. */
    String metrics() {
        ArrayNode resources = JSON.createArrayNode();
        ObjectNode resource = resources.addObject();
        resource.set("resource", attributed("claude-code", "metrics", List.of()));
        ObjectNode metric = resource.putArray("scopeMetrics")
                .addObject()
                .putArray("metrics")
                .addObject();
        metric.put("name", "claude_code.token.usage").put("description", marks.in("metric description"));
        ObjectNode point = metric.putObject("sum").putArray("dataPoints").addObject();
        point.put("timeUnixNano", nowNanos()).put("asInt", "7");
        ArrayNode attributes = point.putArray("attributes");
        CONTENT.forEach(name -> text(attributes, name, marks.in("metrics " + name)));
        return request("resourceMetrics", resources);
    }

    private String[] conventional(String id, String... more) {
        Stream<String> own = Stream.of(
                "gen_ai.operation.name=chat",
                "gen_ai.request.model=gpt-4.1",
                "gen_ai.response.id=" + ids + id,
                "gen_ai.usage.input_tokens=7");
        return Stream.concat(own, Stream.of(more)).toArray(String[]::new);
    }

    private ObjectNode call(ArrayNode resources, String service, String event, String... own) {
        items++;
        return log(resources, service, event, own);
    }

    private ObjectNode log(ArrayNode resources, String service, String event, String... own) {
        String place = service + " log " + event + " ";
        ObjectNode resource = resources.addObject();
        resource.set("resource", attributed(service, place + "resource ", List.of("process.command_args")));
        ObjectNode scope = resource.putArray("scopeLogs").addObject();
        scope.set("scope", attributed("", place + "scope ", List.of("note")));
        ObjectNode record = scope.putArray("logRecords").addObject();
        record.put("timeUnixNano", nowNanos()).put("severityText", marks.in(place + "severity text"));
        record.set("body", value(marks.in(place + "body")));
        ArrayNode attributes = record.putArray("attributes");
        if (!event.isEmpty()) {
            text(attributes, "event.name", event);
        }
        fill(attributes, place, List.of(), own);
        return record;
    }

    private void span(ArrayNode resources, String service, String name, List<String> more, String... own) {
        String place = service + " span " + name + " ";
        ObjectNode resource = resources.addObject();
        resource.set("resource", attributed(service, place + "resource ", List.of("process.command_args")));
        ObjectNode scope = resource.putArray("scopeSpans").addObject();
        scope.set("scope", attributed("", place + "scope ", List.of("note")));
        ObjectNode span = scope.putArray("spans").addObject();
        span.put("traceId", String.format("%032x", ids.hashCode() & 0xffffffffL))
                .put("spanId", String.format("%016x", (ids + place).hashCode() & 0xffffffffL))
                .put("traceState", "vendor=" + marks.in(place + "trace state"))
                .put("name", name)
                .put("kind", 3)
                .put("startTimeUnixNano", nowNanos())
                .put("endTimeUnixNano", nowNanos());
        span.putObject("status").put("code", 1).put("message", marks.in(place + "status message"));
        fill(span.putArray("attributes"), place, more, own);
        for (String event : List.of("exception", "gen_ai.content.prompt", "gen_ai.user.message")) {
            ObjectNode happened = span.withArray("events").addObject().put("name", event);
            fill(happened.putArray("attributes"), place + "event " + event + " ", List.of());
        }
        ObjectNode link = span.putArray("links").addObject();
        link.put("traceState", marks.in(place + "link"));
        text(link.putArray("attributes"), "note", marks.in(place + "link attribute"));
    }

    /** Its own attributes, then content: as texts, and once as lists and maps. */
    private void fill(ArrayNode attributes, String place, List<String> more, String... own) {
        text(attributes, "user.email", "ann@example.test");
        for (String attribute : own) {
            int equals = attribute.indexOf('=');
            text(attributes, attribute.substring(0, equals), attribute.substring(equals + 1));
        }
        CONTENT.forEach(name -> text(attributes, name, marks.in(place + name)));
        more.forEach(name -> text(attributes, name, marks.in(place + name)));
        ObjectNode nested = attributes.addObject().put("key", "gen_ai.messages");
        ObjectNode message = JSON.createObjectNode();
        text(message.putObject("kvlistValue").putArray("values"), "content", marks.in(place + "nested"));
        nested.putObject("value").putObject("arrayValue").putArray("values").add(message);
    }

    private ObjectNode attributed(String service, String place, List<String> names) {
        ObjectNode node = JSON.createObjectNode();
        ArrayNode attributes = node.putArray("attributes");
        if (!service.isEmpty()) {
            text(attributes, "service.name", service);
        }
        names.forEach(name -> text(attributes, name, marks.in(place + name)));
        return node;
    }

    private static String request(String name, ArrayNode resources) {
        return JSON.createObjectNode().set(name, resources).toString();
    }

    private static void text(ArrayNode attributes, String name, String text) {
        attributes.addObject().put("key", name).set("value", value(text));
    }

    private static ObjectNode value(String text) {
        return JSON.createObjectNode().put("stringValue", text);
    }

    private static String nowNanos() {
        return System.currentTimeMillis() + "000000";
    }
}
