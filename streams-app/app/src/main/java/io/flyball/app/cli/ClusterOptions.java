package io.flyball.app.cli;

import io.flyball.app.feed.Cluster;
import io.flyball.schemas.TopicCatalogue;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Option;

/** Which cluster a command is about. */
final class ClusterOptions {
    @Option(
            names = "--brokers",
            required = true,
            paramLabel = "HOST:PORT,...",
            description = "Kafka brokers to begin with.")
    private String brokers;

    @Option(
            names = "--registry",
            required = true,
            paramLabel = "URL",
            description = "Schema registry; for Apicurio its Confluent API, http://HOST:PORT/apis/ccompat/v7.")
    private String registry;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            defaultValue = TopicCatalogue.DEFAULT_PREFIX,
            description = "What the names of all topics begin with (default \"flyball.\").")
    private String topicPrefix;

    @SuppressWarnings("NullAway.Init")
    ClusterOptions() {}

    /** Connects to the cluster. */
    Cluster connect() {
        return Cluster.connect(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers), registry, topicPrefix);
    }
}
