package io.flyball.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.flyball.schemas.testing.RegistryProcess;
import java.nio.file.Path;
import java.util.Map;

/** A broker and a registry in processes of their own, with Flyball's topics and the test price book on them. */
final class RealCluster implements AutoCloseable {
    static final int PARTITIONS = 4;

    private final ChildProcess brokerProcess;
    private final RegistryProcess registry;
    private final String brokers;
    private final Path stateDir;
    private final String applicationId;

    private RealCluster(
            ChildProcess brokerProcess, RegistryProcess registry, String brokers, Path stateDir, String applicationId) {
        this.brokerProcess = brokerProcess;
        this.registry = registry;
        this.brokers = brokers;
        this.stateDir = stateDir;
        this.applicationId = applicationId;
    }

    /** Starts both and sets them up; skips the test where there is no registry to start. */
    static RealCluster start(Path stateDir, Path priceBook) throws InterruptedException {
        assumeTrue(RegistryProcess.home().isPresent(), RegistryProcess.HOW_TO_GET_ONE);
        ChildProcess brokerProcess = ChildProcess.java(BrokerMain.class.getName());
        RegistryProcess registry = RegistryProcess.start(RegistryProcess.home().orElseThrow());
        RealCluster cluster = new RealCluster(
                brokerProcess, registry, brokerProcess.tells(BrokerMain.READY), stateDir, "flyball-test");
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

    String brokers() {
        return brokers;
    }

    String registryUrl() {
        return registry.url();
    }

    /** Runs a command to its end, which must be good. */
    void run(String... arguments) throws InterruptedException {
        try (ChildProcess command = ChildProcess.flyball(Map.of(), arguments)) {
            assertThat(command.waitFor()).as(command.output()).isZero();
        }
    }

    /** Runs a command that is told where the cluster is. */
    void runOnCluster(String... arguments) throws InterruptedException {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 4);
        all[arguments.length] = "--brokers";
        all[arguments.length + 1] = brokers;
        all[arguments.length + 2] = "--registry";
        all[arguments.length + 3] = registry.url();
        run(all);
    }

    /** Starts the application on its state; it may be killed and started again. */
    ChildProcess startApplication() {
        return ChildProcess.flyball(
                Map.of(
                        "FLYBALL_BOOTSTRAP_SERVERS",
                        brokers,
                        "FLYBALL_REGISTRY_URL",
                        registry.url(),
                        "FLYBALL_APPLICATION_ID",
                        applicationId,
                        "FLYBALL_STATE_DIR",
                        stateDir.toString(),
                        "FLYBALL_GROUP_INSTANCE_ID",
                        "member-0",
                        "FLYBALL_REPLICATION_FACTOR",
                        "1",
                        "FLYBALL_HTTP_PORT",
                        "0"),
                "run",
                "--role",
                "streams");
    }

    /** Where the application said its doors are. */
    static String address(ChildProcess application) {
        return application.tells("flyball runs at ").strip();
    }

    @Override
    public void close() {
        registry.close();
        brokerProcess.close();
    }
}
