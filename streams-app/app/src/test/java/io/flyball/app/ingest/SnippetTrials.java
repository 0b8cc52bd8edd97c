package io.flyball.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.app.DocumentSnippets;
import io.flyball.app.DocumentSnippets.Snippet;
import io.flyball.app.ingest.TelemetryExport.Item;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Each snippet, used as its reader would use it: commands are run, an environment is exported to a client on OpenTelemetry's
 * SDK, and of configuration the places, headers and formats are taken as its client takes them.
 */
final class SnippetTrials {
    /** The place that the page names. */
    static final String ADDRESS = "http://localhost:8080";

    private static final String HTTP = "http/protobuf";

    private final DocumentSnippets page;
    private final IngestInstallation flyball;
    private final Reports reports;

    /** A call as it must be charged. */
    record Expected(String source, String user, String team, long input, long cacheRead, long output) {}

    /** @param mark a number of output tokens that no other trial reports */
    SnippetTrials(DocumentSnippets page, IngestInstallation flyball, long mark) {
        this.page = page;
        this.flyball = flyball;
        this.reports = new Reports(mark);
    }

    /** Uses the snippet of that id. */
    Expected run(String id) throws Exception {
        Snippet snippet = page.get(id);
        return switch (id) {
            case "claude-code-env" -> export(snippet.text(), Map.of(), reports.claudeCode());
            case "claude-code-managed-settings" ->
                export(
                        exported(Configuration.texts(configuration(snippet).path("env"))),
                        Map.of(),
                        reports.claudeCode());
            case "codex-config" -> codex(snippet);
            case "gemini-settings", "gemini-env" -> gemini();
            case "copilot-env" ->
                export(
                        snippet.text(),
                        Map.of("OTEL_EXPORTER_OTLP_PROTOCOL", HTTP, "OTEL_SERVICE_NAME", "copilot-chat"),
                        reports.copilot());
            case "litellm-generic-api" -> liteLlmGeneric(snippet);
            case "litellm-openmeter" -> liteLlmOpenMeter(snippet);
            case "litellm-otel" -> liteLlmOtel(snippet);
            case "envoy-ai-gateway", "envoy-ai-gateway-route" -> envoy();
            case "apisix-http-logger" -> apisix(snippet);
            case "otel-sdk-env" -> export(snippet.text(), Map.of(), reports.sdk());
            case "otel-collector" -> collector(snippet, reports.sdkOf("svc-checkout"));
            case "openinference-env" -> export(snippet.text(), Map.of(), reports.openInference());
            case "langfuse-collector" -> collector(snippet, reports.langfuse());
            case "native-curl" ->
                command(snippet, new Expected("native", "ann@example.test", "payments", 1200, 48_000, 640));
            case "cloudevents-curl" ->
                command(snippet, new Expected("checkout", "svc-checkout", "unassigned", 900, 300, 120));
            case "produce-java" -> produce();
            default -> throw new AssertionError(id + " is a new snippet: say here how its reader would use it.");
        };
    }

    private Expected command(Snippet snippet, Expected expected) throws IOException, InterruptedException {
        Shell.Outcome outcome = Shell.run(here(snippet.text()), Map.of(), List.of());
        assertThat(outcome.status()).as(outcome.output()).isZero();
        return expected;
    }

    private Expected produce() throws Exception {
        ProduceExample.report(flyball.client(), flyball.registry(), flyball.topics());
        return new Expected("nightly-report", "svc-reports", "finance", 2100, 14_000, 830);
    }

    private Expected codex(Snippet snippet) throws Exception {
        JsonNode exporter = configuration(snippet).at("/otel/exporter/otlp-http");
        assertThat(exporter.path("protocol").asText()).isEqualTo("binary");
        Map<String, String> environment = Map.of(
                "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL", HTTP,
                "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", exporter.path("endpoint").asText(),
                "OTEL_EXPORTER_OTLP_LOGS_HEADERS", Configuration.headers(exporter.path("headers")));
        return export(exported(environment), Map.of("OTEL_SERVICE_NAME", "codex_exec"), reports.codex());
    }

    /** Settings and environment belong together. */
    private Expected gemini() throws Exception {
        JsonNode telemetry = configuration(page.get("gemini-settings")).path("telemetry");
        assertThat(telemetry.path("otlpProtocol").asText()).isEqualTo("http");
        String settings = exported(Map.of(
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                HTTP,
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                telemetry.path("otlpEndpoint").asText()));
        return export(
                settings + page.get("gemini-env").text(),
                Map.of("OTEL_SERVICE_NAME", "gemini-cli"),
                reports.geminiCli());
    }

    private Expected liteLlmGeneric(Snippet snippet) throws Exception {
        JsonNode callback = configuration(snippet).at("/callback_settings/flyball");
        assertThat(callback.path("callback_type").asText()).isEqualTo("generic_api");
        assertThat(callback.path("log_format").asText()).isEqualTo("ndjson");
        Report report = reports.liteLlmPayload();
        post(callback.path("endpoint").asText(), Configuration.texts(callback.path("headers")), report.body());
        return report.expected();
    }

