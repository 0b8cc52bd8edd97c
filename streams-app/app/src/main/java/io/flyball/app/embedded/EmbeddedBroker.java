package io.flyball.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker (KRaft, broker and controller in one) in this process on loopback, with its log in a folder of its
 * own that goes with it, unless it was given one. Up in 3 to 4 s. For replays, the demo and tests, never for keeping
 * anything.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final int NODE_ID = 1;

    private final @Nullable Path temporaryFolder;
    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedBroker(@Nullable Path temporaryFolder, KafkaRaftServer server, String bootstrapServers) {
        this.temporaryFolder = temporaryFolder;
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts a broker on a free port. */
    public static EmbeddedBroker start() {
        try {
            Path folder = Files.createTempDirectory("flyball-broker-");
            return start(folder, folder, freePort(), freePort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a broker on a folder that outlives it: with the same ports it goes on where an earlier one ended. */
    public static EmbeddedBroker startOn(Path folder, int brokerPort, int controllerPort) {
        return start(folder, null, brokerPort, controllerPort);
    }

    private static EmbeddedBroker start(
            Path folder, @Nullable Path temporaryFolder, int brokerPort, int controllerPort) {
        Path log = folder.resolve("log");
        if (!Files.exists(log)) {
            format(log);
        }
        KafkaRaftServer server =
                new KafkaRaftServer(new KafkaConfig(properties(log, brokerPort, controllerPort)), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(temporaryFolder, server, "127.0.0.1:" + brokerPort);
    }

    /** Where clients connect. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    private static void format(Path log) {
        try {
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE_ID)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(log.toString())
                    .addDirectory(log.toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setPrintStream(new java.io.PrintStream(
                            java.io.OutputStream.nullOutputStream(), false, java.nio.charset.StandardCharsets.UTF_8))
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Expected to format an empty folder for the broker, but " + e.getMessage(), e);
        }
    }

    private static Properties properties(Path log, int brokerPort, int controllerPort) {
        Properties p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", Integer.toString(NODE_ID));
        p.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        p.put("controller.listener.names", "CONTROLLER");
        p.put("listeners", "PLAINTEXT://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + brokerPort);
        p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.put("log.dirs", log.toString());
        p.put("auto.create.topics.enable", "false");
        p.put("offsets.topic.replication.factor", "1");
        p.put("offsets.topic.num.partitions", "4");
        p.put("transaction.state.log.replication.factor", "1");
        p.put("transaction.state.log.min.isr", "1");
        p.put("transaction.state.log.num.partitions", "4");
        p.put("share.coordinator.state.topic.replication.factor", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("group.initial.rebalance.delay.ms", "0");
        p.put("log.index.size.max.bytes", "1048576");
        p.put("log.cleaner.dedupe.buffer.size", "4194304");
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "4");
        p.put("socket.request.max.bytes", "104857600");
        p.put("metric.reporters", "");
        return p;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Stops the broker and deletes its folder, unless that was given to it. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        if (temporaryFolder != null) {
            TemporaryFolder.delete(temporaryFolder);
        }
    }
}
