package io.flyball.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.app.node.GatewayNode;
import io.flyball.app.node.GatewaySettings;
import io.flyball.core.govern.AppliesTo;
import io.flyball.core.govern.Cause;
import io.flyball.core.govern.Limits;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.gateway.Gate;
import io.flyball.gateway.PacerSettings;
import io.flyball.schemas.ThrottleJson;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.sidecar.IdentityHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** From what the governor writes to what a gateway is told, over a real broker; and what is told when that is gone. */
class GatewayNodeIT {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final TopicCatalogue TOPICS = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, 2, (short) 1);
    private static final String THROTTLE = TOPICS.name(Topic.THROTTLE);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final GatewaySettings SETTINGS = new GatewaySettings(
            new Gate.Settings(PacerSettings.DEFAULT, Duration.ofSeconds(3), false), IdentityHeaders.DEFAULT);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aSignalReachesTheCheckAndTrafficGoesOnWithoutTheBroker() {
        EmbeddedBroker broker = EmbeddedBroker.start();
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        createTopics(client);
        try (GatewayNode node = GatewayNode.start(client, THROTTLE, SETTINGS, 0, null)) {
            // given
            send(client, signal("user:ann", Level.PACE, new Limits(1, -1, -1, -1, "", -1), 3_600_000));
            send(client, signal("user:bob", Level.ADVISE, Limits.NONE, 20_000));
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
        try (GatewayNode node = GatewayNode.start(nowhere, THROTTLE, SETTINGS, 0, null)) {
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

    private static Signal signal(String scope, Level level, Limits limits, long validForMs) {
        long nowMs = System.currentTimeMillis();
        return new Signal(
                Scope.parse(scope),
                nowMs,
                level,
                Cause.VELOCITY,
                AppliesTo.NEXT_REQUEST,
                limits,
                -1,
                scope + " is fast.",
                List.of("burn-1"),
                90,
                nowMs,
                nowMs + validForMs,
                "default",
                List.of(new Signal.Step(level, limits, nowMs + validForMs)));
    }

    private static void send(Map<String, Object> client, Signal signal) {
        try (KafkaProducer<byte[], byte[]> governor =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] key = signal.scope().toString().getBytes(StandardCharsets.UTF_8);
            governor.send(new ProducerRecord<>(THROTTLE, key, ThrottleJson.encode(signal)));
        }
    }

    private static void createTopics(Map<String, Object> client) {
        try (Admin admin = Admin.create(client)) {
            assertThat(TOPICS.create(admin).problems()).isEmpty();
        }
    }
}
