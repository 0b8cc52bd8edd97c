package io.flyball.app.cli;

import io.flyball.actuators.memory.Served;
import io.flyball.app.config.ActuatorKeys;
import io.flyball.app.config.ConfigKeys;
import io.flyball.app.config.ConfigSources;
import io.flyball.app.config.FlyballConfig;
import io.flyball.app.config.Role;
import io.flyball.app.feed.Cluster;
import io.flyball.app.feed.ControlSender;
import io.flyball.app.files.PriceBookFile;
import io.flyball.app.node.ActuatorSettings;
import io.flyball.app.node.AlertTargets;
import io.flyball.app.node.GatewayNode;
import io.flyball.app.node.GatewaySettings;
import io.flyball.app.node.GovernorNode;
import io.flyball.app.node.IngestSettings;
import io.flyball.app.node.NodeSettings;
import io.flyball.app.node.TlsSettings;
import io.flyball.core.model.Person;
import io.flyball.runtime.Clocking;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.avro.ControlRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball run}: against a real cluster. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs Flyball against a real cluster until it is told to stop. Settings come from the file, from"
                    + " FLYBALL_...",
            "variables and from flyball. system properties; docs/config.md lists them all."
        },
        footer = {"", "Example:", "  flyball run --config flyball.yaml --role streams"})
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "C", description = "Settings (YAML, JSON or properties).")
    private @Nullable Path configFile;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "streams, ingest, gateway, alerting or all; goes before the file.")
    private @Nullable String role;

    @SuppressWarnings("NullAway.Init")
    RunCommand() {}

    @Override
    public Integer call() throws Exception {
        FlyballConfig config = FlyballConfig.load(
                ConfigSources.ofProcess(configFile, role == null ? Map.of() : Map.of("flyball.roles", role)));
        Map<String, Object> client = config.kafkaClient();
        int port = config.get(ConfigKeys.HTTP_PORT);
        PortCheck.refuseTaken(port);
        if (config.get(ConfigKeys.ROLES).equals(Set.of(Role.GATEWAY))) {
            runGateway(config, client, port);
            return 0;
        }
        List<Person> directory = DirectoryOption.read(config.find(ConfigKeys.DIRECTORY_FILE));
        List<ControlRecord> controls = controls(config, directory);
        String registryUrl = config.get(ConfigKeys.REGISTRY_URL);
        try (Cluster cluster =
                Cluster.connect(client, registryUrl, config.registryClient(), config.get(ConfigKeys.TOPIC_PREFIX))) {
            new ControlSender(client, cluster.registry(), cluster.topics()).send(controls);
            NodeSettings settings = new NodeSettings(
                    client,
                    cluster.topics(),
                    config.streams(),
                    config.streamsOverrides(),
                    config.get(ConfigKeys.DEDUPE_HORIZON).toMillis(),
                    Clocking.LATER_OF_STREAM_AND_WALL,
                    IngestSettings.of(config),
                    GatewaySettings.of(config).with(actuators(config, cluster.registry())),
                    port,
                    TlsSettings.of(config),
                    config.get(ConfigKeys.ROLES));
            AlertTargets alerts = AlertSetup.of(config, this::print);
            runUntilStopped(() -> governor(settings, cluster, alerts));
        }
        return 0;
    }

    /** A node that serves, and where. */
    private record Serving(AutoCloseable node, int httpPort, boolean tls) {}

    private static Serving governor(NodeSettings settings, Cluster cluster, AlertTargets alerts) {
        GovernorNode node = GovernorNode.start(settings, cluster.registry(), alerts, List.of());
        return new Serving(node, node.httpPort(), settings.tls() != null);
    }

    /** Needs neither topics nor a registry: it must start when they are away, and let everything pass. */
    private void runGateway(FlyballConfig config, Map<String, Object> client, int port) throws Exception {
        if (config.find(ActuatorKeys.FILE) == null) {
            runUntilStopped(() -> gateway(config, client, port, null));
            return;
        }
        // Asked for schemas when the first change is written down, not before.
        try (SchemaRegistry registry =
                SchemaRegistry.connect(config.get(ConfigKeys.REGISTRY_URL), config.registryClient())) {
            ActuatorSettings actuators = actuators(config, registry);
            runUntilStopped(() -> gateway(config, client, port, actuators));
        }
    }

    private static Serving gateway(
            FlyballConfig config, Map<String, Object> client, int port, @Nullable ActuatorSettings actuators) {
        TlsSettings tls = TlsSettings.of(config);
        String topic = config.topics().name(Topic.THROTTLE);
        GatewaySettings settings = GatewaySettings.of(config).with(actuators);
        GatewayNode node = GatewayNode.start(client, topic, settings, port, tls);
        return new Serving(node, node.httpPort(), tls != null);
    }

    private static @Nullable ActuatorSettings actuators(FlyballConfig config, SchemaRegistry registry) {
        List<Served> served =
                config.get(ConfigKeys.ROLES).contains(Role.GATEWAY) ? ActuatorSetup.of(config) : List.of();
        String group = config.get(ConfigKeys.APPLICATION_ID) + "-actuators";
        return served.isEmpty() ? null : new ActuatorSettings(served, registry, config.topics(), group);
    }

    private void runUntilStopped(Supplier<Serving> start) throws Exception {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(stop, stopped), "flyball-stop"));
        Serving serving = start.get();
        try (AutoCloseable node = serving.node()) {
            spec.commandLine()
                    .getOut()
                    .println("flyball runs at " + (serving.tls() ? "https" : "http") + "://localhost:"
                            + serving.httpPort());
            spec.commandLine().getOut().flush();
            stop.await();
        } finally {
            stopped.countDown();
        }
    }

    private static void drain(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<ControlRecord> controls(FlyballConfig config, List<Person> directory) {
        List<ControlRecord> changes = new ArrayList<>();
        Path policy = config.find(ConfigKeys.POLICY_FILE);
        if (policy != null) {
            changes.add(ControlMapping.ofPolicy(
                    PolicyOption.read(policy, directory, spec.commandLine().getErr())));
        }
        Path prices = config.find(ConfigKeys.PRICES_FILE);
        if (prices != null) {
            PriceBookFile.byModel(PriceBookFile.read(prices))
                    .forEach((model, rows) -> changes.add(ControlMapping.ofPrices(model, rows)));
        }
        directory.forEach(person -> changes.add(ControlMapping.ofPerson(person)));
        return changes;
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
