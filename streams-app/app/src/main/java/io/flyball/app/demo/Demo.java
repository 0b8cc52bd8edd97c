package io.flyball.app.demo;

import io.flyball.alerting.channel.ConsoleChannel;
import io.flyball.app.config.Role;
import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.app.embedded.TemporaryFolder;
import io.flyball.app.feed.ControlSender;
import io.flyball.app.feed.UsageSender;
import io.flyball.app.files.PriceBookFile;
import io.flyball.app.node.AlertTargets;
import io.flyball.app.node.GovernorNode;
import io.flyball.app.node.NodeSettings;
import io.flyball.core.govern.Policy;
import io.flyball.ingest.record.SourceCoordinates;
import io.flyball.runtime.StreamsConfigs;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.avro.ControlRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/**
 * Everything in one JVM: broker, registry, topology, alerting, page; a generated company's last three days, then its
 * traffic at true speed. One user crosses $4,000 in three days within the first live half minute.
 */
public final class Demo {
    private static final int PARTITIONS = 4;
    private static final Duration CATCHES_UP_WITHIN = Duration.ofMinutes(3);
    private static final Duration COMMIT_EVERY = Duration.ofMillis(100);

    private final DemoConsole console;
    private final long seed;
    private final int port;

    public Demo(DemoConsole console, long seed, int port) {
        this.console = console;
        this.seed = seed;
        this.port = port;
    }

    /** Runs for that long, counted from the first live event, or until the thread is interrupted. */
    public void run(Duration liveFor) throws IOException {
        Path stateDir = Files.createTempDirectory("flyball-state-");
        console.say("starting an embedded Kafka broker");
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                SchemaRegistry registry = SchemaRegistry.inMemory()) {
            run(broker, registry, stateDir, liveFor);
        } finally {
            TemporaryFolder.delete(stateDir);
        }
    }

    private void run(EmbeddedBroker broker, SchemaRegistry registry, Path stateDir, Duration liveFor)
            throws IOException {
        TopicCatalogue topics = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, PARTITIONS, (short) 1);
        Map<String, Object> client = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            topics.create(admin);
        }
        new ControlSender(client, registry, topics).send(controls());
        NodeSettings settings = NodeSettings.usual(
                        client,
                        topics,
                        new StreamsConfigs(
                                broker.bootstrapServers(), "flyball-demo", stateDir.toString(), 1, COMMIT_EVERY),
                        EnumSet.allOf(Role.class))
                .withHttpPort(port);
        try (GovernorNode node = GovernorNode.start(
                settings, registry, AlertTargets.ofOne(new ConsoleChannel(console::alert)), List.of(console))) {
            console.say("page at http://localhost:" + node.httpPort());
            feed(client, registry, topics, node, liveFor);
        }
    }

    private void feed(
            Map<String, Object> client,
            SchemaRegistry registry,
            TopicCatalogue topics,
            GovernorNode node,
            Duration liveFor) {
        try (UsageSender sender =
                new UsageSender(client, registry, topics, UsageSender.Stamping.NONE, (read, total, records) -> {})) {
            CompanyTraffic traffic = new CompanyTraffic(seed, CompanyShape.standard());
            long nowMs = System.currentTimeMillis();
            console.say("the last three days of a made-up company");
            TrafficStream history = traffic.backfill(nowMs);
            SourceCoordinates source = new SourceCoordinates("demo", 0);
            while (history.hasNext()) {
                sender.accept(history.nextEvent(), source);
            }
            sender.flush();
            console.say(sender.sent() + " calls of history sent");
            awaitCaughtUp(node);
            console.say("history is counted; now live");
            live(traffic.live(nowMs), sender, source, System.currentTimeMillis() + liveFor.toMillis());
            sender.flush();
            awaitCaughtUp(node);
            console.say(sender.sent() + " calls sent in all; stopping");
        }
    }

    private static void awaitCaughtUp(GovernorNode node) {
        node.caughtUp().await(CATCHES_UP_WITHIN, node.streams()::alive);
    }

    private static void live(TrafficStream traffic, UsageSender sender, SourceCoordinates source, long untilMs) {
        while (traffic.nextTimeMs() < untilMs) {
            if (!pauseUntil(traffic.nextTimeMs())) {
                return;
            }
            sender.accept(traffic.nextEvent(), source);
        }
        pauseUntil(untilMs);
    }

    /** False where the thread was interrupted: a person asked for the end. */
    private static boolean pauseUntil(long timeMs) {
        try {
            Thread.sleep(Math.max(0, timeMs - System.currentTimeMillis()));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<ControlRecord> controls() throws IOException {
        Path file = Files.createTempFile("flyball-demo-prices-", ".yaml");
        try (InputStream in = Objects.requireNonNull(Demo.class.getResourceAsStream(DemoPrices.RESOURCE))) {
            Files.write(file, in.readAllBytes());
            List<ControlRecord> changes = new ArrayList<>();
            changes.add(ControlMapping.ofPolicy(Policy.standard()));
            PriceBookFile.byModel(PriceBookFile.read(file))
                    .forEach((model, rows) -> changes.add(ControlMapping.ofPrices(model, rows)));
            return changes;
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
