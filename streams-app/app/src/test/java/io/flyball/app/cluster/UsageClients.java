package io.flyball.app.cluster;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Clients that post native records by a schedule, whatever the answers, and treat them as exporters of OTLP do: after 429,
 * 503 or no answer the same body is sent again, as late as the answer asks for; nothing else is. Each knows what was
 * acknowledged to it.
 */
final class UsageClients implements AutoCloseable {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
    private static final Duration WITHOUT_ANSWER_AGAIN_AFTER = Duration.ofSeconds(1);
    private static final int USERS = 20;

    private final URI door;
    private final String name;
    private final Duration giveUpAfter;
    private final int noteChars;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final ScheduledExecutorService schedule = Executors.newScheduledThreadPool(2);
    private final List<CompletableFuture<Void>> requests = new ArrayList<>();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    private final AtomicInteger retries = new AtomicInteger();
    private final AtomicInteger withoutRetryAfter = new AtomicInteger();
    private final Gaps gaps = new Gaps();

    /** The longest time between two acknowledgements. */
    private static final class Gaps {
        private long lastNanos = System.nanoTime();
        private long longestNanos;

        private synchronized void acknowledged() {
            long now = System.nanoTime();
            longestNanos = Math.max(longestNanos, now - lastNanos);
            lastNanos = now;
        }

        private synchronized long longestMs() {
            return TimeUnit.NANOSECONDS.toMillis(longestNanos);
        }
    }

    /**
     * Clients of one door.
     *
     * @param name begins the ids of their calls
     * @param giveUpAfter after which a request that was not acknowledged is sent no more
     * @param noteChars how large a tag each record has
     */
    UsageClients(int port, String name, Duration giveUpAfter, int noteChars) {
        this.door = URI.create("http://127.0.0.1:" + port + "/v1/usage");
        this.name = name;
        this.giveUpAfter = giveUpAfter;
        this.noteChars = noteChars;
    }

    /** Schedules so many requests, so many a second; answers at once. */
    void start(int count, int perSecond, int batch) {
        for (int i = 0; i < count; i++) {
            List<String> ids = new ArrayList<>();
            for (int j = 0; j < batch; j++) {
                ids.add(name + "-" + i + "-" + j);
            }
            CompletableFuture<Void> settled = new CompletableFuture<>();
            requests.add(settled);
            long delayMs = 1_000L * i / perSecond;
            schedule.schedule(
                    () -> attempt(ids, System.nanoTime() + giveUpAfter.toNanos(), settled),
                    delayMs,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void attempt(List<String> ids, long untilNanos, CompletableFuture<Void> settled) {
        sent.addAll(ids);
        HttpRequest request = HttpRequest.newBuilder(door)
                .timeout(ANSWERS_WITHIN)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(body(ids)))
                .build();
        http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .handle((answer, e) -> retryAfterMs(ids, answer))
                .thenAccept(retryAfterMs -> {
                    if (retryAfterMs.isEmpty() || System.nanoTime() > untilNanos) {
                        settled.complete(null);
                        return;
                    }
                    retries.incrementAndGet();
                    schedule.schedule(
                            () -> attempt(ids, untilNanos, settled), retryAfterMs.getAsLong(), TimeUnit.MILLISECONDS);
                });
    }

    /** Notes the answer; says when to send the same again, if so. */
    private OptionalLong retryAfterMs(List<String> ids, @Nullable HttpResponse<String> answer) {
        if (answer == null) {
            statuses.merge(0, 1, Integer::sum);
            return OptionalLong.of(WITHOUT_ANSWER_AGAIN_AFTER.toMillis());
        }
        statuses.merge(answer.statusCode(), 1, Integer::sum);
        if (answer.statusCode() == 200) {
            acknowledged.addAll(ids);
            gaps.acknowledged();
            return OptionalLong.empty();
        }
        if (answer.statusCode() != 429 && answer.statusCode() != 503) {
            return OptionalLong.empty();
        }
        OptionalLong asked = answer.headers().firstValueAsLong("Retry-After");
        if (asked.isEmpty()) {
            withoutRetryAfter.incrementAndGet();
        }
        return OptionalLong.of(TimeUnit.SECONDS.toMillis(asked.orElse(1)));
    }

    private String body(List<String> ids) {
        StringBuilder lines = new StringBuilder();
        for (String id : ids) {
            lines.append("{\"event_id\":\"" + id + "\",\"time\":" + System.currentTimeMillis()
                    + ",\"model\":\"m-1\",\"user\":\"user-" + Math.floorMod(id.hashCode(), USERS)
                    + "\",\"team\":\"payments\",\"input_tokens\":100,\"output_tokens\":10,\"tags\":{\"note\":\""
                    + "n".repeat(noteChars) + "\"}}\n");
        }
        return lines.toString();
    }

    /** Waits until every request was acknowledged, refused for good or given up. */
    void awaitSettled() throws Exception {
        CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new)).get(5, TimeUnit.MINUTES);
    }

    /** How many requests were acknowledged, refused for good or given up until now. */
    long settled() {
        return requests.stream().filter(CompletableFuture::isDone).count();
    }

    Set<String> sent() {
        return sent;
    }

    Set<String> acknowledged() {
        return acknowledged;
    }

    /** How often each status was answered; 0: there was no answer. */
    Map<Integer, Integer> statuses() {
        return statuses;
    }

    int withoutRetryAfter() {
        return withoutRetryAfter.get();
    }

    @Override
    public String toString() {
        return name + ": " + sent.size() + " events sent, " + acknowledged.size() + " acknowledged, answers " + statuses
                + ", sent again " + retries + " times, longest time without an acknowledgement " + gaps.longestMs()
                + " ms";
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }
}
