package io.flyball.app.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.app.clients.model.FakeModel;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * An application on OpenTelemetry's Java SDK: it calls the fake model and reports each call, as a span or as an event of
 * its own, over HTTP or gRPC.
 */
final class JavaApplication {
    static final String USER = "cid@example.test";
    static final String TEAM = "platform";
    static final String AGENT = "invoice-reader";
    static final String SESSION = "conversation-java";

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Resource RESOURCE = Resource.getDefault()
            .merge(Resource.create(Attributes.builder()
                    .put("service.name", AGENT)
                    .put("team.id", TEAM)
                    .build()));

    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeModel model;
    private final boolean overGrpc;
    private final String endpoint;

    /**
     * @param model what it calls
     * @param overGrpc by gRPC, else by HTTP
     * @param endpoint where it reports to, without a path
     */
    JavaApplication(FakeModel model, boolean overGrpc, String endpoint) {
        this.model = model;
        this.overGrpc = overGrpc;
        this.endpoint = endpoint;
    }

    /** One call of chat completions, reported as an inference span when all is sent. */
    void callAndReportASpan() throws IOException, InterruptedException {
        SpanExporter exporter = overGrpc
                ? OtlpGrpcSpanExporter.builder().setEndpoint(endpoint).build()
                : OtlpHttpSpanExporter.builder()
                        .setEndpoint(endpoint + "/v1/traces")
                        .setCompression("gzip")
                        .build();
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(RESOURCE)
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build()) {
            Tracer tracer = provider.get("io.flyball.app.clients", "1.0");
            Span span = tracer.spanBuilder("chat gpt-5.6")
                    .setSpanKind(SpanKind.CLIENT)
                    .startSpan();
            span.setAllAttributes(attributes(chat()));
            span.end();
        }
    }

    /** One call of chat completions, reported as an event of the conventions when all is sent. */
    void callAndReportAnEvent() throws IOException, InterruptedException {
        LogRecordExporter exporter = overGrpc
                ? OtlpGrpcLogRecordExporter.builder().setEndpoint(endpoint).build()
                : OtlpHttpLogRecordExporter.builder()
                        .setEndpoint(endpoint + "/v1/logs")
                        .setCompression("gzip")
                        .build();
        try (SdkLoggerProvider provider = SdkLoggerProvider.builder()
                .setResource(RESOURCE)
                .addLogRecordProcessor(BatchLogRecordProcessor.builder(exporter).build())
                .build()) {
            Logger logger = provider.get("io.flyball.app.clients");
            logger.logRecordBuilder()
                    .setEventName("gen_ai.client.inference.operation.details")
                    .setAllAttributes(attributes(chat()))
                    .emit();
        }
    }

    private JsonNode chat() throws IOException, InterruptedException {
        String body = "{\"model\":\"gpt-5.6\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(model.openAiUrl() + "/chat/completions"))
                .timeout(ANSWERS_WITHIN)
                .header("Authorization", "Bearer " + FakeModel.KEY)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private static Attributes attributes(JsonNode answer) {
        JsonNode usage = answer.path("usage");
        JsonNode input = usage.path("prompt_tokens_details");
        return Attributes.builder()
                .put("gen_ai.operation.name", "chat")
                .put("gen_ai.provider.name", "openai")
                .put("gen_ai.request.model", "gpt-5.6")
                .put("gen_ai.response.id", answer.path("id").asText())
                .put("gen_ai.response.model", answer.path("model").asText())
                .put("gen_ai.conversation.id", SESSION)
                .put("gen_ai.agent.name", AGENT)
                .put("user.email", USER)
                .put(tokens("input_tokens"), usage.path("prompt_tokens").asLong())
                .put(tokens("output_tokens"), usage.path("completion_tokens").asLong())
                .put(
                        tokens("cache_read.input_tokens"),
                        input.path("cached_tokens").asLong())
                .put(
                        tokens("cache_write.input_tokens"),
                        input.path("cache_write_tokens").asLong())
                .put(
                        tokens("reasoning.output_tokens"),
                        usage.path("completion_tokens_details")
                                .path("reasoning_tokens")
                                .asLong())
                .build();
    }

    private static AttributeKey<Long> tokens(String name) {
        return AttributeKey.longKey("gen_ai.usage." + name);
    }
}
