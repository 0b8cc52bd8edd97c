package io.flyball.alerting.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.alerting.cases.AlertCase;
import io.flyball.alerting.chart.TrendCharts.Point;
import io.flyball.alerting.testing.Alerts;
import io.flyball.alerting.testing.Deliveries;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpendChartTest {
    private static final int BASE = SpendChart.HEIGHT - SpendChart.BOTTOM;
    private static final int PLOT = BASE - SpendChart.TOP;
    /** From nothing to $4,400 in as many steps as there are bars. */
    private static final List<Point> RISING = LongStream.rangeClosed(0, SpendChart.BARS)
            .mapToObj(i -> new Point(Alerts.AT_MS + i * 60_000, i * 100_000_000_000L))
            .toList();

    private final AlertCase burn = Deliveries.first(Alerts.burn("a1"), "").of();

    @Test
    void drawsABarForEachShareOfTheTimeAsHighAsTheAmountWas() throws IOException {
        // when
        BufferedImage image = read(new SpendChart(RISING, 0).png());
        // then: the highest fills ten elevenths
        for (int bar = 0; bar < SpendChart.BARS; bar++) {
            int x = SpendChart.LEFT + bar * SpendChart.BAR_STEP;
            assertThat(barHeight(image, x)).isCloseTo((bar + 1) * PLOT * 10 / 11 / SpendChart.BARS, within(1));
        }
    }

    @Test
    void drawsALineAtTheThresholdOverTheWholeWidth() throws IOException {
        // when
        BufferedImage image = read(new SpendChart(RISING, 4_000_000_000_000L).png());
        // then
        int y = BASE - PLOT * 4_000 / 4_840;
        for (int x = SpendChart.LEFT; x < SpendChart.WIDTH - SpendChart.RIGHT; x++) {
            assertThat(List.of(rgb(image, x, y - 1), rgb(image, x, y), rgb(image, x, y + 1)))
                    .contains(SpendChart.THRESHOLD);
        }
    }

    @Test
    void keepsATidyMargin() throws IOException {
        // when
        BufferedImage image = read(new SpendChart(RISING, 4_000_000_000_000L).png());
        // then
        for (int x = 0; x < SpendChart.WIDTH; x++) {
            assertThat(rgb(image, x, 0)).isEqualTo(SpendChart.PAPER);
            assertThat(rgb(image, x, SpendChart.HEIGHT - 1)).isEqualTo(SpendChart.PAPER);
        }
        for (int y = 0; y < SpendChart.HEIGHT; y++) {
            assertThat(rgb(image, 0, y)).isEqualTo(SpendChart.PAPER);
            assertThat(rgb(image, SpendChart.WIDTH - 1, y)).isEqualTo(SpendChart.PAPER);
        }
        assertThat(LongStream.range(0, SpendChart.LEFT)
                        .anyMatch(x -> rgb(image, (int) x, BASE - PLOT * 4_000 / 4_840) == SpendChart.THRESHOLD))
                .as("the threshold's amount stands beside its line")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, $0.0",
        "12300000000, $12.3",
        "4012300000000, $4.0k",
        "1250000000000000, $1.2M",
        "9223372036854775807, $9.2B"
    })
    void saysAmountsInAFewCharacters(long nanoUsd, String said) {
        assertThat(SpendChart.dollars(nanoUsd)).isEqualTo(said);
    }

    @Property(tries = 200)
    void drawsAnyAmountsAtAnyTimes(@ForAll long one, @ForAll long other, @ForAll long third, @ForAll int atS)
            throws IOException {
        // given
        List<Point> points = List.of(new Point(0, one), new Point(0, other), new Point(Math.abs(atS * 1_000L), third));
        // when
        byte[] png = new SpendChart(points, Math.max(0, one)).png();
        // then
        assertThat(read(png).getWidth()).isEqualTo(SpendChart.WIDTH);
        assertThat(png.length).isLessThan(20_000);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void needsNoFontsAndNoScreen() throws IOException, InterruptedException {
        // given
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                DrawsOneChart.class.getName());
        // when
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // then
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).isEqualTo("drawn with 0");
    }

    @Test
    void drawsWhatIsKnownOfTheWindowOfACase() {
        // given
        TrendCharts charts = new TrendCharts();
        charts.drawFrom((scope, window) -> scope.equals("user:ann") && window.equals("3d") ? RISING : List.of());
        // when // then
        assertThat(charts.chartOf(burn)).isPresent();
        assertThat(charts.chartOf(
                        Deliveries.first(Alerts.burn("user:bob", "high"), "").of()))
                .isEmpty();
    }

    @Test
    void drawsNothingOfTooLittle() {
        // given
        TrendCharts charts = new TrendCharts();
        charts.drawFrom((scope, window) -> List.of(new Point(1, 1), new Point(2, 2)));
        // when // then
        assertThat(charts.chartOf(burn)).isEmpty();
        assertThat(new TrendCharts().chartOf(burn)).isEmpty();
    }

    private static int barHeight(BufferedImage image, int x) {
        int height = 0;
        while (rgb(image, x, BASE - 1 - height) == SpendChart.BAR) {
            height++;
        }
        return height;
    }

    private static int rgb(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xFFFFFF;
    }

    private static BufferedImage read(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static org.assertj.core.data.Offset<Integer> within(int pixels) {
        return org.assertj.core.data.Offset.offset(pixels);
    }
}
