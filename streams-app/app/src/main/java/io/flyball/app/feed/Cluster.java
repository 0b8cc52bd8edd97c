package io.flyball.app.feed;

import io.flyball.app.Refusal;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * A real cluster with its registry, found there and with Flyball's topics on it.
 *
 * @param client settings of every Kafka client
 * @param topics with the partition count the cluster has
 */
public record Cluster(Map<String, Object> client, SchemaRegistry registry, TopicCatalogue topics)
        implements AutoCloseable {
    private static final int ANSWER_WITHIN_SECONDS = 15;

    /** Connects, or refuses in one sentence that names what does not answer. */
    public static Cluster connect(Map<String, Object> client, String registryUrl, String topicPrefix) {
        return connect(client, registryUrl, Map.of(), topicPrefix);
    }

    /**
     * The same with settings of the registry's client.
     *
     * @param registryClient for example its login
     */
    public static Cluster connect(
            Map<String, Object> client, String registryUrl, Map<String, String> registryClient, String topicPrefix) {
        try (Admin admin = admin(client)) {
            String usage = topicPrefix + Topic.USAGE.suffix();
            TopicDescription found = admin.describeTopics(List.of(usage))
                    .topicNameValues()
                    .get(usage)
                    .get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
            TopicCatalogue topics =
                    new TopicCatalogue(topicPrefix, found.partitions().size(), (short)
                            found.partitions().get(0).replicas().size());
            return new Cluster(client, SchemaRegistry.connect(registryUrl, registryClient), topics);
        } catch (ExecutionException e) {
            throw refusal(client, topicPrefix, e.getCause());
        } catch (TimeoutException e) {
            throw unreachable(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(client);
        }
    }

    private static Refusal refusal(Map<String, Object> client, String topicPrefix, @Nullable Throwable cause) {
        if (cause instanceof UnknownTopicOrPartitionException) {
            return new Refusal("Topic " + topicPrefix + "usage does not exist at " + servers(client)
                    + ": create the topics with \"flyball topics create\".");
        }
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return unreachable(client);
        }
        return new Refusal(
                "Brokers " + servers(client) + " refuse (" + cause + "): check --brokers and the security settings.");
    }

    /** An admin client that gives up soon. */
    public static Admin admin(Map<String, Object> client) {
        Map<String, Object> config = new HashMap<>(client);
        config.putIfAbsent("default.api.timeout.ms", ANSWER_WITHIN_SECONDS * 1000);
        config.putIfAbsent("request.timeout.ms", ANSWER_WITHIN_SECONDS * 1000);
        try {
            return Admin.create(config);
        } catch (org.apache.kafka.common.KafkaException e) {
            throw new Refusal("Brokers " + servers(client)
                    + " are no host:port list that resolves: write for example broker-1:9092,broker-2:9092.");
        }
    }

    /** The refusal for brokers that do not answer. */
    public static Refusal unreachable(Map<String, Object> client) {
        return new Refusal("Brokers " + servers(client) + " did not answer within " + ANSWER_WITHIN_SECONDS
                + " s: check --brokers and the network.");
    }

    private static String servers(Map<String, Object> client) {
        return String.valueOf(client.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    }

    @Override
    public void close() {
        registry.close();
    }
}
