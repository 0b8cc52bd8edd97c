package io.flyball.bench;

import io.flyball.bench.traffic.UsageTraffic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Users who cross the standard policy's threshold with one call each, and how long until a check says so. */
final class PaceRun {
    /** At the dearest model's price more than the threshold of $4,000. */
    private static final long CROSSING_OUTPUT_TOKENS = 200_000_000;

    private static final Duration GIVE_UP = Duration.ofSeconds(120);
    /** Of all lanes together: checks must not take the processor from what they wait for. */
    private static final long BETWEEN_CHECKS_NANOS = 1_000_000;

    private static final String PACED = "\"level\":\"pace\"";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final int atOnce;

    /**
     * @param url of ingest and sidecar, without a path
     * @param atOnce users under way at the same time
     */
    PaceRun(String url, int atOnce) {
        this.url = url;
        this.atOnce = atOnce;
    }

    /** From acknowledgement to pace, ascending, ns. */
    record Lags(long[] sortedNanos) {
        /** The smallest that so many percent do not exceed. */
        double ms(double percent) {
            int rank = (int) Math.ceil(percent / 100 * sortedNanos.length);
            return sortedNanos[Math.max(0, rank - 1)] / 1e6;
        }
    }

    /** Runs so many users, whose names begin with that. */
    Lags run(String prefix, int users) {
        long[] nanos = new long[users];
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            CompletableFuture<?>[] lanes = new CompletableFuture<?>[atOnce];
            for (int lane = 0; lane < atOnce; lane++) {
                lanes[lane] = CompletableFuture.runAsync(
                        () -> {
                            for (int i = next.getAndIncrement(); i < users; i = next.getAndIncrement()) {
                                nanos[i] = lag(prefix + "-" + i);
                            }
                        },
                        threads);
            }
            CompletableFuture.allOf(lanes).join();
        } finally {
            threads.shutdownNow();
        }
        Arrays.sort(nanos);
        return new Lags(nanos);
    }

    private long lag(String user) {
        String usage =
                "{\"event_id\":\"call-of-%s\",\"time\":\"%s\",\"model\":\"%s\",\"user\":\"%s\",\"output_tokens\":%d}"
                        .formatted(user, Instant.now(), UsageTraffic.DEAREST_MODEL, user, CROSSING_OUTPUT_TOKENS);
        HttpResponse<String> acknowledged = post("/v1/usage", usage);
        long acknowledgedNanos = System.nanoTime();
        if (acknowledged.statusCode() != 200) {
            throw new IllegalStateException("Expected the call to be taken, but: " + acknowledged.body());
        }
        String check = "{\"user\":\"" + user + "\",\"session\":\"s-" + user + "\"}";
        while (!post("/v1/check", check).body().contains(PACED)) {
            if (System.nanoTime() - acknowledgedNanos > GIVE_UP.toNanos()) {
                throw new IllegalStateException("Expected " + user + " to be paced within " + GIVE_UP);
            }
            LockSupport.parkNanos(atOnce * BETWEEN_CHECKS_NANOS);
        }
        return System.nanoTime() - acknowledgedNanos;
    }

    private HttpResponse<String> post(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("Expected an answer at " + path + ", but " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
