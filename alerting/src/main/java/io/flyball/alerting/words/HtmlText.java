package io.flyball.alerting.words;

/** Text as HTML. */
public final class HtmlText {
    private HtmlText() {}

    /** The same to a reader, as the content of an element or the value of an attribute in quotes. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
