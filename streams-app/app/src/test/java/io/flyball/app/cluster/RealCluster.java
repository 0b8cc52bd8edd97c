package io.flyball.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.testing.RegistryProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** A broker and a registry in processes of their own, with Flyball's topics and the test price book on them. */
final class RealCluster implements AutoCloseable {
    static final int PARTITIONS = 4;
    static final int GATEWAY_STALE_AFTER_SECONDS = 5;

    /** Two dozen short-lived processes: what the second compiler would win comes after their end. */
    private static final String JAVA_OPTIONS = "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    private final BrokerProcess broker;
    private final RegistryProcess registry;
    private final String brokers;
    private final Path stateDir;
    private final Admin admin;
    private final List<AutoCloseable> applications = new ArrayList<>();

    private RealCluster(BrokerProcess broker, RegistryProcess registry, Path stateDir) {
        this.broker = broker;
        this.registry = registry;
        this.brokers = broker.bootstrapServers();
        this.stateDir = stateDir;
        this.admin = Admin.create(Map.of("bootstrap.servers", brokers));
    }

    /** Starts both and sets them up; there must be a {@link RegistryProcess#home}. */
    static RealCluster start(Path stateDir, Path priceBook) {
        BrokerProcess broker = BrokerProcess.start(stateDir.resolveSibling("broker"));
        RegistryProcess registry = RegistryProcess.start(RegistryProcess.home().orElseThrow());
        RealCluster cluster = new RealCluster(broker, registry, stateDir);
        cluster.run(
                "topics",
                "create",
                "--brokers",
                cluster.brokers,
                "--partitions",
                Integer.toString(PARTITIONS),
                "--replication-factor",
                "1");
        cluster.runOnCluster("prices", "import", priceBook.toString());
        return cluster;
    }

    BrokerProcess broker() {
        return broker;
    }

    String brokers() {
        return brokers;
    }

    String registryUrl() {
        return registry.url();
    }

    /** How many records are on the usage topic. */
    long recordsSent() {
        String usage = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, PARTITIONS, (short) 1).name(Topic.USAGE);
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(usage, partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        try {
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("the broker does not answer", e);
        }
    }

    /** Runs a command to its end, which must be good. */
    void run(String... arguments) {
        try (ChildProcess command =
                ChildProcess.flyball(Map.of(ChildProcess.JAVA_OPTIONS_VARIABLE, JAVA_OPTIONS), arguments)) {
            assertThat(command.waitFor()).as(command.output()).isZero();
        }
    }

    /** Runs a command that is told where the cluster is. */
    void runOnCluster(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--brokers", brokers, "--registry", registry.url()));
        run(all.toArray(String[]::new));
    }

    /** Starts the application on its state; it may be killed and started again. */
    RunningApplication startApplication() {
        return start("streams", Map.of(ChildProcess.JAVA_OPTIONS_VARIABLE, JAVA_OPTIONS, "FLYBALL_HTTP_PORT", "0"));
    }

    /** Starts the ingest doors on that port; they may be killed and started again. */
    RunningApplication startIngest(int port, String javaOptions, String memory) {
        return start(
                "ingest",
                Map.of(
                        ChildProcess.JAVA_OPTIONS_VARIABLE,
                        javaOptions,
                        "FLYBALL_HTTP_PORT",
                        Integer.toString(port),
                        "FLYBALL_INGEST_MEMORY",
                        memory));
    }

    /** Starts a sidecar on that port, stale after 5 s without a word from the broker; it may be killed and started again. */
    RunningApplication startGateway(int port) {
        return start(
                "gateway",
                Map.of(
                        ChildProcess.JAVA_OPTIONS_VARIABLE,
                        JAVA_OPTIONS,
                        "FLYBALL_HTTP_PORT",
                        Integer.toString(port),
                        "FLYBALL_GATEWAY_STALE_AFTER",
                        GATEWAY_STALE_AFTER_SECONDS + "s"));
    }

    private RunningApplication start(String role, Map<String, String> ofTheRole) {
        Map<String, String> environment = new HashMap<>(ofTheRole);
        environment.put("FLYBALL_BOOTSTRAP_SERVERS", brokers);
        environment.put("FLYBALL_REGISTRY_URL", registry.url());
        environment.put("FLYBALL_APPLICATION_ID", "flyball-test");
        environment.put("FLYBALL_STATE_DIR", stateDir.toString());
        environment.put("FLYBALL_GROUP_INSTANCE_ID", "member-0");
        environment.put("FLYBALL_REPLICATION_FACTOR", "1");
        RunningApplication application =
                new RunningApplication(ChildProcess.flyball(environment, "run", "--role", role));
        applications.add(application);
        return application;
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable application : applications) {
            application.close();
        }
        admin.close();
        registry.close();
        broker.close();
    }
}
