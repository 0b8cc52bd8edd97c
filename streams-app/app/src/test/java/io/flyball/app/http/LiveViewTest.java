package io.flyball.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.model.Dimension;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LiveViewTest {
    private static final ViewBounds SMALL = new ViewBounds(3, 2, 8, 2, 2, 2);

    private final LiveView view = new LiveView(SMALL);

    @Test
    void forgetsTheScopeThatChangedLeastRecently() {
        // given
        for (String id : List.of("a", "b", "c")) {
            view.onSpend(Samples.spend("user:" + id, Samples.NOON_MS, 1));
        }
        view.onSpend(Samples.spend("user:a", Samples.NOON_MS + 1, 2));
        // when
        view.onSpend(Samples.spend("user:d", Samples.NOON_MS + 2, 1));
        // then
        assertThat(view.spendJson(Dimension.USER)).hasSize(3).noneMatch(json -> json.contains("user:b"));
    }

    @Test
    void keepsFindingsSignalsAndAlertsWithinTheirBounds() {
        // when
        for (int i = 0; i < 50; i++) {
            view.onFinding(Samples.burn("burn-" + i, "user:a"));
            view.onAlert(Samples.alert("alert-" + i, "user:a"));
            view.onSignal("user:" + i, Samples.signal("user:" + i, "pace", 1, Instant.ofEpochMilli(Samples.NOON_MS)));
        }
        // then
        Map<String, List<String>> everything = view.changesAfter(0).documentsByEvent();
        assertThat(everything.get("finding")).hasSize(2);
        assertThat(everything.get("alert")).hasSize(2);
        assertThat(everything.get("signal")).hasSize(2);
    }

    @Test
    void reportsOnlyWhatChangedAfterAVersion() {
        // given
        view.onSpend(Samples.spend("user:a", Samples.NOON_MS, 1));
        long seen = view.changesAfter(0).version();
        // when
        view.onSpend(Samples.spend("team:t", Samples.NOON_MS, 1));
        // then
        LiveView.Changes changes = view.changesAfter(seen);
        assertThat(changes.documentsByEvent()).containsOnlyKeys("spend");
        assertThat(changes.documentsByEvent().get("spend"))
                .singleElement()
                .asString()
                .contains("team:t");
        assertThat(view.changesAfter(changes.version()).documentsByEvent()).isEmpty();
    }

    @Test
    void countsASignalAsInForceUntilTheInstantAtWhichItEnds() {
        // given
        view.onSignal("user:a", Samples.signal("user:a", "pace", 1, Instant.ofEpochMilli(Samples.NOON_MS)));
        // then
        assertThat(view.signalsInForce(Samples.NOON_MS - 1)).containsOnlyKeys("user:a");
        assertThat(view.signalsInForce(Samples.NOON_MS)).isEmpty();
    }

    @Test
    void leavesOutASignalThatIsNoJson() {
        // when
        view.onSignal("user:a", "{broken".getBytes(StandardCharsets.UTF_8));
        view.onSignal("user:b", "[]".getBytes(StandardCharsets.UTF_8));
        // then
        assertThat(view.changesAfter(0).documentsByEvent()).isEmpty();
    }

    @Test
    void refusesASpendRecordWhoseScopeIsNone() {
        assertThatThrownBy(() -> view.onSpend(Samples.spend("nonsense", Samples.NOON_MS, 1)))
                .hasMessageContaining("Expected dimension:id");
    }

    @Test
    void tellsHowAWindowOfAScopeDeveloped() {
        // given
        view.onSpend(Samples.spend("user:a", Samples.NOON_MS, 1));
        view.onSpend(Samples.spend("user:a", Samples.NOON_MS + 60_000, 3));
        // when
        List<LiveView.AmountAt> trend = view.trendOf("user:a", "3d");
        // then
        assertThat(trend)
                .containsExactly(
                        new LiveView.AmountAt(Samples.NOON_MS, 1_000_000_000L),
                        new LiveView.AmountAt(Samples.NOON_MS + 60_000, 3_000_000_000L));
        assertThat(view.trendOf("user:a", "month")).isEmpty();
        assertThat(view.trendOf("user:b", "3d")).isEmpty();
        assertThat(view.trendOf("no scope", "3d")).isEmpty();
    }

    @Test
    void thinsAnOldTrendOutButKeepsItsBeginningAndItsLatestPoints() {
        // given
        Trend trend = new Trend(8);
        // when
        IntStream.range(0, 100).forEach(i -> trend.add(Samples.spend("user:a", Samples.NOON_MS + i * 1_000L, i)));
        // then
        List<Long> seconds = trend.points().stream()
                .map(p -> (p.atMs() - Samples.NOON_MS) / 1_000)
                .toList();
        assertThat(seconds)
                .hasSizeLessThanOrEqualTo(8)
                .isSorted()
                .startsWith(0L)
                .endsWith(95L, 96L, 97L, 98L, 99L);
    }

    @Test
    void keepsOnePointOfReadingsThatLieCloseTogetherAndNoneOutOfOrder() {
        // given
        Trend trend = new Trend(8);
        // when
        trend.add(Samples.spend("user:a", Samples.NOON_MS, 1));
        trend.add(Samples.spend("user:a", Samples.NOON_MS + 100, 2));
        trend.add(Samples.spend("user:a", Samples.NOON_MS + 200, 3));
        trend.add(Samples.spend("user:a", Samples.NOON_MS - 100, 9));
        // then
        assertThat(trend.points())
                .extracting(p -> p.windowsNanoUsd().get("3d"))
                .containsExactly(Samples.DOLLAR, 3 * Samples.DOLLAR);
    }
}
