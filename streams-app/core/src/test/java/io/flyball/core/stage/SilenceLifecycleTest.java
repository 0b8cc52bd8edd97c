package io.flyball.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.govern.ScopeState;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import io.flyball.core.spend.Measures;
import io.flyball.core.spend.RowLayout;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway that has reported 400 calls an hour for four weeks, until 10:59. */
class SilenceLifecycleTest {
    private static final Scope GATEWAY = new Scope(Dimension.SOURCE, "gateway");
    private static final long TEN = Instant.parse("2026-04-01T10:00:00Z").toEpochMilli();
    private static final long MINUTE_MS = 60_000L;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final long DAY_MS = 24 * HOUR_MS;
    /** 11, 12 and 13 o'clock are over, and a quarter of an hour more. */
    private static final long SILENT = TEN + 4 * HOUR_MS + 15 * MINUTE_MS;

    private final InMemoryState state = new InMemoryState();
    private final Controls controls = new Controls(7 * DAY_MS);
    private final RollupStage stage = new RollupStage(controls, state, state::members, RowLayout.CHUNKS, state);

    @BeforeEach
    void fourWeeks() {
        for (long hour = -4 * 168; hour <= 0; hour++) {
            reports(TEN + hour * HOUR_MS + 59 * MINUTE_MS);
        }
    }

    @Test
    void opensAfterThreeEmptyHours() {
        // when
        timeIs(SILENT - 1);
        assertThat(state.findings).isEmpty();
        timeIs(SILENT);
        // then
        Finding silence = state.findings.get(0);
        assertThat(silence.kind()).isEqualTo(FindingKind.SILENCE);
        assertThat(silence.openedAtMs()).isEqualTo(SILENT);
        assertThat(silence.evidence()).containsEntry("missing_calls", "1200");
    }

    @Test
    void goesOnWithoutBeingToldAgain() {
        // when
        timeIs(SILENT + 4 * DAY_MS);
        // then
        assertThat(state.findings).hasSize(1);
        assertThat(state.findings.get(0).open()).isTrue();
    }

    @Test
    void closesWhenItReportsAgain() {
        // given
        timeIs(SILENT);
        // when
        reports(SILENT + 20 * MINUTE_MS);
        timeIs(SILENT + 21 * MINUTE_MS);
        // then
        Finding closed = state.findings.get(1);
        assertThat(closed.id()).isEqualTo(state.findings.get(0).id());
        assertThat(closed.closedAtMs()).isEqualTo(SILENT + 20 * MINUTE_MS);
        assertThat(closed.text())
                .isEqualTo("source:gateway reports again, or has been silent for so long that nobody waits for it.");
    }

    @Test
    void isOverWhenNobodyExpectsItAnyMore() {
        // when
        timeIs(TEN + 8 * DAY_MS);
        // then: last heard at 10:59, given up at the first look after a week
        assertThat(state.findings).hasSize(2);
        assertThat(Instant.ofEpochMilli(state.findings.get(1).closedAtMs()))
                .isEqualTo(Instant.parse("2026-04-08T11:15:00Z"));
        assertThat(state.wakes).doesNotContainKey(GATEWAY);
    }

    @Test
    void neverWhileTheInputLags() {
        // when: the wall clock is a day ahead of what was read
        for (long wallMs = TEN + HOUR_MS; wallMs < TEN + DAY_MS; wallMs += MINUTE_MS) {
            timeIs(wallMs, TEN + HOUR_MS);
        }
        // then
        assertThat(state.findings).isEmpty();
    }

    @Test
    void isFoundThoughTheInputIsAlwaysTwoSecondsBehindTheClock() {
        // when
        for (long wallMs = TEN + HOUR_MS; wallMs < SILENT + 2 * MINUTE_MS; wallMs += 1000) {
            timeIs(wallMs, wallMs - 2000);
        }
        // then
        assertThat(state.findings).hasSize(1);
        assertThat(state.findings.get(0).openedAtMs()).isEqualTo(SILENT);
    }

    @Test
    void isLookedAtAgainWithinAMinuteWhenTheInputHasCaughtUp() {
        // given
        timeIs(SILENT, SILENT - HOUR_MS);
        assertThat(state.wakes.get(GATEWAY)).isEqualTo(SILENT + MINUTE_MS);
        // when
        timeIs(SILENT + MINUTE_MS, SILENT + MINUTE_MS);
        // then
        assertThat(state.findings).hasSize(1);
    }

    @Test
    void asLongAsItReportsItIsNotSilent() {
        // when
        for (long hour = 1; hour < 100; hour++) {
            timeIs(TEN + hour * HOUR_MS + 58 * MINUTE_MS);
            reports(TEN + hour * HOUR_MS + 59 * MINUTE_MS);
        }
        // then
        assertThat(state.findings).isEmpty();
    }

    @Test
    void isNotLookedForWhereThePolicySaysSo() {
        // given
        controls.apply(GovernedUser.policy());
        stage.policyChanged();
        // when
        timeIs(SILENT + DAY_MS);
        // then
        assertThat(state.findings).isEmpty();
        assertThat(state.wakes).doesNotContainKey(GATEWAY);
    }

    @Test
    void aModelIsNotASource() {
        // given
        Scope model = new Scope(Dimension.MODEL, "big");
        // when
        stage.merge(model, TEN / MINUTE_MS, calls());
        // then
        assertThat(state.wakes).doesNotContainKey(model);
    }

    private void reports(long timeMs) {
        stage.merge(GATEWAY, timeMs / MINUTE_MS, calls());
    }

    private static Measures calls() {
        Measures measures = new Measures();
        measures.set(1, 400);
        return measures;
    }

    private void timeIs(long nowMs) {
        timeIs(nowMs, Long.MAX_VALUE);
    }

    /** Everything that is due happens, each at its instant where the input is not behind. */
    private void timeIs(long nowMs, long streamTimeMs) {
        for (Long wake = due(nowMs); wake != null; wake = due(nowMs)) {
            state.wakes.remove(GATEWAY);
            ScopeState gateway = state.change(GATEWAY);
            long atMs = streamTimeMs == Long.MAX_VALUE ? wake : nowMs;
            stage.expire(GATEWAY, gateway, state.rows(GATEWAY), atMs, Math.min(atMs, streamTimeMs));
        }
    }

    private @Nullable Long due(long nowMs) {
        Long wake = state.wakes.get(GATEWAY);
        return wake != null && wake <= nowMs ? wake : null;
    }
}
