package io.flyball.alerting.fake;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.flyball.alerting.fake.FakeReceiver.Answer;
import io.flyball.alerting.fake.FakeReceiver.Taken;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What PagerDuty, Alertmanager and a receiver of Standard Webhooks take, and how they refuse the rest. */
public final class VendorRules {
    /** The one routing key that is known. */
    public static final String ROUTING_KEY = "R0UTINGKEY";

    private static final int MAX_SUMMARY = 1_024;
    private static final int MAX_EVENT_BYTES = 512_000;

    private VendorRules() {}

    /** PagerDuty's Events API v2. */
    public static Answer pagerDuty(Taken request) {
        try {
            JsonObject event = JsonParser.parseString(request.body()).getAsJsonObject();
            JsonObject payload = event.getAsJsonObject("payload");
            boolean good = request.path().equals("POST /v2/enqueue")
                    && request.body().getBytes(StandardCharsets.UTF_8).length <= MAX_EVENT_BYTES
                    && text(event, "routing_key").equals(ROUTING_KEY)
                    && Set.of("trigger", "acknowledge", "resolve").contains(text(event, "event_action"))
                    && text(event, "dedup_key").matches(".{1,255}")
                    && !text(payload, "summary").isBlank()
                    && text(payload, "summary").length() <= MAX_SUMMARY
                    && !text(payload, "source").isBlank()
                    && Set.of("critical", "error", "warning", "info").contains(text(payload, "severity"));
            return good
                    ? new Answer(202, "{\"status\":\"success\",\"dedup_key\":\"" + text(event, "dedup_key") + "\"}", "")
                    : new Answer(400, "{\"status\":\"invalid event\"}", "");
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            return new Answer(400, "{\"status\":\"invalid event\"}", "");
        }
    }

    /** Alertmanager's API v2. */
    public static Answer alertmanager(Taken request) {
        try {
            JsonArray alerts = JsonParser.parseString(request.body()).getAsJsonArray();
            boolean good = request.path().equals("POST /api/v2/alerts");
            for (JsonElement each : alerts) {
                JsonObject alert = each.getAsJsonObject();
                JsonObject labels = alert.getAsJsonObject("labels");
                Instant starts = Instant.parse(text(alert, "startsAt"));
                Instant ends = Instant.parse(text(alert, "endsAt"));
                good &= !text(labels, "alertname").isBlank()
                        && labels.keySet().stream().allMatch(name -> name.matches("[a-zA-Z_][a-zA-Z0-9_]*"))
                        && !ends.isBefore(starts);
            }
            return good ? new Answer(200, "", "") : new Answer(400, "invalid alert", "");
        } catch (JsonParseException | IllegalStateException | NullPointerException | DateTimeParseException e) {
            return new Answer(400, "invalid alert", "");
        }
    }

    /** A receiver that knows one secret, as its operator pasted it. */
    public static Answer webhook(Taken request, String secret) {
        String id = request.headers().getOrDefault("webhook-id", "");
        String timestamp = request.headers().getOrDefault("webhook-timestamp", "");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            byte[] signed = mac.doFinal((id + "." + timestamp + "." + request.body()).getBytes(StandardCharsets.UTF_8));
            String wanted = "v1," + Base64.getEncoder().encodeToString(signed);
            boolean good = List.of(request.headers()
                            .getOrDefault("webhook-signature", "")
                            .split(" "))
                    .contains(wanted);
            return good && !id.isEmpty() ? new Answer(204, "", "") : new Answer(401, "no matching signature", "");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }
}
