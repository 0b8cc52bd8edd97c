package io.flyball.bench;

import io.flyball.bench.traffic.BenchSignals;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/** Two throttle topics of one broker: one that is filled, and one that stays empty. */
final class ThrottleTopics {
    private final Map<String, Object> client;
    private final TopicCatalogue catalogue;
    private final TopicCatalogue catalogueOfNone;

    private ThrottleTopics(BrokerJvm broker) {
        this.client = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        this.catalogue = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, broker.partitions(), (short) 1);
        this.catalogueOfNone = new TopicCatalogue("none", broker.partitions(), (short) 1);
    }

    /** Of a broker that has the topics of the default prefix. */
    static ThrottleTopics create(BrokerJvm broker) {
        ThrottleTopics topics = new ThrottleTopics(broker);
        try (Admin admin = Admin.create(topics.client)) {
            topics.catalogueOfNone.create(admin);
        }
        return topics;
    }

    void fill(int signals) {
        BenchSignals.send(client, full(), signals);
    }

    String full() {
        return catalogue.name(Topic.THROTTLE);
    }

    String empty() {
        return catalogueOfNone.name(Topic.THROTTLE);
    }
}
