package io.flyball.app.cluster;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Calls of several users through a gateway at a constant rate, whatever the answers; each answer is kept. */
final class GatewayTraffic implements AutoCloseable {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);

    private final URI gateway;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ScheduledExecutorService schedule = Executors.newScheduledThreadPool(1);
    private final List<CompletableFuture<Void>> requests = new ArrayList<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

    /**
     * One answer.
     *
     * @param sentMs when it was asked for, epoch ms
     * @param tookMs until it was there
     * @param status of HTTP; 0: there was none
     * @param level what the sidecar said of the call; empty: the gateway went on without it
     * @param stale whether it said that it is stale
     */
    record Answer(String user, long sentMs, long tookMs, int status, String level, boolean stale) {}

    GatewayTraffic(URI gateway) {
        this.gateway = gateway;
    }

    /** Begins to call for these users in turns, so often a second in all. */
    void start(List<String> users, int perSecond) {
        int[] turn = {0};
        schedule.scheduleAtFixedRate(
                () -> call(users.get(turn[0]++ % users.size())), 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    }

    private void call(String user) {
        long sentMs = System.currentTimeMillis();
        long sentNanos = System.nanoTime();
        HttpRequest request = HttpRequest.newBuilder(gateway)
                .timeout(ANSWERS_WITHIN)
                .headers("x-flyball-user", user, "x-claude-code-session-id", "session-of-" + user)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        CompletableFuture<Void> settled = http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .handle((answer, e) -> {
                    long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sentNanos);
                    answers.add(answer(user, sentMs, tookMs, answer));
                    return null;
                });
        synchronized (requests) {
            requests.add(settled);
        }
    }

    private static Answer answer(String user, long sentMs, long tookMs, @Nullable HttpResponse<String> answer) {
        return answer == null
                ? new Answer(user, sentMs, tookMs, 0, "", false)
                : new Answer(
                        user,
                        sentMs,
                        tookMs,
                        answer.statusCode(),
                        answer.headers().firstValue("x-flyball-level").orElse(""),
                        answer.headers().firstValue("x-flyball-stale").isPresent());
    }

    /** Answers to what was sent from that instant on, in the order of sending. */
    List<Answer> since(long sentMs, Predicate<Answer> which) {
        return answers.stream()
                .filter(answer -> answer.sentMs() >= sentMs)
                .filter(which)
                .sorted((one, other) -> Long.compare(one.sentMs(), other.sentMs()))
                .toList();
    }

    /** Sends no more, waits for what is under way, and says how much was sent. */
    int stop() throws Exception {
        schedule.shutdown();
        if (!schedule.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new AssertionError("the schedule did not end");
        }
        synchronized (requests) {
            CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new)).get(1, TimeUnit.MINUTES);
            return requests.size();
        }
    }

    /** How often each user got each status. */
    Map<String, Map<Integer, Integer>> statuses() {
        Map<String, Map<Integer, Integer>> statuses = new TreeMap<>();
        answers.forEach(answer -> statuses.computeIfAbsent(answer.user(), user -> new TreeMap<>())
                .merge(answer.status(), 1, Integer::sum));
        return statuses;
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }
}
