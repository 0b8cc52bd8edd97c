package io.flyball.alerting.slack;

import io.flyball.alerting.cases.CaseKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A case, and an ask of it, in what Slack sends back with an answer. It proves nothing: who answers must have the right. */
record CaseToken(CaseKey key, String askId) {
    /** Slack's limit for a block's id. */
    private static final int MOST_CHARS = 255;

    private static final String PREFIX = "flyball.";
    private static final char SEPARATOR = '\u0000';

    /** The text, empty where the case's names are too long for Slack to carry. */
    Optional<String> text() {
        String parts = key.scope() + SEPARATOR + key.kind() + SEPARATOR + key.window() + SEPARATOR + askId;
        String text =
                PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(parts.getBytes(StandardCharsets.UTF_8));
        return text.length() > MOST_CHARS ? Optional.empty() : Optional.of(text);
    }

    /** Reads it back; empty where it is none. */
    static Optional<CaseToken> read(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
            String[] parts = new String(bytes, StandardCharsets.UTF_8).split(String.valueOf(SEPARATOR), -1);
            return parts.length == 4 && !parts[0].isBlank() && !parts[1].isBlank()
                    ? Optional.of(new CaseToken(new CaseKey(parts[0], parts[1], parts[2]), parts[3]))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
