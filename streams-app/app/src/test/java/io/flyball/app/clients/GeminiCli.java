package io.flyball.app.clients;

import io.flyball.app.clients.model.FakeModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Gemini CLI without a person at its keyboard. */
final class GeminiCli {
    private final String command;
    private final ScratchHome home;
    private final FakeModel model;

    /** @param protocol {@code http} or {@code grpc} */
    GeminiCli(InstalledClients clients, ScratchHome home, FakeModel model, String protocol, String endpoint) {
        this.command = clients.nodeCommand("gemini");
        this.home = home;
        this.model = model;
        home.write(".gemini/settings.json", """
                {"security": {"auth": {"selectedType": "gemini-api-key"}},
                 "privacy": {"usageStatisticsEnabled": false},
                 "general": {"enableAutoUpdate": false},
                 "telemetry": {"enabled": true, "target": "local", "logPrompts": false,
                               "otlpProtocol": "%s", "otlpEndpoint": "%s"}}
                """.formatted(protocol, endpoint));
    }

    /** Has a prompt answered in a new session of that id, a UUID. */
    void prompt(String session, String text) {
        run("--session-id", session, "-p", text);
    }

    /** Has one more prompt answered in the session before. */
    void promptAgain(String text) {
        run("--resume", "latest", "-p", text);
    }

    private void run(String... arguments) {
        List<String> line = new ArrayList<>(List.of(command, "--skip-trust", "--yolo", "-m", "gemini-2.5-pro"));
        line.addAll(List.of(arguments));
        String unused = home.run(
                Map.of(
                        "GEMINI_API_KEY",
                        FakeModel.KEY,
                        "GOOGLE_GEMINI_BASE_URL",
                        model.geminiUrl(),
                        "OTEL_RESOURCE_ATTRIBUTES",
                        "team.id=platform,user.email=ann@example.test"),
                line);
    }
}
