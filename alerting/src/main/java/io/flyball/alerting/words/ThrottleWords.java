package io.flyball.alerting.words;

import io.flyball.core.model.Level;
import io.flyball.schemas.avro.Alert;
import org.jspecify.annotations.Nullable;

/** What the throttle does now and until when, in words for the person concerned. */
public final class ThrottleWords {
    private static final int LEVEL_CHARS = 100;

    private ThrottleWords() {}

    /** As mrkdwn, the end in the reader's own time zone. */
    public static String mrkdwn(Alert alert) {
        String level = Mrkdwn.escape(said(alert), LEVEL_CHARS * 4);
        Long untilMs = endOf(alert);
        return untilMs == null ? level : level + " Ends by itself: " + SlackTime.mrkdwn(untilMs) + ".";
    }

    /** As plain text, the end in UTC. */
    public static String plain(Alert alert) {
        Long untilMs = endOf(alert);
        return untilMs == null ? said(alert) : said(alert) + " Ends by itself: " + SlackTime.utc(untilMs) + ".";
    }

    private static String said(Alert alert) {
        Level shadow = Level.ofWireName(alert.getShadowLevel());
        return shadow == null
                ? what(alert.getLevel())
                : "Nothing is slowed, for throttling is in shadow. It would have been: " + what(shadow.wireName());
    }

    private static @Nullable Long endOf(Alert alert) {
        Long untilMs = alert.getValidUntilMs();
        boolean asksNothing = alert.getLevel().isBlank() || alert.getLevel().equals(Level.CLEAR.wireName());
        return untilMs == null || asksNothing || !SlackTime.isAnEnd(untilMs) ? null : untilMs;
    }

    private static String what(String wireName) {
        Level level = Level.ofWireName(wireName);
        if (level == null) {
            return wireName.isBlank()
                    ? "Nothing is slowed."
                    : "Throttle level: " + wireName.substring(0, Math.min(wireName.length(), LEVEL_CHARS)) + ".";
        }
        return switch (level) {
            case CLEAR -> "Nothing is slowed any more.";
            case ADVISE -> "Nothing is slowed; this is a notice.";
            case PACE -> "Requests are paced. Running tasks finish.";
            case DOWNSHIFT -> "New tasks get a cheaper model by default. Running tasks finish on theirs.";
            case HOLD_NEW_TASKS -> "New tasks wait for an approval. Running tasks finish.";
        };
    }
}
