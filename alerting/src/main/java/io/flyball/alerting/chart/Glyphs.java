package io.flyball.alerting.chart;

import java.awt.image.BufferedImage;
import java.util.Map;

/** The few characters that a chart needs, dot by dot: a container's Java has no fonts to draw them with. */
final class Glyphs {
    /** Height of a line, in pixels. */
    static final int HEIGHT = 10;

    private static final int DOT = 2;
    private static final int COLUMNS = 3;
    private static final int ADVANCE = (COLUMNS + 1) * DOT;

    /** Five rows of three dots each, from the top. */
    private static final Map<Character, String> SHAPES = Map.ofEntries(
            Map.entry('0', "#### ## ## ####"),
            Map.entry('1', " #  #  #  #  # "),
            Map.entry('2', "###  #####  ###"),
            Map.entry('3', "###  ####  ####"),
            Map.entry('4', "# ## ####  #  #"),
            Map.entry('5', "####  ###  ####"),
            Map.entry('6', "####  #### ####"),
            Map.entry('7', "###  #  #  #  #"),
            Map.entry('8', "#### ##### ####"),
            Map.entry('9', "#### ####  ####"),
            Map.entry('$', " ##  # # #  ## "),
            Map.entry('.', "             # "),
            Map.entry(':', "    #     #    "),
            Map.entry('-', "      ###      "),
            Map.entry('k', "#  # #### #  # "),
            Map.entry('M', "# ######## ## #"),
            Map.entry('B', "## # ### # ### "),
            Map.entry('U', "# ## ## ## ####"),
            Map.entry('T', "### #  #  #  # "),
            Map.entry('C', "####  #  #  ###"));

    private Glyphs() {}

    static int width(String text) {
        return text.length() * ADVANCE - DOT;
    }

    /** Draws a text with its upper left corner there; what has no shape is left blank. */
    static void draw(BufferedImage image, String text, int left, int top, int rgb) {
        for (int i = 0; i < text.length(); i++) {
            String shape = SHAPES.getOrDefault(text.charAt(i), "");
            for (int dot = 0; dot < shape.length(); dot++) {
                if (shape.charAt(dot) == '#') {
                    int x = left + i * ADVANCE + dot % COLUMNS * DOT;
                    int y = top + dot / COLUMNS * DOT;
                    SpendChart.fill(image, x, y, DOT, DOT, rgb);
                }
            }
        }
    }
}
