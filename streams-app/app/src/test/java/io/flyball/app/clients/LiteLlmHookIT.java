package io.flyball.app.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.app.SharedData;
import io.flyball.app.clients.model.FakeModel;
import io.flyball.app.cluster.PublishedSignals;
import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.app.node.GatewayNode;
import io.flyball.app.node.GatewaySettings;
import io.flyball.core.govern.AppliesTo;
import io.flyball.core.govern.Limits;
import io.flyball.core.model.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LiteLLM's proxy with our hook, a sidecar that reads the throttle topic of a broker, and a model behind. */
@SuppressWarnings("NullAway.Init") // JUnit fills the folder, and the rest is there before the first test
class LiteLlmHookIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String SESSION = "x-flyball-session";
    private static final long HOUR_MS = 3_600_000;
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final Limits CHEAPER = new Limits(-1, -1, -1, -1, "gpt-4.1", -1);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static @Nullable Bench bench;

    private InstalledClients clients;

    @BeforeEach
    void findClients() throws IOException {
        clients = InstalledClients.require();
        if (bench == null) {
            bench = new Bench(clients, folder);
        }
    }

    @AfterAll
    static void stop() {
        if (bench != null) {
            bench.close();
        }
    }

    @Test
    void aPacedUserWaitsAndNobodyElse() throws Exception {
        // given
        signal("user:pat@example.test", Level.PACE, AppliesTo.NEXT_REQUEST, new Limits(-1, -1, -1, 20_000, "", -1));
        // when
        CompletableFuture<Integer> paced = CompletableFuture.supplyAsync(() -> status("pat", "s-pat"));
        int other = status("otto", "s-otto");
        boolean stillWaits = !paced.isDone();
        // then
        assertThat(other).as(bench().proxy::output).isEqualTo(200);
        assertThat(stillWaits).isTrue();
        assertThat(paced.get()).as(bench().proxy::output).isEqualTo(200);
    }

    @Test
    void aNewTaskUnderADownshiftGetsTheCheaperModelAndLessOutput() throws Exception {
        // given
        Limits limits = new Limits(-1, -1, -1, -1, "gpt-4.1", 50);
        signal("user:dora@example.test", Level.DOWNSHIFT, AppliesTo.NEW_TASK, limits);
        // when
        HttpResponse<String> response = call("dora", "s-dora", "\"max_tokens\":700,");
        // then
        assertThat(response.statusCode()).as(bench().proxy::output).isEqualTo(200);
        JsonNode asked = last(bench().model.requests());
        assertThat(asked.path("model").asText()).isEqualTo("gpt-4.1");
        assertThat(asked.path("max_tokens")
                        .asInt(asked.path("max_completion_tokens").asInt()))
                .isEqualTo(50);
    }

    @Test
    void aModelThatTheProxyDoesNotHaveIsNotTaken() throws Exception {
        // given
        Limits limits = new Limits(-1, -1, -1, -1, "a-model-nobody-serves", -1);
        signal("user:dan@example.test", Level.DOWNSHIFT, AppliesTo.NEW_TASK, limits);
        // when
        int status = status("dan", "s-dan");
        // then
        assertThat(status).as(bench().proxy::output).isEqualTo(200);
        assertThat(last(bench().model.billed()).model()).isEqualTo("gpt-5.6");
    }

    @Test
    void aHeldTaskGets429InItsClientsFormAndARunningOneGoesOn() throws Exception {
        // given
        int before = status("hal", "s-running");
        signal("user:hal@example.test", Level.HOLD_NEW_TASKS, AppliesTo.NEW_TASK, Limits.NONE);
        // when
        HttpResponse<String> held = call("hal", "s-new", "");
        HttpResponse<String> heldByAnthropicsApi = bench().proxy
                .send(
                        "/v1/messages",
                        LiteLlmProxy.keyOf("hal"),
                        "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":100,"
                                + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}",
                        "x-claude-code-session-id",
                        "s-also-new");
        int running = status("hal", "s-running");
        // then
        assertThat(List.of(before, running)).as(bench().proxy::output).containsOnly(200);
        assertThat(List.of(held.statusCode(), heldByAnthropicsApi.statusCode()))
                .as(bench().proxy::output)
                .containsOnly(429);
        assertThat(held.headers().firstValue("retry-after")).hasValue("60");
        assertThat(heldByAnthropicsApi.headers().firstValue("retry-after")).hasValue("60");
        JsonNode error = JSON.readTree(held.body()).path("error");
        assertThat(error.path("code").asText()).isEqualTo("rate_limit_exceeded");
        assertThat(error.path("message").asText()).contains("New tasks wait for an approval");
        JsonNode anthropic = JSON.readTree(heldByAnthropicsApi.body());
        assertThat(anthropic.path("type").asText()).isEqualTo("error");
        assertThat(anthropic.at("/error/type").asText()).isEqualTo("rate_limit_error");
    }

    /** By the names that ingest gives to the reports of the same proxy, as {@link LiteLlmIT} has them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "user:sue@example.test",
                "team:sue-team",
                "agent:claude-code",
                "session:session-of-sue",
                "key:sue-laptop"
            })
    void aSignalOfEachScopeOfACallReachesIt(String scope) throws Exception {
        // given
        signal(scope, Level.DOWNSHIFT, AppliesTo.NEW_TASK, CHEAPER);
        // when
        HttpResponse<String> response = bench().proxy
                .send(
                        CHAT,
                        LiteLlmProxy.keyOf("sue"),
                        body(""),
                        "User-Agent",
                        "claude-cli/2.1.0 (external, cli)",
                        "x-claude-code-session-id",
                        "session-of-sue",
                        "x-flyball-task",
                        "task-" + scope);
        // then
        assertThat(response.statusCode()).as(bench().proxy::output).isEqualTo(200);
        assertThat(last(bench().model.billed()).model()).isEqualTo("gpt-4.1");
        signal(scope, Level.CLEAR, AppliesTo.NEXT_REQUEST, Limits.NONE);
    }

    @Test
    void theEndOfACallIsToldAndFreesItsPlace() throws Exception {
        // given
        signal("user:cora@example.test", Level.PACE, AppliesTo.NEXT_REQUEST, new Limits(-1, -1, 1, -1, "", -1));
        // when
        int status = status("cora", "s-cora");
        // then
        assertThat(status).as(bench().proxy::output).isEqualTo(200);
        await().atMost(WITHIN)
                .until(() -> check("{\"user\":\"cora@example.test\",\"session\":\"s-cora\"}")
                                .path("delay_ms")
                                .asLong(-1)
                        == 0);
    }

    @Test
    void callsPassWhileTheSidecarIsAwayAndItIsAskedAgainWhenItIsBack() throws Exception {
        // given
        signal("user:vic@example.test", Level.PACE, AppliesTo.NEXT_REQUEST, new Limits(1, -1, -1, -1, "", -1));
        bench().stopSidecar();
        try {
            // when
            List<Integer> statuses = List.of(status("vic", "s-vic"), status("vic", "s-vic"), status("vic", "s-vic"));
            // then
            assertThat(statuses).as(bench().proxy::output).containsOnly(200);
        } finally {
            bench().startSidecar();
        }
        await().atMost(WITHIN).until(() -> status("una", "s-una") == 200 && bench().hasDecided());
    }

    @Test
    void theTestsOfTheHookItselfPass() {
        // given
        Path hook = SharedData.projectRoot().resolve("connectors/litellm");
        List<String> command = List.of(
                clients.pythonCommand("python"),
                "-B",
                "-m",
                "unittest",
                "discover",
                "-s",
                hook.resolve("tests").toString());
        // when // then
        String unused = new ScratchHome(folder.resolve("unit"))
                .run(Map.of("PYTHONPATH", hook.toString(), "LITELLM_LOCAL_MODEL_COST_MAP", "True"), command);
    }

    private static Bench bench() {
        if (bench == null) {
            throw new IllegalStateException("the bench is made before each test");
        }
        return bench;
    }

    private static void signal(String scope, Level level, AppliesTo appliesTo, Limits limits) {
        bench().signals.publish(scope, level, appliesTo, limits, HOUR_MS);
        await().atMost(WITHIN).until(() -> bench().levelOf(scope).equals(level.wireName()));
    }

    private static int status(String user, String session) {
        try {
            return call(user, session, "").statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> call(String user, String session, String parameters)
            throws IOException, InterruptedException {
        return bench().proxy.send(CHAT, LiteLlmProxy.keyOf(user), body(parameters), SESSION, session);
    }

    private static String body(String parameters) {
        return "{\"model\":\"gpt-5.6\"," + parameters + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    }

    private static JsonNode check(String body) throws IOException, InterruptedException {
        return bench().json(HttpRequest.newBuilder(bench().uri("/v1/check"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    /** All that runs, once for all tests. */
    private static final class Bench {
        private final HttpClient http = HttpClient.newHttpClient();
        private final EmbeddedBroker broker = EmbeddedBroker.start();
        private final Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        private final PublishedSignals signals = new PublishedSignals(client);
        private final FakeModel model = FakeModel.start("hook");
        private final LiteLlmProxy proxy;
        private GatewayNode sidecar = startSidecar(0);
        private final int port = sidecar.httpPort();

        Bench(InstalledClients clients, Path folder) throws IOException {
            proxy = LiteLlmProxy.start(
                    clients,
                    new ScratchHome(folder.resolve("proxy")),
                    model,
                    List.of("flyball_litellm.governor"),
                    "",
                    Map.of(
                            "PYTHONPATH",
                            SharedData.projectRoot()
                                    .resolve("connectors/litellm")
                                    .toString(),
                            "PYTHONDONTWRITEBYTECODE",
                            "1",
                            "FLYBALL_TIMEOUT_MS",
                            "5000",
                            "FLYBALL_SIDECAR_URL",
                            "http://127.0.0.1:" + port));
        }

        private GatewayNode startSidecar(int port) {
            return GatewayNode.start(client, PublishedSignals.TOPIC, GatewaySettings.DEFAULT, port, null);
        }

        void stopSidecar() {
            sidecar.close();
        }

        void startSidecar() {
            sidecar = startSidecar(port);
        }

        URI uri(String path) {
            return URI.create("http://127.0.0.1:" + port + path);
        }

        String levelOf(String scope) throws IOException, InterruptedException {
            return json(HttpRequest.newBuilder(uri("/v1/throttle/" + scope)).build())
                    .path("level")
                    .asText("clear");
        }

        boolean hasDecided() throws IOException, InterruptedException {
            HttpRequest metrics = HttpRequest.newBuilder(uri("/metrics")).build();
            return http.send(metrics, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .contains("flyball_gateway_decisions_total{action=\"pass\",door=\"check\"");
        }

        JsonNode json(HttpRequest request) throws IOException, InterruptedException {
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }

        void close() {
            proxy.close();
            model.close();
            sidecar.close();
            broker.close();
        }
    }
}
