package io.flyball.alerting.words;

/** Foreign text made safe and short enough for Slack. */
public final class Mrkdwn {
    private static final String ELLIPSIS = "…";
    private static final int REPLACEMENT = 0xFFFD;

    private Mrkdwn() {}

    /**
     * The text for a mrkdwn object: {@code &}, {@code <} and {@code >} as entities, which is all that Slack asks to
     * escape, so that no text can mention a channel or hide a link.
     *
     * @param maxChars limit on the result in UTF-16 units, at least 1; what is longer ends in an ellipsis, never inside
     *     an entity or a surrogate pair
     */
    public static String escape(String text, int maxChars) {
        return fit(text, maxChars, true);
    }

    /** The text for a plain_text object, which Slack does not parse: cut alike, not escaped. */
    public static String plain(String text, int maxChars) {
        return fit(text, maxChars, false);
    }

    private static String fit(String text, int maxChars, boolean escaped) {
        StringBuilder out = new StringBuilder(Math.min(text.length() + 16, maxChars));
        int end = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            out.append(shown(codePoint, escaped));
            if (out.length() > maxChars) {
                out.setLength(end);
                return out.append(ELLIPSIS).toString();
            }
            if (out.length() < maxChars) {
                end = out.length();
            }
        }
        return out.toString();
    }

    private static String shown(int codePoint, boolean escaped) {
        if (escaped && codePoint == '&') {
            return "&amp;";
        }
        if (escaped && codePoint == '<') {
            return "&lt;";
        }
        if (escaped && codePoint == '>') {
            return "&gt;";
        }
        if (codePoint == '\n') {
            return "\n";
        }
        if (Character.getType(codePoint) == Character.SURROGATE) {
            return Character.toString(REPLACEMENT);
        }
        return Character.isISOControl(codePoint) ? " " : Character.toString(codePoint);
    }
}
