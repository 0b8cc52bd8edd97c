package io.flyball.app.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flyball.app.clients.model.FakeModel;
import io.flyball.app.cluster.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** LiteLLM's proxy without a database: who calls is said by its custom auth hook. */
public final class LiteLlmProxy implements AutoCloseable {
    /** The key of ann@example.test in team platform. */
    static final String ANN = "sk-dummy-ann";
    /** The key of ben@example.test in team search. */
    static final String BEN = "sk-dummy-ben";

    private static final Duration UP_WITHIN = Duration.ofSeconds(120);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(60);

    private static final String IDENTITY = """
            from litellm.proxy._types import UserAPIKeyAuth

            TEAMS = {"ann": "platform", "ben": "search"}


            async def authenticate(request, api_key: str) -> UserAPIKeyAuth:
                user = api_key.removeprefix("sk-dummy-")
                team = TEAMS.get(user, user + "-team")
                return UserAPIKeyAuth(
                    api_key=api_key,
                    key_alias=user + "-laptop",
                    user_id=user,
                    user_email=user + "@example.test",
                    team_id=team,
                    org_id="example",
                )
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final ChildProcess process;

    private LiteLlmProxy(String url, ChildProcess process) {
        this.url = url;
        this.process = process;
    }

    /**
     * Starts one; close it.
     *
     * @param callbacks those that are to tell of its calls, or to judge them
     * @param settings the rest of its configuration, {@code callback_settings} for example
     */
    public static LiteLlmProxy start(
            InstalledClients clients,
            ScratchHome home,
            FakeModel model,
            List<String> callbacks,
            String settings,
            Map<String, String> environment)
            throws IOException {
        home.write("work/identity.py", IDENTITY);
        home.write("work/config.yaml", configuration(model, callbacks) + settings);
        int port = freePort();
        Map<String, String> all = new HashMap<>(environment);
        all.put("LITELLM_LOCAL_MODEL_COST_MAP", "True");
        ChildProcess process = home.start(
                all,
                List.of(
                        clients.pythonCommand("litellm"),
                        "--config",
                        "config.yaml",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        String.valueOf(port)));
        LiteLlmProxy proxy = new LiteLlmProxy("http://127.0.0.1:" + port, process);
        proxy.awaitUp();
        return proxy;
    }

    private static String configuration(FakeModel model, List<String> callbacks) {
        StringBuilder models = new StringBuilder("model_list:\n");
        for (String name : List.of("gpt-5.6", "gpt-4.1")) {
            models.append(entry(name, "openai/" + name, model.openAiUrl()));
        }
        models.append(entry("claude-sonnet-4-5", "anthropic/claude-sonnet-4-5", model.anthropicUrl()));
        return models + """
                general_settings:
                  custom_auth: identity.authenticate
                  master_key: sk-dummy-master-0123456789abcdef0123456789
                litellm_settings:
                  num_retries: 0
                  turn_off_message_logging: true
                  callbacks: ["%s"]
                """.formatted(String.join("\", \"", callbacks));
    }

    private static String entry(String name, String model, String base) {
        return "  - {model_name: %s, litellm_params: {model: %s, api_base: \"%s\", api_key: %s}}\n"
                .formatted(name, model, base, FakeModel.KEY);
    }

    private void awaitUp() {
        await("the proxy of LiteLLM").atMost(UP_WITHIN).until(() -> !process.isAlive() || answers());
        assertThat(process.isAlive()).as(process::output).isTrue();
    }

    private boolean answers() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/health/liveliness"))
                .timeout(ANSWERS_WITHIN)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The key of name@example.test, in team name-team but for those above. */
    public static String keyOf(String name) {
        return "sk-dummy-" + name;
    }

    /** Posts a JSON body; answers the status when the whole answer is there. */
    int post(String path, String key, String body, String... headers) throws IOException, InterruptedException {
        return send(path, key, body, headers).statusCode();
    }

    /** Posts a JSON body. */
    public HttpResponse<String> send(String path, String key, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(ANSWERS_WITHIN)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Everything it has printed. */
    public String output() {
        return process.output();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
