package io.flyball.app.alerting;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.fake.SlackPost;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** People who press what a message offers: requests to the door, signed as Slack signs them. */
final class PeopleInSlack {
    static final String SECRET = "signing-secret-of-the-fake";
    static final String BOSS = "U000BOSS";
    static final String BOSS_EMAIL = "boss@example.com";

    private static final Pattern TOKEN = Pattern.compile("\"block_id\":\"(flyball\\.[A-Za-z0-9_-]+)\"");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeSlack slack;
    private final HttpClient http = HttpClient.newHttpClient();
    private int presses;

    PeopleInSlack(FakeSlack slack) {
        this.slack = slack;
        slack.know(BOSS, BOSS_EMAIL, "D000BOSS");
    }

    /** What stands in a channel by itself. */
    List<SlackPost> messages(String channel) {
        return slack.shown().stream()
                .filter(post ->
                        post.channel().equals(channel) && post.threadTs().isEmpty())
                .toList();
    }

    /** The one message of a channel, as text and blocks. */
    String only(String channel) {
        List<SlackPost> messages = messages(channel);
        return messages.size() == 1 ? messages.get(0).text() + messages.get(0).blocks() : messages.size() + " messages";
    }

    int press(int port, String user, String channel, String action, String option) throws Exception {
        Map<String, Object> pressed = Map.of(
                "action_id",
                action,
                "block_id",
                token(channel),
                "action_ts",
                System.currentTimeMillis() / 1_000 + "." + String.format("%06d", ++presses),
                "selected_option",
                Map.of("value", option));
        return send(
                port,
                Map.of(
                        "type", "block_actions",
                        "user", Map.of("id", user),
                        "trigger_id", "t1",
                        "response_url", slack.responseUrl(),
                        "actions", List.of(pressed)));
    }

    int ask(int port, String user, String channel, String amount) throws Exception {
        Map<String, Object> values = Map.of(
                "amount", Map.of("amount", Map.of("value", amount)),
                "end", Map.of("end", Map.of("selected_option", Map.of("value", "1d"))),
                "reason", Map.of("reason", Map.of("value", "release week")));
        Map<String, Object> view = Map.of(
                "id",
                "V" + ++presses,
                "callback_id",
                "flyball_ask",
                "private_metadata",
                token(channel) + "\n" + slack.responseUrl(),
                "state",
                Map.of("values", values));
        return send(port, Map.of("type", "view_submission", "user", Map.of("id", user), "view", view));
    }

    private String token(String channel) {
        Matcher token = TOKEN.matcher(only(channel));
        if (!token.find()) {
            throw new AssertionError(
                    "Expected a message with buttons in " + channel + ", but there is " + only(channel));
        }
        return token.group(1);
    }

    private int send(int port, Map<String, Object> payload) throws Exception {
        String body = "payload=" + URLEncoder.encode(JSON.writeValueAsString(payload), StandardCharsets.UTF_8);
        String timestamp = Long.toString(System.currentTimeMillis() / 1_000);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signed = mac.doFinal(("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/slack/actions"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Slack-Request-Timestamp", timestamp)
                        .header("X-Slack-Signature", "v0=" + HexFormat.of().formatHex(signed))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        return answer.statusCode();
    }
}
