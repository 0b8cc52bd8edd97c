package io.flyball.app.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.app.clients.InstalledClients;
import io.flyball.app.clients.ScratchHome;
import io.flyball.app.clients.model.FakeModel;
import io.flyball.app.cluster.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Portkey's gateway as npm has it, with our webhook as a guardrail before the request. */
final class PortkeyGateway implements AutoCloseable {
    private static final Duration UP_WITHIN = Duration.ofSeconds(60);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** It has no setting for the address it listens at: here it is the loopback's. */
    private static final String ON_LOOPBACK = "data:text/javascript,import net from 'node:net';"
            + "const listen = net.Server.prototype.listen;"
            + "net.Server.prototype.listen = function (port, host, ...rest)"
            + " { return listen.call(this, port, '127.0.0.1', ...rest); };";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final String config;
    private final ChildProcess process;

    private PortkeyGateway(String url, String config, ChildProcess process) {
        this.url = url;
        this.config = config;
        this.process = process;
    }

    /**
     * An answer, and how long it took.
     *
     * @param decision what our webhook told the gateway
     */
    record Answer(int status, JsonNode body, JsonNode decision, long tookMs) {}

    /**
     * Starts one; close it.
     *
     * @param sidecar where our webhook is, without a path
     */
    static PortkeyGateway start(InstalledClients clients, ScratchHome home, FakeModel model, String sidecar)
            throws IOException {
        int port = freePort();
        Path script = Path.of(clients.nodePackages(), "@portkey-ai/gateway/build/start-server.js");
        ChildProcess process = home.start(
                // it would send all it asks through them, whatever else is said of the loopback
                Map.of("HTTP_PROXY", "", "HTTPS_PROXY", ""),
                List.of("node", "--import", ON_LOOPBACK, script.toString(), "--port=" + port, "--headless"));
        PortkeyGateway gateway =
                new PortkeyGateway("http://127.0.0.1:" + port, config(model.openAiUrl(), sidecar), process);
        await("Portkey's gateway").atMost(UP_WITHIN).until(() -> !process.isAlive() || gateway.answers());
        assertThat(process.isAlive()).as(process::output).isTrue();
        return gateway;
    }

    /** As docs/gateways.md has it. */
    private static String config(String model, String sidecar) {
        return """
                {"provider": "openai", "api_key": "%s", "custom_host": "%s", "before_request_hooks": [
                  {"id": "flyball", "type": "guardrail", "async": false, "deny": false, "checks": [
                    {"id": "default.webhook", "parameters": {"webhookURL": "%s/v1/portkey"}}]}]}
                """.formatted(FakeModel.KEY, model, sidecar).replace("\n", " ");
    }

    private boolean answers() throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** One call of a chat completion. */
    Answer chat(String user, String session, String model) throws IOException, InterruptedException {
        String body = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
        String metadata = "{\"_user\":\"" + user + "\",\"session\":\"" + session + "\"}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/chat/completions"))
                .timeout(ANSWERS_WITHIN)
                .header("Content-Type", "application/json")
                .header("x-portkey-config", config)
                .header("x-portkey-metadata", metadata)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        long beganNanos = System.nanoTime();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        long tookMs = (System.nanoTime() - beganNanos) / 1_000_000;
        JsonNode json = JSON.readTree(response.body());
        JsonNode decision = json.at("/hook_results/before_request_hooks/0/checks/0/data/responseData");
        return new Answer(response.statusCode(), json, decision, tookMs);
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
