package io.flyball.alerting.channel;

import com.google.gson.JsonObject;
import io.flyball.alerting.cases.AlertCase;
import io.flyball.alerting.cases.Delivery;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.DeliveryResult.Delivered;
import io.flyball.alerting.cases.DeliveryResult.Refused;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A webhook by the Standard Webhooks specification: every change of a case, signed by each of the secrets, so that one can
 * be replaced while both hold. The id of a change stays the same however often it is sent. Status 410 ends it until the next
 * start.
 */
public final class WebhookChannel implements AlertChannel {
    /** Its name in places. */
    public static final String NAME = "webhook";

    private static final Logger LOG = LoggerFactory.getLogger(WebhookChannel.class);
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    private static final int GONE = 410;
    private static final int LEAST_KEY_BYTES = 24;
    private static final int MOST_KEY_BYTES = 64;
    private static final long MS_PER_SECOND = 1_000;

    private final JsonPost post;
    private final List<SecretKeySpec> keys;
    private final LongSupplier clock;
    private volatile boolean gone;

    /**
     * @param secrets each {@code whsec_} and 24 to 64 bytes in base 64; kept, never logged
     * @throws IllegalArgumentException where a secret is something else; the message does not repeat it
     */
    public WebhookChannel(String url, List<String> secrets, LongSupplier clock) {
        this.post = new JsonPost(url, "The webhook");
        this.keys = secrets.stream().map(WebhookChannel::key).toList();
        this.clock = clock;
    }

    private static SecretKeySpec key(String secret) {
        byte[] bytes = {};
        if (secret.startsWith(PREFIX)) {
            try {
                bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            } catch (IllegalArgumentException e) {
                bytes = new byte[0];
            }
        }
        if (bytes.length < LEAST_KEY_BYTES || bytes.length > MOST_KEY_BYTES) {
            throw new IllegalArgumentException("Expected a webhook's secret as whsec_ and 24 to 64 bytes in base 64,"
                    + " but it is something else: make one with \"openssl rand -base64 32\".");
        }
        return new SecretKeySpec(bytes, ALGORITHM);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean edits() {
        return true;
    }

    @Override
    public DeliveryResult deliver(Delivery delivery) {
        if (gone) {
            return new Refused("The webhook answered 410 and is not used any more: set another, and start again.");
        }
        if (!(delivery instanceof Delivery.Telling telling)) {
            return new Refused("A webhook is told each case by itself.");
        }
        long nowMs = clock.getAsLong();
        String id = delivery.id() + "." + telling.revision();
        String timestamp = Long.toString(nowMs / MS_PER_SECOND);
        String body = body(telling, nowMs);
        JsonPost.Posted posted = post.post(
                body,
                Map.of(
                        "webhook-id", id,
                        "webhook-timestamp", timestamp,
                        "webhook-signature", signatures(id + "." + timestamp + "." + body)),
                nowMs);
        if (posted.status() == GONE) {
            gone = true;
            LOG.error("The webhook answered 410: it is told nothing more until the next start");
        }
        return posted.failure() == null ? new Delivered(id) : posted.failure();
    }

    private static String body(Delivery.Telling telling, long nowMs) {
        AlertCase of = telling.of();
        String change = !of.course().open() ? "closed" : telling.first() ? "opened" : "updated";
        JsonObject body = new JsonObject();
        body.addProperty("type", "alert." + change);
        body.addProperty("timestamp", Instant.ofEpochMilli(nowMs).toString());
        body.add("data", CaseJson.of(of));
        return body.toString();
    }

    private String signatures(String content) {
        List<String> signatures = new ArrayList<>();
        for (SecretKeySpec key : keys) {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(key);
                byte[] signed = mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
                signatures.add("v1," + Base64.getEncoder().encodeToString(signed));
            } catch (NoSuchAlgorithmException | InvalidKeyException e) {
                throw new AssertionError("every JDK has HMAC-SHA256", e);
            }
        }
        return String.join(" ", signatures);
    }
}
