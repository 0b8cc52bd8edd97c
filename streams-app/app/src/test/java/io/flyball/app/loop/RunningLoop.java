package io.flyball.app.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.fake.SlackPost;
import io.flyball.app.clients.ListPrices;
import io.flyball.app.clients.model.BilledCall;
import io.flyball.app.config.Role;
import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.app.feed.ControlSender;
import io.flyball.app.files.PolicyFile;
import io.flyball.app.files.PriceBookFile;
import io.flyball.app.node.GovernorNode;
import io.flyball.app.node.NodeSettings;
import io.flyball.app.slack.ToldInSlack;
import io.flyball.runtime.StreamsConfigs;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.avro.ControlRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/** Broker, registry, and one instance with all roles, which tells people in a strict fake Slack. */
final class RunningLoop implements AutoCloseable {
    /** What somebody may spend in an hour, nano-USD; from twice that on new tasks get the cheaper model. */
    static final long BUDGET_NANO_USD = 300_000_000;
    /** How long a call of somebody who is slowed waits. */
    static final long DELAY_MS = 700;
    /** The model of new tasks then. */
    static final String CHEAPER_MODEL = "gpt-4.1";
    /** Approves, in Slack. */
    static final String BOSS = "U000BOSS";

    private static final String BOSS_EMAIL = "boss@example.test";

    /** Where that person's messages stand. */
    static final String BOSS_MESSAGES = "D000BOSS";

    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String POLICY = """
            name: loop
            dwell: 1s
            findings: {silence: false}
            budgets:
              - {dimension: user, period: 1h, amount_usd: "0.30", ladder: [{at: 1.0, level: pace}, {at: 2.0, level: downshift}]}
            ladder:
              pace: {max_requests_per_minute: 60, delay_ms: %d}
              downshift: {max_requests_per_minute: 60, delay_ms: %d, model_override: %s}
            """.formatted(DELAY_MS, DELAY_MS, CHEAPER_MODEL);

    private final HttpClient http = HttpClient.newHttpClient();
    private final EmbeddedBroker broker = EmbeddedBroker.start();
    private final SchemaRegistry registry = SchemaRegistry.inMemory();
    private final TopicCatalogue topics = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, 2, (short) 1);
    private final FakeSlack slack = FakeSlack.start();
    private final GovernorNode node;

    /** @param folder for its state; the caller's to remove */
    RunningLoop(Path folder) throws IOException {
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            assertThat(topics.create(admin).problems()).isEmpty();
        }
        new ControlSender(client, registry, topics).send(controls(folder));
        slack.know(BOSS, BOSS_EMAIL, BOSS_MESSAGES);
        NodeSettings settings = NodeSettings.usual(
                client,
                topics,
                new StreamsConfigs(broker.bootstrapServers(), "loop", folder.toString(), 1, Duration.ofMillis(100)),
                Set.of(Role.values()));
        node = GovernorNode.start(settings, registry, ToldInSlack.of(slack, "#alerts", BOSS_EMAIL), List.of());
        await().atMost(WITHIN).until(() -> node.streams().running());
    }

    private static List<ControlRecord> controls(Path folder) throws IOException {
        Path book = Files.writeString(folder.resolve("prices.yaml"), ListPrices.BOOK);
        Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
        List<ControlRecord> records = new ArrayList<>();
        records.add(ControlMapping.ofPolicy(PolicyFile.read(policy).policy()));
        PriceBookFile.byModel(PriceBookFile.read(book))
                .forEach((model, rows) -> records.add(ControlMapping.ofPrices(model, rows)));
        return records;
    }

    /** Where all its doors are, without a path. */
    String url() {
        return "http://127.0.0.1:" + node.httpPort();
    }

    FakeSlack slack() {
        return slack;
    }

    /** The one message that stands in a channel, once it does. */
    SlackPost messageIn(String channel) {
        await("a message in " + channel).atMost(WITHIN).until(() -> !slack.messagesIn(channel)
                .isEmpty());
        assertThat(slack.messagesIn(channel)).hasSize(1);
        return slack.messagesIn(channel).get(0);
    }

    /** Reports a call as an agent does that has its answer; it is stored when this returns. */
    void report(String user, String session, BilledCall call, Instant at) throws IOException, InterruptedException {
        ObjectNode record = JSON.createObjectNode()
                .put("event_id", call.id())
                .put("time", at.toString())
                .put("model", call.model())
                .put("user", user)
                .put("session", session)
                .put("input_tokens", call.inputTokens())
                .put("cache_read_tokens", call.cacheReadTokens())
                .put("cache_write_5m_tokens", call.cacheWrite5mTokens())
                .put("output_tokens", call.outputTokens());
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/v1/usage"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(record.toString()))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** What the sidecar keeps to for somebody now; {@code clear} where it is nothing. */
    String levelOf(String user) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/v1/throttle/user:" + user))
                .build();
        JsonNode signal = JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        return signal.path("level").asText("clear");
    }

    /** Waits for that level, at most so long. */
    void awaitLevel(String user, String level, Duration atMost) {
        await(user + " at " + level)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> levelOf(user).equals(level));
    }

    @Override
    public void close() {
        node.close();
        registry.close();
        broker.close();
        slack.close();
    }
}
