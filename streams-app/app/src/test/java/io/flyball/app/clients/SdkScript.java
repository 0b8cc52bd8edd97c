package io.flyball.app.clients;

import io.flyball.app.SharedData;
import io.flyball.app.clients.model.FakeModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A small application of another language on OpenTelemetry's SDK: two calls, each reported as a span. */
enum SdkScript {
    NODE("gen-ai-spans.mjs", "shop-assistant", "ann@example.test", "conversation-node"),
    PYTHON("gen_ai_spans.py", "report-writer", "ben@example.test", "conversation-python");

    private final String file;
    private final CountedCall.Concerns concerns;

    SdkScript(String file, String agent, String user, String session) {
        this.file = file;
        this.concerns = new CountedCall.Concerns("otel", user, "platform", agent, session);
    }

    /** Whom its calls concern. */
    CountedCall.Concerns concerns() {
        return concerns;
    }

    /**
     * Runs it to its end.
     *
     * @param protocol as {@code OTEL_EXPORTER_OTLP_PROTOCOL} names it
     * @param endpoint without a path
     */
    void run(InstalledClients clients, ScratchHome home, FakeModel model, String protocol, String endpoint) {
        Path script = SharedData.projectRoot()
                .resolve("streams-app/app/src/test/resources/clients")
                .resolve(file);
        String interpreter = this == NODE ? "node" : clients.pythonCommand("python");
        String unused = home.run(
                Map.of(
                        "NODE_PACKAGES", clients.nodePackages(),
                        "OPENAI_BASE_URL", model.openAiUrl(),
                        "ANTHROPIC_BASE_URL", model.anthropicUrl(),
                        "FAKE_MODEL_KEY", FakeModel.KEY,
                        "OTEL_SERVICE_NAME", concerns.agent(),
                        "OTEL_RESOURCE_ATTRIBUTES", "team.id=platform",
                        "OTEL_EXPORTER_OTLP_ENDPOINT", endpoint),
                List.of(interpreter, script.toString(), protocol));
    }
}
