package io.flyball.app.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.runtime.Clocking;
import io.flyball.runtime.StreamsConfigs;
import io.flyball.runtime.TopologySettings;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.TopicCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GovernorStreamsIT {
    private static final Duration RUNS_WITHIN = Duration.ofSeconds(60);
    private static final String APPLICATION_ID = "flyball-state";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    Path stateDir;

    @Test
    void keepsItsStateAfterACleanCloseOnly() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                SchemaRegistry registry = SchemaRegistry.inMemory()) {
            // given: left by a process that was killed
            Path ofKilled = leftBehind("of-killed");
            createTopics(broker);
            // when
            runOnce(broker, registry);
            Path ofClosed = leftBehind("of-closed");
            runOnce(broker, registry);
            // then
            assertThat(ofKilled).doesNotExist();
            assertThat(ofClosed).exists();
        }
    }

    private Path leftBehind(String name) throws Exception {
        Path task = Files.createDirectories(stateDir.resolve(APPLICATION_ID).resolve("0_0"));
        return Files.writeString(task.resolve(name), name);
    }

    private void runOnce(EmbeddedBroker broker, SchemaRegistry registry) {
        StreamsConfigs config = new StreamsConfigs(
                broker.bootstrapServers(), APPLICATION_ID, stateDir.toString(), 1, Duration.ofMillis(100));
        TopologySettings settings =
                new TopologySettings(topics(), Duration.ofDays(7).toMillis(), Clocking.STREAM);
        try (GovernorStreams streams = new GovernorStreams(settings, registry, config, Map.of())) {
            streams.start();
            await().atMost(RUNS_WITHIN).until(streams::running);
        }
    }

    private static void createTopics(EmbeddedBroker broker) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            topics().create(admin);
        }
    }

    private static TopicCatalogue topics() {
        return new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, 1, (short) 1);
    }
}
