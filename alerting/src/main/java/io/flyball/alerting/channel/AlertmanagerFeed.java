package io.flyball.alerting.channel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.flyball.alerting.cases.AlertCase;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.DeliveryResult.Delivered;
import io.flyball.alerting.cases.DeliveryResult.RetryLater;
import io.flyball.alerting.cases.TestMessage;
import io.flyball.alerting.words.AlertWords;
import io.flyball.alerting.words.ThrottleWords;
import io.flyball.core.detect.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an Alertmanager what is on, by its API v2. As it expects of its clients, all that is open is sent again every
 * minute with an end a few minutes ahead, and what is over for a quarter of an hour with the end it had; so a failed try is
 * mended by the next, and an Alertmanager that forgot learns anew. Silences, grouping and receivers are its own business.
 */
public final class AlertmanagerFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerFeed.class);
    private static final String PATH = "/api/v2/alerts";
    private static final long EVERY_MS = 60_000;
    private static final long AGAIN_AFTER_MS = 15_000;
    private static final long CLOSEST_MS = 1_000;
    private static final long ENDS_AFTER_MS = 5 * 60_000;
    private static final long OVER_FOR_MS = 15 * 60_000;
    private static final long TEST_FOR_MS = 2 * 60_000;
    private static final int MOST_IN_ONE = 200;
    private static final String TEST_NAME = "FlyballTest";

    private final JsonPost post;
    private final String pageUrl;
    private final LongSupplier clock;
    private final Semaphore changed = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile List<AlertCase> cases = List.of();

    /**
     * @param url of the Alertmanager, without a slash at its end
     * @param pageUrl where the page is; empty: alerts have no link
     */
    public AlertmanagerFeed(String url, String pageUrl, LongSupplier clock) {
        this.post = new JsonPost(url + PATH, "Alertmanager");
        this.pageUrl = pageUrl;
        this.clock = clock;
        this.thread = new Thread(this::run, "flyball-alerts-alertmanager");
        this.thread.setDaemon(true);
    }

    /** Begins to send; once only. */
    public void start() {
        thread.start();
    }

    /** Takes in all cases as they are now. */
    public void show(List<AlertCase> all) {
        cases = all;
        changed.release();
    }

    private void run() {
        try {
            while (closing.getCount() > 0) {
                long restMs = send();
                boolean unused = closing.await(Math.max(CLOSEST_MS, restMs), TimeUnit.MILLISECONDS);
                if (restMs == 0 && changed.tryAcquire(EVERY_MS, TimeUnit.MILLISECONDS)) {
                    changed.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends all; answers how long to rest, 0: not at all. */
    private long send() {
        long nowMs = clock.getAsLong();
        List<AlertCase> shown = cases.stream()
                .filter(of -> of.course().open() || nowMs - of.course().closedAtMs() <= OVER_FOR_MS)
                .toList();
        long restMs = 0;
        for (int from = 0; from < shown.size(); from += MOST_IN_ONE) {
            JsonArray alerts = new JsonArray();
            shown.subList(from, Math.min(from + MOST_IN_ONE, shown.size())).forEach(of -> alerts.add(alert(of, nowMs)));
            JsonPost.Posted posted = post.post(alerts.toString(), Map.of(), nowMs);
            if (posted.failure() != null) {
                LOG.warn(
                        "Alertmanager was not told {} of {} alerts: {}", alerts.size(), shown.size(), posted.failure());
                long askedMs = posted.failure() instanceof RetryLater later ? later.afterMs() : 0;
                if (askedMs > 0 || posted.status() == 0) {
                    return askedMs > 0 ? askedMs : AGAIN_AFTER_MS; // It would say the same to the others.
                }
                restMs = AGAIN_AFTER_MS; // The others would lapse, as if they were over.
            }
        }
        return restMs;
    }

    /** Sends one alert that says by its name that it is a test, and ends in two minutes. */
    public DeliveryResult tryOut() {
        long nowMs = clock.getAsLong();
        JsonObject labels = new JsonObject();
        labels.addProperty("alertname", TEST_NAME);
        labels.addProperty("severity", Severity.LOW.wireName());
        JsonObject annotations = new JsonObject();
        annotations.addProperty("summary", TestMessage.TEXT);
        JsonArray alerts = new JsonArray();
        alerts.add(alert(labels, annotations, nowMs, nowMs + TEST_FOR_MS));
        DeliveryResult failure = post.post(alerts.toString(), Map.of(), nowMs).failure();
        return failure == null ? new Delivered(TEST_NAME) : failure;
    }

    private JsonObject alert(AlertCase of, long nowMs) {
        JsonObject labels = new JsonObject();
        labels.addProperty("alertname", "FlyballFinding");
        labels.addProperty("kind", of.key().kind());
        labels.addProperty("scope", of.key().scope());
        if (!of.key().window().isEmpty()) {
            labels.addProperty("window", of.key().window());
        }
        labels.addProperty("severity", of.course().severity().wireName());
        JsonObject annotations = new JsonObject();
        annotations.addProperty("summary", AlertWords.what(of.course().latest()));
        annotations.addProperty(
                "description",
                of.course().latest().getText() + " "
                        + ThrottleWords.plain(of.course().latest()));
        long endMs = of.course().open() ? nowMs + ENDS_AFTER_MS : of.course().closedAtMs();
        return alert(labels, annotations, of.course().openedAtMs(), endMs);
    }

    private JsonObject alert(JsonObject labels, JsonObject annotations, long startMs, long endMs) {
        JsonObject alert = new JsonObject();
        alert.add("labels", labels);
        alert.add("annotations", annotations);
        alert.addProperty("startsAt", Instant.ofEpochMilli(startMs).toString());
        alert.addProperty("endsAt", Instant.ofEpochMilli(endMs).toString());
        if (!pageUrl.isEmpty()) {
            alert.addProperty("generatorURL", pageUrl + "/");
        }
        return alert;
    }

    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
    }
}
