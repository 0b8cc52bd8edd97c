package io.flyball.schemas.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real schema registry (Apicurio, with Confluent's API) in a process of its own: on the loopback, on a port the system
 * chooses, in memory, gone at {@link #close} or with this JVM.
 */
public final class RegistryProcess implements AutoCloseable {
    /** What a test says when it skips for want of a registry. */
    public static final String HOW_TO_GET_ONE = "No registry here: run Maven with -Pregistry once, which unpacks one to"
            + " schemas/target/registry, or set FLYBALL_REGISTRY_HOME to an unpacked Apicurio.";

    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://127\\.0\\.0\\.1:[0-9]+)");
    private static final long START_TIMEOUT_S = 240;
    private static final long STOP_TIMEOUT_S = 10;
    private static final int KEPT_LINES = 50;

    private final Process process;
    private final Thread endWithThisJvm;
    private final CompletableFuture<String> address = new CompletableFuture<>();
    private final Deque<String> lastLines = new ArrayDeque<>();

    private RegistryProcess(Process process) {
        this.process = process;
        this.endWithThisJvm = new Thread(process::destroyForcibly, "registry-end");
    }

    /** The folder of an unpacked registry: as the environment says, else where {@code -Pregistry} puts it. */
    public static Optional<Path> home() {
        String given = System.getenv("FLYBALL_REGISTRY_HOME");
        if (given != null && !given.isEmpty()) {
            return Optional.of(Path.of(given));
        }
        Path from = Path.of("").toAbsolutePath();
        return Stream.iterate(from, folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve(Path.of("schemas", "target", "registry")))
                .filter(folder -> runner(folder).isPresent())
                .findFirst();
    }

    /** Starts a registry and returns when it listens; some 6 to 15 s. */
    public static RegistryProcess start(Path home) {
        Path runner = runner(home)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected a registry in " + home + ", but there is no *-runner.jar: " + HOW_TO_GET_ONE));
        try {
            Process started = new ProcessBuilder(command(runner))
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .start();
            RegistryProcess registry = new RegistryProcess(started);
            Runtime.getRuntime().addShutdownHook(registry.endWithThisJvm);
            registry.readOutput();
            return registry.awaitListening();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The URL of Confluent's API. */
    public String url() {
        return address.join() + "/apis/ccompat/v7";
    }

    /** The process id, for tests that want to stop it the hard way. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(endWithThisJvm);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> command(Path runner) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=0",
                "-Dquarkus.log.category.\"io.quarkus\".level=INFO",
                "-jar",
                runner.toAbsolutePath().toString());
    }

    private static Optional<Path> runner(Path home) {
        if (!Files.isDirectory(home)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readOutput() {
        Thread reader = new Thread(this::readLines, "registry-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Reads to the end, for a process whose output nobody reads stands still. */
    private void readLines() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    address.complete(listening.group(1));
                }
            }
            address.completeExceptionally(new IllegalStateException("the process ended"));
        } catch (IOException e) {
            address.completeExceptionally(e);
        }
    }

    private synchronized void keep(String line) {
        lastLines.addLast(line);
        if (lastLines.size() > KEPT_LINES) {
            lastLines.removeFirst();
        }
    }

    private synchronized String lastOutput() {
        return String.join("\n", lastLines);
    }

    private RegistryProcess awaitListening() {
        try {
            address.get(START_TIMEOUT_S, TimeUnit.SECONDS);
            return this;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            close();
            throw new IllegalStateException("The registry did not start (" + e + "); it said:\n" + lastOutput(), e);
        }
    }
}
