package io.flyball.alerting.channel;

import com.google.gson.JsonObject;
import io.flyball.alerting.cases.AlertCase;
import io.flyball.alerting.cases.Delivery;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.DeliveryResult.Delivered;
import io.flyball.alerting.words.Mrkdwn;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * PagerDuty's Events API v2: one incident for a case, by its deduplication key. It is triggered, acknowledged while somebody
 * says that it is intended, and resolved when it is over; the same event twice is one.
 */
public final class PagerDutyChannel implements AlertChannel {
    /** Its name in places. */
    public static final String NAME = "pagerduty";
    /** PagerDuty's own address outside of Europe. */
    public static final String PUBLIC_API = "https://events.pagerduty.com/v2/enqueue";

    private static final int SUMMARY_CHARS = 1_024;
    private static final int DETAIL_CHARS = 2_000;

    private final JsonPost post;
    private final String routingKey;
    private final LongSupplier clock;

    /** @param routingKey of an integration of type Events API v2; a secret: kept, never logged */
    public PagerDutyChannel(String url, String routingKey, LongSupplier clock) {
        this.post = new JsonPost(url, "PagerDuty");
        this.routingKey = routingKey;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean edits() {
        return false;
    }

    @Override
    public DeliveryResult deliver(Delivery delivery) {
        String key = key(delivery);
        JsonPost.Posted posted = post.post(event(delivery, key).toString(), Map.of(), clock.getAsLong());
        return posted.failure() == null ? new Delivered(key) : posted.failure();
    }

    /** What is there already keeps the key that it was triggered by, however keys are made by then. */
    private static String key(Delivery delivery) {
        return delivery instanceof Delivery.Telling telling
                        && !telling.told().reference().isEmpty()
                ? telling.told().reference()
                : delivery.id();
    }

    private JsonObject event(Delivery delivery, String key) {
        JsonObject event = new JsonObject();
        event.addProperty("routing_key", routingKey);
        event.addProperty("event_action", action(delivery));
        event.addProperty("dedup_key", key);
        event.addProperty("client", "Flyball");
        JsonObject payload = new JsonObject();
        payload.addProperty("summary", Mrkdwn.plain(DeliveryWords.subject(delivery), SUMMARY_CHARS));
        payload.addProperty("source", "flyball");
        payload.addProperty("severity", severity(delivery));
        JsonObject details = new JsonObject();
        details.addProperty("text", Mrkdwn.plain(DeliveryWords.body(delivery), DETAIL_CHARS));
        if (delivery instanceof Delivery.Telling telling) {
            AlertCase of = telling.of();
            payload.addProperty(
                    "timestamp", Instant.ofEpochMilli(of.course().openedAtMs()).toString());
            payload.addProperty("component", Mrkdwn.plain(of.key().scope(), SUMMARY_CHARS));
            payload.addProperty("class", of.key().kind());
            new TreeMap<>(of.course().latest().getEvidence())
                    .forEach((name, value) ->
                            details.addProperty(Mrkdwn.plain(name, SUMMARY_CHARS), Mrkdwn.plain(value, DETAIL_CHARS)));
        }
        payload.add("custom_details", details);
        event.add("payload", payload);
        return event;
    }

    private static String action(Delivery delivery) {
        if (!(delivery instanceof Delivery.Telling telling)) {
            return "trigger";
        }
        if (!telling.of().course().open()) {
            return "resolve";
        }
        return telling.of().quiet().snoozed() ? "acknowledge" : "trigger";
    }

    private static String severity(Delivery delivery) {
        if (!(delivery instanceof Delivery.Telling telling)) {
            return "error";
        }
        return switch (telling.of().course().severity()) {
            case HIGH -> "critical";
            case MEDIUM -> "warning";
            case LOW -> "info";
        };
    }
}
