package io.flyball.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.app.node.GatewayNode;
import io.flyball.app.node.GatewaySettings;
import io.flyball.core.govern.AppliesTo;
import io.flyball.core.govern.Limits;
import io.flyball.core.model.Level;
import io.flyball.gateway.Gate;
import io.flyball.gateway.PacerSettings;
import io.flyball.sidecar.IdentityHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From what the governor writes to what a gateway is told, over a real broker; and what is told when that is gone. */
class GatewayNodeIT {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final GatewaySettings SETTINGS = new GatewaySettings(
            new Gate.Settings(PacerSettings.DEFAULT, Duration.ofSeconds(3), false), IdentityHeaders.DEFAULT);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aSignalReachesTheCheckAndTrafficGoesOnWithoutTheBroker() {
        EmbeddedBroker broker = EmbeddedBroker.start();
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        PublishedSignals signals = new PublishedSignals(client);
        try (GatewayNode node = GatewayNode.start(client, PublishedSignals.TOPIC, SETTINGS, 0, null)) {
            // given
            Limits oneAMinute = new Limits(1, -1, -1, -1, "", -1);
            signals.publish("user:ann", Level.PACE, AppliesTo.NEXT_REQUEST, oneAMinute, 3_600_000);
            signals.publish("user:bob", Level.ADVISE, AppliesTo.NEXT_REQUEST, Limits.NONE, 20_000);
            await().atMost(WITHIN).until(() -> level(node, "ann").equals("pace"));
            await().atMost(WITHIN).until(() -> level(node, "bob").equals("advise"));
            await().atMost(WITHIN).until(() -> !json(get(node, "/readyz"))
                    .at("/throttle_table/stale")
                    .asBoolean(true));
            // when
            broker.close();
            // then
            await().atMost(WITHIN).until(() -> check(node, "ann")
                    .headers()
                    .firstValue("x-flyball-stale")
                    .isPresent());
            assertThat(json(get(node, "/readyz")).at("/throttle_table/age_ms").asLong())
                    .isGreaterThan(3_000);
            assertThat(get(node, "/metrics").body()).contains("flyball_gateway_stale 1");
            assertThat(json(check(node, "ann")).path("action").asText()).isEqualTo("delay");
            assertThat(json(check(node, "cleo")).path("action").asText()).isEqualTo("pass");
            await().atMost(WITHIN).until(() -> level(node, "bob").equals("clear"));
            assertThat(level(node, "ann")).isEqualTo("pace");
        }
    }

    @Test
    void aGatewayThatNeverReachedKafkaLetsEverythingThroughAndSaysSo() {
        // given
        Map<String, Object> nowhere = Map.of("bootstrap.servers", "127.0.0.1:1");
        try (GatewayNode node = GatewayNode.start(nowhere, PublishedSignals.TOPIC, SETTINGS, 0, null)) {
            // when
            HttpResponse<String> response = check(node, "ann");
            // then
            assertThat(json(response).path("action").asText()).isEqualTo("pass");
            assertThat(json(response).path("table_age_ms").asLong()).isEqualTo(-1);
            assertThat(response.headers().firstValue("x-flyball-stale")).hasValue("true");
            assertThat(json(get(node, "/readyz")).at("/throttle_table/age_ms").isNull())
                    .isTrue();
        }
    }

    private String level(GatewayNode node, String user) {
        return json(check(node, user)).path("level").asText();
    }

    private HttpResponse<String> check(GatewayNode node, String user) {
        String body = "{\"user\":\"" + user + "\",\"session\":\"s-" + user + "\"}";
        return send(HttpRequest.newBuilder(uri(node, "/v1/check")).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(GatewayNode node, String path) {
        return send(HttpRequest.newBuilder(uri(node, path)));
    }

    private static URI uri(GatewayNode node, String path) {
        return URI.create("http://127.0.0.1:" + node.httpPort() + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