    private Expected liteLlmOpenMeter(Snippet snippet) throws Exception {
        JsonNode environment = configuration(snippet).path("environment_variables");
        Report report = reports.openMeter();
        post(
                environment.path("OPENMETER_API_ENDPOINT").asText() + "/api/v1/events",
                Map.of(
                        "Content-Type",
                        "application/cloudevents+json",
                        "Authorization",
                        "Bearer " + environment.path("OPENMETER_API_KEY").asText()),
                report.body());
        return report.expected();
    }

    private Expected liteLlmOtel(Snippet snippet) throws Exception {
        JsonNode environment = configuration(snippet).path("environment_variables");
        assertThat(environment.path("OTEL_EXPORTER").asText()).isEqualTo("otlp_http");
        String exports = exported(Map.of(
                "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", HTTP,
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                        environment.path("OTEL_ENDPOINT").asText(),
                "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
                        environment.path("OTEL_HEADERS").asText()));
        return export(exports, Map.of("OTEL_SERVICE_NAME", "litellm"), reports.liteLlmSpan());
    }

    /** The log format asks for nothing that the route does not count. */
    private Expected envoy() throws Exception {
        JsonNode setting = configuration(page.get("envoy-ai-gateway")).at("/spec/telemetry/accessLog/settings/0");
        JsonNode sink = setting.at("/sinks/0/openTelemetry");
        Map<String, String> format = Configuration.texts(setting.at("/format/json"));
        for (JsonNode counted :
                configuration(page.get("envoy-ai-gateway-route")).at("/spec/llmRequestCosts")) {
            assertThat(format)
                    .containsValue("%DYNAMIC_METADATA(io.envoy.ai_gateway:"
                            + counted.path("metadataKey").asText() + ")%");
        }
        assertThat("http://" + sink.path("host").asText() + ":"
                        + sink.path("port").asInt())
                .isEqualTo(ADDRESS);
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        sink.path("headers").forEach(header -> headers.set(header.path("name").asText(), header.path("value")));
        String exports = exported(Map.of(
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                "grpc",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                ADDRESS,
                "OTEL_EXPORTER_OTLP_HEADERS",
                Configuration.headers(headers)));
        String service = sink.at("/resources/service.name").asText();
        return export(exports, Map.of("OTEL_SERVICE_NAME", service), reports.envoy(format));
    }

    private Expected apisix(Snippet snippet) throws Exception {
        JsonNode logger = configuration(snippet).at("/plugins/http-logger");
        Report report = reports.apisix((ObjectNode) logger.path("log_format"));
        post(
                logger.path("uri").asText(),
                Map.of("Authorization", logger.path("auth_header").asText()),
                report.body());
        return report.expected();
    }

    /** Every pipeline has the exporter, and the exporter gets there. */
    private Expected collector(Snippet snippet, Reported reported) throws Exception {
        JsonNode collector = configuration(snippet);
        JsonNode exporter = collector.at("/exporters/otlphttp~1flyball");
        for (JsonNode pipeline : collector.at("/service/pipelines")) {
            assertThat(pipeline.path("exporters"))
                    .anyMatch(name -> name.asText().equals("otlphttp/flyball"));
        }
        String exports = exported(Map.of(
                "OTEL_EXPORTER_OTLP_PROTOCOL", HTTP,
                "OTEL_EXPORTER_OTLP_ENDPOINT", exporter.path("endpoint").asText(),
                "OTEL_EXPORTER_OTLP_COMPRESSION", exporter.path("compression").asText("gzip"),
                "OTEL_EXPORTER_OTLP_HEADERS", Configuration.headers(exporter.path("headers"))));
        return export(exports, Map.of(), reported);
    }

    /** An item of a client, and the call it must become. */
    record Reported(Item item, Expected expected) {}

    /** A body of a client, and the call it must become. */
    record Report(String body, Expected expected) {}

    private Expected export(String exports, Map<String, String> clientsOwn, Reported reported)
            throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(clientsOwn);
        environment.put("OTEL_METRICS_EXPORTER", "none");
        Shell.Outcome outcome =
                Shell.run(here(exports), environment, reported.item().command());
        assertThat(outcome.status()).as(outcome.output()).isZero();
        return reported.expected();
    }

    private void post(String address, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(Map.of("Content-Type", "application/json"));
        all.putAll(headers);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(here(address)));
        all.forEach(request::header);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        request.POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
    }

    private static JsonNode configuration(Snippet snippet) throws IOException {
        return Configuration.of(snippet);
    }

    private static String exported(Map<String, String> environment) {
        StringBuilder script = new StringBuilder();
        environment.forEach((name, value) ->
                script.append("export ").append(name).append("='").append(value).append("'\n"));
        return script.toString();
    }

    private String here(String text) {
        return text.replace(ADDRESS, flyball.uri().toString());
    }

    /** Now, as texts have it. */
    static String now() {
        return Instant.now().toString();
    }
}
