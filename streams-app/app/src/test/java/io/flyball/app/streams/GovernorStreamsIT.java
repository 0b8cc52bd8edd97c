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
    void deletesWhatAKilledProcessLeftAndIsMarkedOnlyWhenItHasClosed() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                SchemaRegistry registry = SchemaRegistry.inMemory()) {
            // given
            createTopics(broker);
            Path folder = stateDir.resolve(APPLICATION_ID);
            Path left = Files.writeString(
                    Files.createDirectories(folder.resolve("0_0")).resolve("left"), "by a kill");
            try (GovernorStreams streams = streams(broker, registry)) {
                // when
                streams.start();
                await().atMost(RUNS_WITHIN).until(streams::running);
                // then
                assertThat(left).doesNotExist();
                assertThat(folder.resolve(LocalState.CLOSED_CLEANLY)).doesNotExist();
            }
            assertThat(folder.resolve(LocalState.CLOSED_CLEANLY)).exists();
        }
    }

    private GovernorStreams streams(EmbeddedBroker broker, SchemaRegistry registry) {
        StreamsConfigs config = new StreamsConfigs(
                broker.bootstrapServers(), APPLICATION_ID, stateDir.toString(), 1, Duration.ofMillis(100));
        TopologySettings settings =
                new TopologySettings(topics(), Duration.ofDays(7).toMillis(), Clocking.STREAM);
        return new GovernorStreams(settings, registry, config, Map.of());
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
