package io.flyball.bench.traffic;

import io.flyball.app.feed.ControlSender;
import io.flyball.app.feed.UsageSender;
import io.flyball.ingest.record.SourceCoordinates;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/**
 * The topics of one benchmark: created and filled once, read by every contender.
 *
 * <p>Each JVM has a schema registry of its own, in memory. It numbers schemas in the order of their registration, so
 * every JVM registers those that cross from one to another first and in one order, and all of them agree on the ids.
 */
public final class BenchTopics {
    private final String bootstrapServers;
    private final TopicCatalogue catalogue;
    private final SchemaRegistry registry;

    public BenchTopics(String bootstrapServers, int partitions) {
        this.bootstrapServers = bootstrapServers;
        this.catalogue = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, partitions, (short) 1);
        this.registry = SchemaRegistry.inMemory();
        for (Topic topic : new Topic[] {Topic.USAGE, Topic.CONTROL}) {
            registry.register(catalogue.subject(topic), topic.valueSchema().orElseThrow());
        }
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public TopicCatalogue catalogue() {
        return catalogue;
    }

    public SchemaRegistry registry() {
        return registry;
    }

    /** Settings of every client. */
    public Map<String, Object> client() {
        return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    }

    /** The topic all contenders read. */
    public String usage() {
        return catalogue.name(Topic.USAGE);
    }

    /** Creates all topics and fills control and usage. */
    public void fill(UsageTraffic traffic) {
        try (Admin admin = Admin.create(client())) {
            catalogue.create(admin);
        }
        new ControlSender(client(), registry, catalogue).send(BenchControls.records());
        try (UsageSender sender = new UsageSender(
                client(), registry, catalogue, UsageSender.Stamping.NONE, (read, total, records) -> {})) {
            for (long line = 1; traffic.hasNext(); line++) {
                sender.accept(traffic.next(), new SourceCoordinates("bench", line));
            }
            sender.flush();
        }
    }
}
