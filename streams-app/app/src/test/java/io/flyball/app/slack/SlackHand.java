package io.flyball.app.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.fake.SlackPost;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What people press in Slack, as Slack sends it: signed, from what the shown message or window carries. */
public final class SlackHand {
    /** Of the app whose answers these are. */
    public static final String SIGNING_SECRET = "signing-secret-of-the-fake";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger pressed = new AtomicInteger();
    private final FakeSlack slack;
    private final String door;

    /** @param flyball where the door for answers is, without a path */
    public SlackHand(FakeSlack slack, String flyball) {
        this.slack = slack;
        this.door = flyball + "/slack/actions";
    }

    /** Somebody presses a button of a message. */
    public void press(String userId, SlackPost message, String action) throws IOException, InterruptedException {
        choose(userId, message, action, "");
    }

    /** Somebody takes one of a button's options. */
    public void choose(String userId, SlackPost message, String action, String option)
            throws IOException, InterruptedException {
        Map<String, Object> button = Map.of(
                "action_id",
                action,
                "block_id",
                blockOf(message, action),
                "action_ts",
                System.currentTimeMillis() / 1_000 + "."
                        + String.format(Locale.ROOT, "%06d", pressed.incrementAndGet()),
                "selected_option",
                Map.of("value", option));
        send(Map.of(
                "type",
                "block_actions",
                "user",
                Map.of("id", userId),
                "trigger_id",
                "trigger-" + pressed.get(),
                "response_url",
                slack.responseUrl(),
                "actions",
                new Object[] {button}));
    }

    /** Somebody fills in the window that was opened last, and sends it off. */
    public void fillIn(String userId, String amount, String end) throws IOException, InterruptedException {
        JsonNode view = JSON.readTree(slack.views().get(slack.views().size() - 1));
        Map<String, Object> values = Map.of(
                "amount", Map.of("amount", Map.of("value", amount)),
                "end", Map.of("end", Map.of("selected_option", Map.of("value", end))),
                "reason", Map.of("reason", Map.of("value", "release week")));
        send(Map.of(
                "type",
                "view_submission",
                "user",
                Map.of("id", userId),
                "view",
                Map.of(
                        "id",
                        "V" + pressed.incrementAndGet(),
                        "callback_id",
                        view.path("callback_id").asText(),
                        "private_metadata",
                        view.path("private_metadata").asText(),
                        "state",
                        Map.of("values", values))));
    }

    private static String blockOf(SlackPost message, String action) throws JsonProcessingException {
        for (JsonNode block : JSON.readTree(message.blocks())) {
            for (JsonNode element : block.path("elements")) {
                if (element.path("action_id").asText().equals(action)) {
                    return block.path("block_id").asText();
                }
            }
        }
        throw new AssertionError("no button " + action + " in " + message.blocks());
    }

    private void send(Map<String, Object> payload) throws IOException, InterruptedException {
        String body = "payload=" + URLEncoder.encode(JSON.writeValueAsString(payload), StandardCharsets.UTF_8);
        String timestamp = Long.toString(System.currentTimeMillis() / 1_000);
        HttpRequest request = HttpRequest.newBuilder(URI.create(door))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", "v0=" + hmac("v0:" + timestamp + ":" + body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("errors");
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SIGNING_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
