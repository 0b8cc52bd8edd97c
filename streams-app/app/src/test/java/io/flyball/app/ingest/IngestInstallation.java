package io.flyball.app.ingest;

import static org.awaitility.Awaitility.await;

import io.flyball.app.config.Role;
import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.app.feed.ControlSender;
import io.flyball.app.node.AlertTargets;
import io.flyball.app.node.GovernorNode;
import io.flyball.app.node.IngestSettings;
import io.flyball.app.node.NodeSettings;
import io.flyball.app.streams.ChargeLog;
import io.flyball.app.streams.TopicTail;
import io.flyball.core.model.TokenClass;
import io.flyball.core.price.ChargedCall;
import io.flyball.core.price.ExactRatio;
import io.flyball.core.price.PriceRow;
import io.flyball.core.price.Rates;
import io.flyball.ingest.http.ClientTokens;
import io.flyball.ingest.intake.IntakeSettings;
import io.flyball.ingest.record.IdentityRules;
import io.flyball.runtime.StreamsConfigs;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.TopicCatalogue;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/** A whole installation in this process, on a broker of its own: the doors, the topology, and a price for every model. */
final class IngestInstallation implements AutoCloseable {
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final EmbeddedBroker broker = EmbeddedBroker.start();
    private final SchemaRegistry registry = SchemaRegistry.inMemory();
    private final TopicCatalogue topics = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, 2, (short) 1);
    private final Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
    private final GovernorNode node;

    /**
     * Starts one.
     *
     * @param stateDir a folder of its own
     * @param tokens who may come in
     */
    IngestInstallation(Path stateDir, Supplier<ClientTokens> tokens) {
        try (Admin admin = Admin.create(client)) {
            topics.create(admin);
        }
        new ControlSender(client, registry, topics).send(List.of(ControlMapping.ofPrices("*", List.of(onePrice()))));
        NodeSettings settings = NodeSettings.usual(
                        client,
                        topics,
                        new StreamsConfigs(
                                broker.bootstrapServers(),
                                "flyball-doors",
                                stateDir.toString(),
                                1,
                                Duration.ofMillis(100)),
                        EnumSet.of(Role.STREAMS, Role.INGEST))
                .withIngest(new IngestSettings(tokens, IdentityRules.DEFAULT, event -> event, IntakeSettings.DEFAULT));
        node = GovernorNode.start(settings, registry, AlertTargets.none(), List.of());
        await().atMost(WITHIN).until(node.streams()::running);
    }

    private static PriceRow onePrice() {
        Map<TokenClass, ExactRatio> rates = new EnumMap<>(TokenClass.class);
        for (TokenClass tokens : TokenClass.values()) {
            rates.put(tokens, ExactRatio.of(BigDecimal.ONE));
        }
        return new PriceRow("*", "", true, 0, new Rates(rates), List.of(), Map.of(), null);
    }

    /** Where the doors are, without a path. */
    URI uri() {
        return URI.create("http://localhost:" + node.httpPort());
    }

    /** Settings of any client of its broker. */
    Map<String, Object> client() {
        return client;
    }

    SchemaRegistry registry() {
        return registry;
    }

    TopicCatalogue topics() {
        return topics;
    }

    /** Waits until everything that was sent is counted. */
    void awaitCaughtUp() {
        if (!node.caughtUp().await(WITHIN, node.streams()::alive)) {
            throw new AssertionError("the installation did not catch up within " + WITHIN);
        }
    }

    /** All calls charged so far. */
    List<ChargedCall> charges() {
        List<ChargedCall> charges = new ArrayList<>();
        new ChargeLog(new TopicTail(client), registry, topics).forEach(charges::add);
        return charges;
    }

    /** The first such call, once it is charged. */
    ChargedCall awaitCharge(String what, Predicate<ChargedCall> wanted) {
        return await("a charge " + what)
                .atMost(WITHIN)
                .until(() -> charges().stream().filter(wanted).toList(), found -> !found.isEmpty())
                .get(0);
    }

    @Override
    public void close() {
        node.close();
        registry.close();
        broker.close();
    }
}
