package io.flyball.app.clients;

import io.flyball.app.clients.model.FakeModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Codex CLI without a person at its keyboard. */
final class CodexCli {
    private static final Pattern SESSION = Pattern.compile("\"thread_id\":\"([^\"]+)\"");

    private final String command;
    private final ScratchHome home;

    /**
     * It reports in all three signals, of which one alone may be counted.
     *
     * @param protocol {@code binary} or {@code json} over HTTP, or {@code grpc}
     * @param endpoint where it reports to, without a path
     */
    CodexCli(InstalledClients clients, ScratchHome home, FakeModel model, String protocol, String endpoint) {
        this.command = clients.nodeCommand("codex");
        this.home = home;
        home.write(".codex/config.toml", """
                model = "gpt-5.6"
                model_provider = "fake"
                approval_policy = "never"
                sandbox_mode = "danger-full-access"
                check_for_update_on_startup = false

                [model_providers.fake]
                name = "Fake model"
                base_url = "%s"
                env_key = "FAKE_MODEL_KEY"
                wire_api = "responses"

                [analytics]
                enabled = false

                [otel]
                exporter = %s
                trace_exporter = %s
                metrics_exporter = %s
                """.formatted(
                        model.openAiUrl(),
                        exporter(protocol, endpoint, "/v1/logs"),
                        exporter(protocol, endpoint, "/v1/traces"),
                        exporter(protocol, endpoint, "/v1/metrics")));
    }

    private static String exporter(String protocol, String endpoint, String path) {
        return protocol.equals("grpc")
                ? "{ otlp-grpc = { endpoint = \"" + endpoint + "\" } }"
                : "{ otlp-http = { endpoint = \"" + endpoint + path + "\", protocol = \"" + protocol + "\" } }";
    }

    /** Has a prompt answered in a new session; answers the session's id. */
    String prompt(String text) {
        return session(run("--skip-git-repo-check", "--json", text));
    }

    /** Has one more prompt answered in the session before; answers the session's id. */
    String promptAgain(String text) {
        return session(run("resume", "--last", "--skip-git-repo-check", "--json", text));
    }

    private String run(String... arguments) {
        List<String> line = new ArrayList<>(List.of(command, "exec"));
        line.addAll(List.of(arguments));
        return home.run(
                Map.of(
                        "FAKE_MODEL_KEY",
                        FakeModel.KEY,
                        "OTEL_RESOURCE_ATTRIBUTES",
                        "team.id=platform,user.email=ann@example.test"),
                line);
    }

    private static String session(String output) {
        Matcher session = SESSION.matcher(output);
        if (!session.find()) {
            throw new AssertionError("no session in: " + output);
        }
        return session.group(1);
    }
}
