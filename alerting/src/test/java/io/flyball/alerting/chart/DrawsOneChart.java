package io.flyball.alerting.chart;

import io.flyball.alerting.chart.TrendCharts.Point;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Draws in a process of its own, and says how many libraries for fonts or screens it took. */
final class DrawsOneChart {
    private DrawsOneChart() {}

    public static void main(String[] args) throws IOException {
        byte[] png = new SpendChart(List.of(new Point(0, 1), new Point(1, 2)), 1).png();
        long libraries = Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.matches(".*(fontmanager|freetype|fontconfig|awt_xawt|libX11).*"))
                .count();
        System.out.write((png.length > 100 ? "drawn with " + libraries : "empty").getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }
}
