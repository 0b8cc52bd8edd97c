package io.flyball.alerting.slack;

import com.google.gson.Gson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What Slack sends when somebody answers. */
final class SlackPayloads {
    private SlackPayloads() {}

    /**
     * Somebody presses a button, or takes one of its options.
     *
     * @param once no other press has the same
     */
    static SlackPayload pressed(String user, String action, String token, String option, int once, String responseUrl) {
        Map<String, Object> chosen = Map.of("selected_option", Map.of("value", option));
        return payload(press(user, action, token, chosen, once, responseUrl));
    }

    /** The same as Slack sends it, with what else the button says. */
    static Map<String, Object> press(
            String user, String action, String token, Map<String, Object> said, int once, String responseUrl) {
        Map<String, Object> pressed = new HashMap<>(said);
        pressed.put("action_id", action);
        pressed.put("block_id", token);
        pressed.put("action_ts", Integer.toString(once));
        return Map.of(
                "type",
                "block_actions",
                "user",
                Map.of("id", user),
                "trigger_id",
                "t1",
                "response_url",
                responseUrl,
                "actions",
                List.of(pressed));
    }

    /**
     * Somebody fills in the window to ask for more, for a release week.
     *
     * @param metadata what the window carries
     */
    static SlackPayload filledIn(String user, String amount, String end, String metadata, int once) {
        Map<String, Object> values = Map.of(
                "amount", Map.of("amount", Map.of("value", amount)),
                "end", Map.of("end", Map.of("selected_option", Map.of("value", end))),
                "reason", Map.of("reason", Map.of("value", "release week")));
        Map<String, Object> view = Map.of(
                "id",
                "V" + once,
                "callback_id",
                "flyball_ask",
                "private_metadata",
                metadata,
                "state",
                Map.of("values", values));
        return payload(Map.of("type", "view_submission", "user", Map.of("id", user), "view", view));
    }

    private static SlackPayload payload(Map<String, Object> json) {
        return SlackPayload.read(new Gson().toJson(json)).orElseThrow();
    }
}
