package io.flyball.app.cluster;

import static org.awaitility.Awaitility.await;

import io.flyball.app.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process of this test's own: what it prints is kept, and it is stopped by its id. */
public final class ChildProcess implements AutoCloseable {
    /** Where the launcher takes flags for the JVM from. */
    static final String JAVA_OPTIONS_VARIABLE = "FLYBALL_JAVA_OPTS";

    private static final Duration TELLS_WITHIN = Duration.ofSeconds(120);

    private final Process process;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    private ChildProcess(ProcessBuilder builder) {
        try {
            process = builder.redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread reader = new Thread(this::read, "child-" + process.pid());
        reader.setDaemon(true);
        reader.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Any command. */
    public static ChildProcess start(ProcessBuilder builder) {
        return new ChildProcess(builder);
    }

    /** A main class of this test's class path. */
    static ChildProcess java(String mainClass, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.add(mainClass);
        command.addAll(List.of(arguments));
        return new ChildProcess(new ProcessBuilder(command));
    }

    /** A main class of another class path. */
    static ChildProcess java(String classPath, List<String> flags, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-cp", classPath));
        command.addAll(flags);
        command.addAll(arguments);
        return new ChildProcess(new ProcessBuilder(command));
    }

    /** The distribution, by its launcher, as a user starts it. */
    static ChildProcess flyball(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(SharedData.projectRoot().resolve("flyball").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        // what is set for the tests is unknown to the application, which refuses it
        builder.environment().keySet().removeIf(name -> name.startsWith("FLYBALL_"));
        builder.environment().put("FLYBALL_BUILD", "never");
        builder.environment().put(JAVA_OPTIONS_VARIABLE, "-Xmx512m -XX:+UseSerialGC");
        builder.environment().putAll(environment);
        return new ChildProcess(builder);
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(lines::add);
        } catch (UncheckedIOException | IOException ended) {
            lines.add("(its output ended: " + ended.getMessage() + ")");
        }
    }

    /** The rest of the first line that has these words, once it is printed. */
    public String tells(String words) {
        await("\"" + words + "\" among " + lines)
                .atMost(TELLS_WITHIN)
                .until(() -> found(words).isPresent() || !process.isAlive());
        return found(words)
                .orElseThrow(() -> new AssertionError("the process ended with " + process.exitValue() + ": " + lines));
    }

    private Optional<String> found(String words) {
        synchronized (lines) {
            return lines.stream()
                    .filter(line -> line.contains(words))
                    .map(line -> line.substring(line.indexOf(words) + words.length()))
                    .findFirst();
        }
    }

    /** Its exit status; everything it printed is in {@link #output}. */
    public int waitFor() {
        try {
            if (!process.waitFor(TELLS_WITHIN.toSeconds() * 3, TimeUnit.SECONDS)) {
                throw new AssertionError("the process did not end: " + lines);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the process ran: " + lines, e);
        }
        return process.exitValue();
    }

    /** Everything it has printed so far. */
    public String output() {
        return String.join("\n", lines);
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal by its name, such as {@code STOP}; the process may live on. */
    void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError("kill -" + name + " ended with " + status + ": " + lines);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the process was to get a signal", e);
        }
    }

    /** SIGKILL, waits until it is gone, and says with what status it went. */
    int kill() {
        process.destroyForcibly();
        return waitFor();
    }

    /** SIGTERM, on which it may end in its own time; says with what status it did. */
    int end() {
        process.destroy();
        return waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
