package io.flyball.app.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flyball.app.config.Role;
import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.app.feed.ControlSender;
import io.flyball.app.files.PriceBookFile;
import io.flyball.app.node.AlertTargets;
import io.flyball.app.node.GovernorNode;
import io.flyball.app.node.NodeSettings;
import io.flyball.app.streams.ChargeLog;
import io.flyball.app.streams.TopicTail;
import io.flyball.core.govern.Policy;
import io.flyball.core.price.ChargedCall;
import io.flyball.runtime.StreamsConfigs;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.avro.ControlRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;

/** Broker, registry and one node that takes usage in and charges it by {@link ListPrices}, all in this process. */
final class RunningGovernor implements AutoCloseable {
    private static final Duration WITHIN = Duration.ofSeconds(60);

    /** One, so that the charges lie in the order in which they were made. */
    private static final int PARTITIONS = 1;

    private final EmbeddedBroker broker = EmbeddedBroker.start();
    private final SchemaRegistry registry = SchemaRegistry.inMemory();
    private final TopicCatalogue topics = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, PARTITIONS, (short) 1);
    private final Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
    private final GovernorNode node;

    /** @param folder for its state; the caller's to remove */
    RunningGovernor(Path folder) throws IOException {
        try (Admin admin = Admin.create(client)) {
            topics.create(admin);
        }
        new ControlSender(client, registry, topics).send(controls(folder));
        NodeSettings settings = NodeSettings.usual(
                client,
                topics,
                new StreamsConfigs(broker.bootstrapServers(), "clients", folder.toString(), 1, Duration.ofMillis(100)),
                Set.of(Role.STREAMS, Role.INGEST));
        node = GovernorNode.start(settings, registry, AlertTargets.none(), List.of());
        await().atMost(WITHIN).until(() -> node.streams().running());
    }

    private static List<ControlRecord> controls(Path folder) throws IOException {
        Path book = Files.writeString(folder.resolve("prices.yaml"), ListPrices.BOOK);
        List<ControlRecord> records = new ArrayList<>();
        records.add(ControlMapping.ofPolicy(Policy.standard()));
        PriceBookFile.byModel(PriceBookFile.read(book))
                .forEach((model, rows) -> records.add(ControlMapping.ofPrices(model, rows)));
        return records;
    }

    /** Where all its doors are, without a path. */
    String url() {
        return "http://127.0.0.1:" + node.httpPort();
    }

    /** What it has charged so far, in order. */
    List<CountedCall> charges() {
        List<ChargedCall> charges = new ArrayList<>();
        new ChargeLog(new TopicTail(client), registry, topics).forEach(charges::add);
        return charges.stream().map(CountedCall::charged).toList();
    }

    /**
     * What it has charged since the first so many charges, once it has taken in all that came and that is at least so
     * many; an assertion fails where nothing more comes in time.
     */
    List<CountedCall> chargesAfter(int first, int atLeast) {
        await("charges after the first " + first).atMost(WITHIN).untilAsserted(() -> assertThat(charges())
                .hasSizeGreaterThanOrEqualTo(first + atLeast));
        assertThat(node.caughtUp().await(WITHIN, node.streams()::alive)).isTrue();
        List<CountedCall> charges = charges();
        return charges.subList(first, charges.size());
    }

    /** How many reports it has refused. */
    int rejected() {
        AtomicInteger rejected = new AtomicInteger();
        new TopicTail(client).readAll(topics.name(Topic.USAGE_REJECTED), record -> rejected.incrementAndGet());
        return rejected.get();
    }

    @Override
    public void close() {
        node.close();
        registry.close();
        broker.close();
    }
}
