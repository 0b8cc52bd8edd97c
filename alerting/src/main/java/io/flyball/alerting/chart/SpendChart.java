package io.flyball.alerting.chart;

import io.flyball.alerting.chart.TrendCharts.Point;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * A window's amount over time as bars, with a line at the amount that opened the finding, as a small PNG. Needs no screen and
 * no fonts. Drawn in 10 ms or so.
 */
final class SpendChart {
    static final int WIDTH = 480;
    static final int HEIGHT = 180;
    static final int LEFT = 72;
    static final int RIGHT = 12;
    static final int TOP = 14;
    static final int BOTTOM = 26;
    static final int PAPER = 0xFFFFFF;
    static final int BAR = 0x4A7FC1;
    static final int THRESHOLD = 0xC0392B;
    static final int INK = 0x444444;

    /** As many bars as there is room for at this width, with a gap. */
    static final int BARS = 44;

    static final int BAR_STEP = (WIDTH - LEFT - RIGHT) / BARS;
    private static final int THICKNESS = 2;
    private static final int MOST_BITS = 30;
    private static final long NANOS_PER_CENT = 10_000_000L;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final List<Point> points;
    private final long thresholdNanoUsd;
    private final long mostNanoUsd;
    private final long firstMs;
    private final long lastMs;

    /**
     * A chart.
     *
     * @param points one at least, in order of time
     * @param thresholdNanoUsd 0: there is none
     */
    SpendChart(List<Point> points, long thresholdNanoUsd) {
        this.points = points;
        this.thresholdNanoUsd = thresholdNanoUsd;
        long most = Math.max(1, thresholdNanoUsd);
        for (Point point : points) {
            most = Math.max(most, point.nanoUsd());
        }
        // A tenth of room above the highest, but for amounts that would overflow.
        this.mostNanoUsd = most > Long.MAX_VALUE / 2 ? most : most + most / 10;
        this.firstMs = points.get(0).atMs();
        this.lastMs = points.get(points.size() - 1).atMs();
    }

    byte[] png() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        fill(image, 0, 0, WIDTH, HEIGHT, PAPER);
        for (int bar = 0; bar < BARS; bar++) {
            int height = HEIGHT - BOTTOM - y(amountOf(bar));
            fill(image, LEFT + bar * BAR_STEP, HEIGHT - BOTTOM - height, BAR_STEP - 1, height, BAR);
        }
        fill(image, LEFT, HEIGHT - BOTTOM, WIDTH - LEFT - RIGHT, 1, INK);
        label(image, "$0", HEIGHT - BOTTOM, INK);
        if (thresholdNanoUsd > 0) {
            fill(image, LEFT, y(thresholdNanoUsd), WIDTH - LEFT - RIGHT, THICKNESS, THRESHOLD);
            label(image, dollars(thresholdNanoUsd), y(thresholdNanoUsd), THRESHOLD);
        }
        int below = HEIGHT - BOTTOM + BOTTOM / 2;
        Glyphs.draw(image, time(firstMs), LEFT, below, INK);
        String end = time(lastMs) + " UTC";
        Glyphs.draw(image, end, WIDTH - RIGHT - Glyphs.width(end), below, INK);
        return encoded(image);
    }

    private static void label(BufferedImage image, String text, int y, int rgb) {
        Glyphs.draw(image, text, LEFT - Glyphs.HEIGHT / 2 - Glyphs.width(text), y - Glyphs.HEIGHT / 2, rgb);
    }

    private static String time(long epochMs) {
        return MINUTE.format(Instant.ofEpochMilli(epochMs));
    }

    /** As it was at the end of the bar's share of the time; nothing before the first point. */
    private long amountOf(int bar) {
        // From the left as a share, so that no product overflows.
        double endMs = firstMs + ((double) lastMs - firstMs) * (bar + 1) / BARS;
        long amount = 0;
        for (Point point : points) {
            if (point.atMs() > endMs) {
                break;
            }
            amount = point.nanoUsd();
        }
        return bar == BARS - 1 ? points.get(points.size() - 1).nanoUsd() : amount;
    }

    /** Amounts are cut to 30 bits first: a pixel needs no more, and the product then fits. */
    private int y(long nanoUsd) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(mostNanoUsd) - MOST_BITS);
        long most = Math.max(1, mostNanoUsd >> shift);
        long shown = Math.max(0, nanoUsd) >> shift;
        return HEIGHT - BOTTOM - (int) ((HEIGHT - TOP - BOTTOM) * shown / most);
    }

    /** Three or four digits of it, so that it has room: $12.3, $4.0k, $1.2M. */
    static String dollars(long nanoUsd) {
        long cents = nanoUsd / NANOS_PER_CENT;
        long[] units = {100L, 100_000L, 100_000_000L, 100_000_000_000L};
        String[] names = {"", "k", "M", "B"};
        int unit = units.length - 1;
        while (unit > 0 && cents < units[unit]) {
            unit--;
        }
        long tenths = cents / (units[unit] / 10);
        return "$" + tenths / 10 + "." + tenths % 10 + names[unit];
    }

    static void fill(BufferedImage image, int left, int top, int width, int height, int rgb) {
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                image.setRGB(x, y, rgb);
            }
        }
    }

    private static byte[] encoded(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false); // No file on a disk that may be read-only.
            if (!ImageIO.write(image, "png", out)) {
                throw new IllegalStateException("every JDK writes PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
