package io.flyball.app.cluster;

import io.flyball.app.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/**
 * A standalone worker of Kafka Connect in a process of its own, with nothing on its class path but Kafka Connect: the
 * plugins come from their folder by its plugin path, as they do where they are deployed. Its offsets outlive it.
 */
final class ConnectWorker {
    private static final Path BUILT = SharedData.projectRoot().resolve(Path.of("connectors", "connect", "target"));

    private final Path folder;
    private final List<String> connectors = new ArrayList<>();

    /** @param folder where its settings and offsets lie */
    ConnectWorker(Path folder, String brokers) {
        this.folder = folder;
        write("worker.properties", """
                bootstrap.servers=%s
                key.converter=org.apache.kafka.connect.converters.ByteArrayConverter
                value.converter=org.apache.kafka.connect.converters.ByteArrayConverter
                offset.storage.file.filename=%s
                offset.flush.interval.ms=200
                plugin.path=%s
                plugin.discovery=service_load
                listeners=http://127.0.0.1:0
                """.formatted(brokers, folder.resolve("offsets"), BUILT.resolve("plugin")));
    }

    /** Skips the test where the plugins or the worker were not built. */
    static void assumeBuilt() {
        Assumptions.assumeTrue(
                Files.isDirectory(BUILT.resolve("plugin")) && Files.isDirectory(BUILT.resolve("worker")),
                () -> "SKIPPED: the Connect plugins are not built: run mvn package -pl connectors/connect -am.");
    }

    /** Adds a connector. */
    void add(String name, Map<String, String> settings) {
        String config = settings.entrySet().stream()
                .map(setting -> "\"" + setting.getKey() + "\":\"" + setting.getValue() + "\"")
                .collect(Collectors.joining(","));
        connectors.add(write(name + ".json", "{\"name\":\"" + name + "\",\"config\":{" + config + "}}"));
    }

    /** Starts it; it goes on where the one before it had committed. */
    ChildProcess start() {
        String logging = Objects.requireNonNull(ConnectWorker.class.getResource("/logback-test.xml"))
                .toString();
        List<String> arguments = new ArrayList<>();
        arguments.add("org.apache.kafka.connect.cli.ConnectStandalone");
        arguments.add(folder.resolve("worker.properties").toString());
        arguments.addAll(connectors);
        return ChildProcess.java(
                BUILT.resolve(Path.of("worker", "lib")) + "/*",
                List.of("-Dlogback.configurationFile=" + logging, "-XX:TieredStopAtLevel=1"),
                arguments);
    }

    private String write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
