package io.flyball.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** {@code flyball run} in a process of its own. */
final class RunningApplication implements AutoCloseable {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);

    /** What a process ends with that was killed by signal 9. */
    private static final int KILLED = 128 + 9;

    /** And by signal 15. */
    private static final int TERMINATED = 128 + 15;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ChildProcess process;

    RunningApplication(ChildProcess process) {
        this.process = process;
    }

    /** Where it said its doors are. */
    String address() {
        return process.tells("flyball runs at ").strip();
    }

    String output() {
        return process.output();
    }

    UsageMetrics metrics() throws IOException, InterruptedException {
        return UsageMetrics.parse(scrape());
    }

    /** Its metrics in Prometheus' text format. */
    String scrape() throws IOException, InterruptedException {
        HttpRequest scrape = HttpRequest.newBuilder(URI.create(address() + "/metrics"))
                .timeout(ANSWERS_WITHIN)
                .build();
        return http.send(scrape, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** SIGKILL; it must have been running until now. */
    void kill() {
        assertThat(process.kill()).as(process.output()).isEqualTo(KILLED);
    }

    /** SIGTERM; returns when it has ended by itself. */
    void stop() {
        process.signal("TERM");
        assertThat(process.waitFor()).as(process.output()).isEqualTo(TERMINATED);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.close();
    }
}
