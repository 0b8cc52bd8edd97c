package io.flyball.schemas;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real broker on the loopback, with its log in a given folder. */
final class BrokerInProcess implements AutoCloseable {
    private static final String NODE_ID = "1";

    private final KafkaRaftServer server;
    private final String address;

    private BrokerInProcess(KafkaRaftServer server, String address) {
        this.server = server;
        this.address = address;
    }

    static BrokerInProcess start(Path folder) throws Exception {
        String log = folder.resolve("log").toString();
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(Integer.parseInt(NODE_ID))
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(log)
                .addDirectory(log)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
        String broker = "127.0.0.1:" + freePort();
        String controller = "127.0.0.1:" + freePort();
        KafkaRaftServer server = new KafkaRaftServer(
                new KafkaConfig(Map.ofEntries(
                        Map.entry("process.roles", "broker,controller"),
                        Map.entry("node.id", NODE_ID),
                        Map.entry("controller.quorum.voters", NODE_ID + "@" + controller),
                        Map.entry("controller.listener.names", "CONTROLLER"),
                        Map.entry("listeners", "PLAINTEXT://" + broker + ",CONTROLLER://" + controller),
                        Map.entry("advertised.listeners", "PLAINTEXT://" + broker),
                        Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                        Map.entry("auto.create.topics.enable", "false"),
                        Map.entry("log.index.size.max.bytes", "1048576"),
                        Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
                        Map.entry("log.dirs", log))),
                Time.SYSTEM);
        server.startup();
        return new BrokerInProcess(server, broker);
    }

    /** Where clients connect. */
    String address() {
        return address;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
