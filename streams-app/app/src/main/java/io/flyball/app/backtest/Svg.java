package io.flyball.app.backtest;

/**
 * Writes an SVG picture, a shape a line: no fonts of its own, no scripts, equal bytes for equal calls. Lengths are whole
 * pixels. Every text is escaped.
 */
final class Svg {
    private static final String FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

    private final StringBuilder out = new StringBuilder(16_384);

    /** How a text stands to its place. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    Svg(int width, int height, String title) {
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" font-family=\"")
                .append(FONT)
                .append("\" role=\"img\">\n<title>")
                .append(escaped(title))
                .append("</title>\n");
        rect(0, 0, width, height, "#ffffff", 0, "");
    }

    /** @param says shown under the pointer; empty: nothing */
    void rect(int x, int y, int width, int height, String fill, int radius, String says) {
        out.append("<rect x=\"").append(x).append("\" y=\"").append(y);
        out.append("\" width=\"").append(width).append("\" height=\"").append(height);
        out.append("\" fill=\"").append(fill);
        if (radius > 0) {
            out.append("\" rx=\"").append(radius);
        }
        if (says.isEmpty()) {
            out.append("\"/>\n");
        } else {
            out.append("\"><title>").append(escaped(says)).append("</title></rect>\n");
        }
    }

    void line(int x1, int y1, int x2, int y2, String stroke) {
        out.append("<line x1=\"").append(x1).append("\" y1=\"").append(y1);
        out.append("\" x2=\"").append(x2).append("\" y2=\"").append(y2);
        out.append("\" stroke=\"").append(stroke).append("\"/>\n");
    }

    void text(int x, int y, int size, String fill, Anchor anchor, boolean bold, String text) {
        out.append("<text x=\"").append(x).append("\" y=\"").append(y);
        out.append("\" font-size=\"").append(size).append("\" fill=\"").append(fill);
        if (anchor != Anchor.START) {
            out.append("\" text-anchor=\"").append(anchor == Anchor.END ? "end" : "middle");
        }
        if (bold) {
            out.append("\" font-weight=\"600");
        }
        out.append("\">").append(escaped(text)).append("</text>\n");
    }

    /** The whole picture. */
    String end() {
        return out + "</svg>\n";
    }

    /** As XML text; what XML has no letter for becomes a question mark. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&':
                    escaped.append("&amp;");
                    break;
                case '<':
                    escaped.append("&lt;");
                    break;
                case '>':
                    escaped.append("&gt;");
                    break;
                case '"':
                    escaped.append("&quot;");
                    break;
                default:
                    escaped.appendCodePoint(isXml(c) ? c : '?');
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        boolean control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
        boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
        return !control && !surrogate && c != 0xFFFE && c != 0xFFFF;
    }
}
