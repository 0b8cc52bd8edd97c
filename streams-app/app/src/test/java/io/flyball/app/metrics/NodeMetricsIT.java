package io.flyball.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flyball.app.SharedData;
import io.flyball.app.config.Role;
import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.app.node.AlertTargets;
import io.flyball.app.node.GovernorNode;
import io.flyball.app.node.NodeSettings;
import io.flyball.runtime.StreamsConfigs;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.TopicCatalogue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an instance with all roles really serves, held against the page. */
class NodeMetricsIT {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final TopicCatalogue TOPICS = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, 2, (short) 1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;

    NodeMetricsIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void everythingThatIsScrapedIsOnThePage() throws Exception {
        String page = Files.readString(SharedData.projectRoot().resolve("docs/metrics.md"));
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                SchemaRegistry registry = SchemaRegistry.inMemory();
                GovernorNode node = start(broker, registry)) {
            // given
            String url = "http://127.0.0.1:" + node.httpPort();
            post(url + "/v1/usage", "[{\"event_id\":\"e-1\"}]");
            post(url + "/v1/check", "{\"user\":\"ann\"}");
            post(url + "/v1/check", "no json");
            await().atMost(WITHIN).until(() -> scraped(url).contains("flyball_usage_rejected_total"));

            // when
            Set<String> scraped = scraped(url);

            // then
            assertThat(scraped)
                    .contains(
                            "flyball_ready",
                            "flyball_ingest_refused_total",
                            "flyball_ingest_answer_seconds",
                            "flyball_gateway_table_age_seconds",
                            "flyball_gateway_refused_total")
                    .allMatch(name -> page.contains("| `" + name + "` |"), "is on docs/metrics.md");
        }
    }

    private GovernorNode start(EmbeddedBroker broker, SchemaRegistry registry) {
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            TOPICS.create(admin);
        }
        NodeSettings settings = NodeSettings.usual(
                client,
                TOPICS,
                new StreamsConfigs(broker.bootstrapServers(), "metrics", folder.toString(), 1, Duration.ofMillis(100)),
                Set.of(Role.values()));
        return GovernorNode.start(settings, registry, AlertTargets.none(), List.of());
    }

    private Set<String> scraped(String url) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(url + "/metrics")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("flyball_"))
                .map(line -> line.replaceAll("[{ ].*", "").replaceAll("_seconds_(bucket|count|sum|max)$", "_seconds"))
                .collect(Collectors.toSet());
    }

    private void post(String url, String body) throws IOException, InterruptedException {
        HttpResponse<String> unused = http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
