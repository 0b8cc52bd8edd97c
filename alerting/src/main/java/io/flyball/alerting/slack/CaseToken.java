package io.flyball.alerting.slack;

import io.flyball.alerting.cases.CaseKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A case, and an ask of it, in what Slack sends back with an answer. It proves nothing: who answers must have the right.
 *
 * @param key of the case; where it is shortened a hash stands in the place of the scope's id
 * @param shortened whether the scope's name was too long for Slack to carry
 */
record CaseToken(CaseKey key, String askId, boolean shortened) {
    /** Slack's limit for a block's id. */
    private static final int MOST_CHARS = 255;
    /** The longest name of a dimension there is, with room for some to come. */
    private static final int MOST_DIMENSION_CHARS = 20;

    private static final String PREFIX = "flyball.";
    private static final char SEPARATOR = '\u0000';
    /** A part more than others have: what carries it is shortened. */
    private static final String SHORTENED = "short";

    /** A case by its full name. */
    CaseToken(CaseKey key, String askId) {
        this(key, askId, false);
    }

    /** The text; empty where kind and window are too long for Slack to carry, which those of no finding are. */
    Optional<String> text() {
        String parts = key.scope()
                + SEPARATOR
                + key.kind()
                + SEPARATOR
                + key.window()
                + SEPARATOR
                + askId
                + (shortened ? SEPARATOR + SHORTENED : "");
        String text =
                PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(parts.getBytes(StandardCharsets.UTF_8));
        if (text.length() <= MOST_CHARS) {
            return Optional.of(text);
        }
        return shortened ? Optional.empty() : shorter().text();
    }

    /** The same with a hash of the key in the place of the scope's id. */
    CaseToken shorter() {
        return new CaseToken(new CaseKey(dimensionOf(key.scope()) + key.id(), key.kind(), key.window()), askId, true);
    }

    private static String dimensionOf(String scope) {
        String dimension = scope.substring(0, scope.indexOf(':') + 1);
        return dimension.length() > MOST_DIMENSION_CHARS ? "" : dimension;
    }

    /** Reads it back; empty where it is none. */
    static Optional<CaseToken> read(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
            String[] parts = new String(bytes, StandardCharsets.UTF_8).split(String.valueOf(SEPARATOR), -1);
            boolean shortened = parts.length == 5 && parts[4].equals(SHORTENED);
            return (parts.length == 4 || shortened) && !parts[0].isBlank() && !parts[1].isBlank()
                    ? Optional.of(new CaseToken(new CaseKey(parts[0], parts[1], parts[2]), parts[3], shortened))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
