package io.flyball.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.govern.AppliesTo;
import io.flyball.core.govern.Cause;
import io.flyball.core.govern.Limits;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ToldSignalsTest {
    private static final Scope ANN = new Scope(Dimension.USER, "ann");
    private static final long NOW_MS = 1_772_446_500_000L;
    private static final long HOUR_MS = 3_600_000L;

    private final ToldSignals told = new ToldSignals();

    @Test
    void anotherLevelIsNewsAndARenewalIsNot() {
        // then
        assertThat(told.isNews(signal(ANN, Level.PACE, 8 * HOUR_MS, null))).isTrue();
        assertThat(told.isNews(signal(ANN, Level.PACE, 8 * HOUR_MS + 59_000, null)))
                .isFalse();
        assertThat(told.isNews(signal(ANN, Level.DOWNSHIFT, 8 * HOUR_MS, null))).isTrue();
        assertThat(told.isNews(signal(ANN, Level.CLEAR, 0, null))).isTrue();
    }

    @Test
    void anEndThatCreepsOnIsNewsOnceItIsAnEighthFurther() {
        // given
        told.isNews(signal(ANN, Level.PACE, 8 * HOUR_MS, null));
        // when
        int news = 0;
        for (int minute = 1; minute <= 8 * 60; minute++) {
            news += told.isNews(signal(ANN, Level.PACE, 8 * HOUR_MS + minute * 60_000L, null)) ? 1 : 0;
        }
        // then
        assertThat(news).isBetween(4, 7);
    }

    @Test
    void whatShadowWouldHaveDoneIsNewsToo() {
        // given
        told.isNews(signal(ANN, Level.ADVISE, HOUR_MS, Level.PACE));
        // then
        assertThat(told.isNews(signal(ANN, Level.ADVISE, HOUR_MS, Level.HOLD_NEW_TASKS)))
                .isTrue();
        assertThat(told.isNews(signal(ANN, Level.ADVISE, HOUR_MS, Level.HOLD_NEW_TASKS)))
                .isFalse();
    }

    @Test
    void eachScopeIsToldOnItsOwnAndAClearedOneAnew() {
        // given
        told.isNews(signal(ANN, Level.PACE, HOUR_MS, null));
        told.isNews(signal(ANN, Level.CLEAR, 0, null));
        // then
        assertThat(told.isNews(signal(new Scope(Dimension.USER, "bob"), Level.PACE, HOUR_MS, null)))
                .isTrue();
        assertThat(told.isNews(signal(ANN, Level.PACE, HOUR_MS, null))).isTrue();
    }

    private static Signal signal(Scope scope, Level level, long lastsMs, @Nullable Level shadow) {
        return new Signal(
                scope,
                1,
                level,
                Cause.VELOCITY,
                AppliesTo.NEXT_REQUEST,
                Limits.NONE,
                -1,
                "spends too fast",
                List.of(),
                100,
                NOW_MS,
                NOW_MS + lastsMs,
                "default",
                List.of(),
                shadow == null ? null : new Signal.Shadow(shadow, Limits.NONE, -1));
    }
}
