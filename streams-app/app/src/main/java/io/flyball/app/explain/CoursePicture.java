package io.flyball.app.explain;

import io.flyball.app.explain.ExplainSource.AmountAt;
import java.util.List;

/** How the amount of a window developed, as an inline SVG that takes its colours from the page. */
final class CoursePicture {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 160;
    /** Fewer make no course. */
    private static final int LEAST_POINTS = 3;

    private CoursePicture() {}

    /**
     * The picture; empty where there is too little to draw.
     *
     * @param openNanoUsd where a line is drawn; 0: nowhere
     */
    static String svg(List<AmountAt> course, long openNanoUsd) {
        if (course.size() < LEAST_POINTS) {
            return "";
        }
        long fromMs = course.get(0).atMs();
        long msPerPixel = (course.get(course.size() - 1).atMs() - fromMs) / WIDTH + 1;
        long most = course.stream().mapToLong(AmountAt::nanoUsd).max().orElse(0);
        long nanoUsdPerPixel = Math.max(most, openNanoUsd) / HEIGHT + 1;
        StringBuilder points = new StringBuilder();
        for (AmountAt at : course) {
            points.append((at.atMs() - fromMs) / msPerPixel)
                    .append(',')
                    .append(y(at.nanoUsd(), nanoUsdPerPixel))
                    .append(' ');
        }
        String line = openNanoUsd <= 0
                ? ""
                : "<line x1=\"0\" x2=\"" + WIDTH + "\" y1=\"" + y(openNanoUsd, nanoUsdPerPixel) + "\" y2=\""
                        + y(openNanoUsd, nanoUsdPerPixel) + "\"/>";
        return "<svg class=\"course\" viewBox=\"0 -2 " + WIDTH + " " + (HEIGHT + 4)
                + "\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"The window's amount over time\">"
                + "<polyline points=\"" + points.toString().strip() + "\"/>" + line + "</svg>";
    }

    private static long y(long nanoUsd, long nanoUsdPerPixel) {
        return HEIGHT - Math.max(0, nanoUsd) / nanoUsdPerPixel;
    }
}
