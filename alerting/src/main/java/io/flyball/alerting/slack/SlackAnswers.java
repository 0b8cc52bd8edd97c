package io.flyball.alerting.slack;

import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.words.Mrkdwn;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Slack's answers mean for a delivery. */
final class SlackAnswers {
    /** Slack asks for it to be tried again, or is at fault itself. */
    private static final Set<String> PASSING = Set.of(
            "ratelimited",
            "rate_limited",
            "internal_error",
            "fatal_error",
            "service_unavailable",
            "request_timeout",
            "team_added_to_org",
            "rollup_error");

    private static final int BODY_CHARS = 100;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final long MS_PER_SECOND = 1_000;
    private static final long MAX_RETRY_AFTER_S = 86_400;

    private SlackAnswers() {}

    /** An answer of the Web API with {@code ok: false}; Slack sends these with status 200. */
    static DeliveryResult notOk(@Nullable String error, String recipient, @Nullable String retryAfter) {
        if (error == null || error.isBlank()) {
            return garbage("an answer that says neither ok nor an error");
        }
        if (PASSING.contains(error)) {
            return new DeliveryResult.RetryLater(
                    retryAfterMs(retryAfter), "Slack answered \"" + error + "\": it is tried again.");
        }
        return new DeliveryResult.Refused("Slack refused the message to \"" + recipient + "\" with \""
                + Mrkdwn.plain(error, BODY_CHARS) + "\": " + mend(error) + ".");
    }

    /** Any answer with a status other than 2xx. */
    static DeliveryResult badStatus(int status, String body, @Nullable String retryAfter) {
        String said =
                "Slack answered with status " + status + " and \"" + Mrkdwn.plain(body.strip(), BODY_CHARS) + "\"";
        if (status == TOO_MANY_REQUESTS) {
            return new DeliveryResult.RetryLater(retryAfterMs(retryAfter), said + ": it is tried again.");
        }
        if (status == REQUEST_TIMEOUT || status >= FIRST_SERVER_ERROR) {
            return new DeliveryResult.RetryLater(retryAfterMs(retryAfter), said + ": it is tried again.", true, false);
        }
        return new DeliveryResult.Refused(said + ": " + mend(body.strip()) + ".");
    }

    /** Something that Slack does not say, so a proxy or a broken line said it. */
    static DeliveryResult garbage(String what) {
        return new DeliveryResult.RetryLater(0, "Slack's place gave " + what + ": it is tried again.", true, false);
    }

    /** No answer in time, or no connection. */
    static DeliveryResult noAnswer(Exception e) {
        return new DeliveryResult.RetryLater(
                0, "Slack gave no answer (" + e.getClass().getSimpleName() + "): it is tried again.", true, false);
    }

    /** Retry-After in whole seconds, as Slack sends it, at most a day; 0 where it is absent or no such number. */
    static long retryAfterMs(@Nullable String header) {
        if (header == null || !header.strip().matches("[0-9]{1,9}")) {
            return 0;
        }
        return Math.min(Long.parseLong(header.strip()), MAX_RETRY_AFTER_S) * MS_PER_SECOND;
    }

    private static String mend(String error) {
        return switch (error) {
            case "channel_not_found" -> "name a channel that exists, and invite the bot where it is private";
            case "not_in_channel" -> "invite the bot to the channel, or give it the scope chat:write.public";
            case "is_archived", "channel_is_archived" -> "name a channel that is not archived";
            case "not_authed", "invalid_auth" -> "set the bot token (it begins with xoxb-) of an installed app";
            case "token_revoked", "token_expired", "account_inactive" -> "install the app anew and set its new token";
            case "missing_scope" -> "give the app the scopes of docs/alerting.md and install it anew";
            case "users_not_found" -> "correct the person's e-mail address in the directory";
            case "no_service", "invalid_token", "no_active_hooks" -> "create a new incoming webhook and set its URL";
            case "user_not_found", "cannot_dm_bot", "user_disabled" -> "correct the person's Slack id in the directory";
            case "msg_too_long", "msg_blocks_too_long", "invalid_blocks", "invalid_payload", "no_text" ->
                "report it as a fault of Flyball, with the alert's id";
            case "action_prohibited", "restricted_action" -> "ask a workspace admin to let the app post";
            default -> "see the errors of chat.postMessage in Slack's documentation";
        };
    }
}
