package io.flyball.core.stage;

import static io.flyball.core.stage.GovernedUser.ANN;
import static io.flyball.core.stage.GovernedUser.DWELL_MS;
import static io.flyball.core.stage.GovernedUser.HOUR_MS;
import static io.flyball.core.stage.GovernedUser.LADDER;
import static io.flyball.core.stage.GovernedUser.MINUTE_MS;
import static io.flyball.core.stage.GovernedUser.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.BurnRule;
import io.flyball.core.detect.Finding;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.govern.FindingRules;
import io.flyball.core.govern.Governed;
import io.flyball.core.govern.Policy;
import io.flyball.core.govern.ScopeOverride;
import io.flyball.core.govern.ScopeOverride.Kind;
import io.flyball.core.govern.ScopeState;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.price.TrustReportedCost;
import io.flyball.core.spend.CalendarZone;
import io.flyball.core.spend.RowLayout;
import io.flyball.core.spend.Window;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Burns of $4,000 in three days, which close below $3,200, while somebody has raised them by $500. */
class RaisedBurnTest {
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final long RAISE_USD = 500;

    private final GovernedUser ann = new GovernedUser(burns(Window.ROLLING_3D, 4000, 3200));

    @Test
    void aRaiseLiftsABurnBelowTheRaisedAmountThoughItHasNotFallenToItsClosingAmount() {
        // given
        ann.spend("4100", NOON);
        // when
        raise(NOON + HOUR_MS);
        ann.reconsider(NOON + 1000);
        // then: 4,100 are above the 3,600 that close a burn of 4,500
        assertThat(ann.levels()).containsExactly(Level.PACE, Level.CLEAR);
        assertThat(ann.state.findings).extracting(Finding::open).containsExactly(true, false);
        Finding lifted = ann.state.findings.get(1);
        assertThat(lifted.id()).isEqualTo(ann.state.findings.get(0).id());
        assertThat(lifted.window()).isEqualTo("3d");
        assertThat(lifted.text())
                .isEqualTo("user:ann is below $4,500.00 in 3d, to which somebody raised it for a time; the most it"
                        + " reached was $4,100.00.");
        assertThat(lifted.evidence()).containsEntry("open_nano_usd", "4500000000000");
    }

    @Test
    void whatWasHigherOnceAndIsBelowTheRaisedAmountNowIsLiftedToo() {
        // given: 4,700 two days ago, of which 600 have left
        ann.spend("600", NOON);
        ann.spend("4100", NOON + DAY_MS);
        ann.timeIs(NOON + 3 * DAY_MS);
        ann.spend("1", NOON + 3 * DAY_MS);
        assertThat(ann.state.findings).extracting(Finding::open).containsExactly(true);
        // when
        raise(NOON + 9 * DAY_MS);
        ann.reconsider(NOON + 3 * DAY_MS + 1000);
        // then
        assertThat(ann.last().level()).isEqualTo(Level.CLEAR);
        assertThat(ann.state.findings.get(1).costNanoUsd()).isEqualTo(4700 * NanoUsd.PER_USD);
    }

    @Test
    void opensAgainAtTheCallThatReachesTheRaisedAmount() {
        // given
        ann.spend("4100", NOON);
        raise(NOON + 9 * DAY_MS);
        ann.reconsider(NOON + 1000);
        ann.spend("399.999999999", NOON + MINUTE_MS);
        assertThat(ann.state.findings).hasSize(2);
        // when
        ann.spend("0.000000001", NOON + HOUR_MS);
        // then
        Finding opened = ann.state.findings.get(2);
        assertThat(opened.openedAtMs()).isEqualTo(NOON + HOUR_MS);
        assertThat(opened.text()).contains("reaches $4,500.00", "below $3,600.00 again");
        assertThat(opened.evidence())
                .containsEntry("open_nano_usd", "4500000000000")
                .containsEntry("close_nano_usd", "3600000000000");
        assertThat(ann.last().level()).isEqualTo(Level.PACE);
    }

    @Test
    void opensAgainWhenTheRaiseEndsThoughNobodyCalls() {
        // given
        ann.spend("4100", NOON);
        raise(NOON + HOUR_MS);
        ann.reconsider(NOON + 1000);
        // when
        ann.timeIs(NOON + HOUR_MS - 1);
        assertThat(ann.state.findings).hasSize(2);
        ann.timeIs(NOON + HOUR_MS);
        // then
        assertThat(ann.state.findings.get(2).openedAtMs()).isEqualTo(NOON + HOUR_MS);
        assertThat(ann.state.findings.get(2).evidence()).containsEntry("open_nano_usd", "4000000000000");
        assertThat(ann.levels()).containsExactly(Level.PACE, Level.CLEAR, Level.PACE);
    }

    @Test
    void opensAgainWhenTheRaiseIsTakenBack() {
        // given
        ann.spend("4100", NOON);
        raise(NOON + HOUR_MS);
        ann.reconsider(NOON + 1000);
        // when
        ann.controls.overrides().remove(ANN, Kind.RAISE);
        ann.reconsider(NOON + 2 * DWELL_MS);
        // then
        assertThat(ann.levels()).containsExactly(Level.PACE, Level.CLEAR, Level.PACE);
    }

    @Test
    void oneAboveTheRaisedAmountStaysAndClosesBelowTheRaisedShare() {
        // given
        ann.spend("1300", NOON);
        ann.spend("3500", NOON + 5 * HOUR_MS);
        // when
        raise(NOON + 9 * DAY_MS);
        ann.reconsider(NOON + 5 * HOUR_MS + 1000);
        // then: without the first 1,300 it is 3,500, which is below 3,600
        assertThat(ann.state.findings).extracting(Finding::open).containsExactly(true);
        ann.timeIs(NOON + 3 * DAY_MS);
        assertThat(ann.state.findings.get(1).closedAtMs()).isEqualTo(NOON + 3 * DAY_MS);
        assertThat(ann.state.findings.get(1).text())
                .isEqualTo("user:ann is below $3,600.00 in 3d again; the most it reached was $4,800.00.");
        assertThat(ann.last().level()).isEqualTo(Level.CLEAR);
    }

    @Test
    void anEarlierRaiseKeepsItShut() {
        // given
        raise(NOON + 9 * DAY_MS);
        // when
        ann.spend("4499.999999999", NOON);
        // then
        assertThat(ann.state.findings).isEmpty();
    }

    /** A call: how long after the one before, and what it costs. */
    record Spending(long afterMs, int usd) {}

    @Property(tries = 300)
    void whileARaiseHoldsWhatIsOpenHasReachedTheRaisedAmountAndWhenItEndsThePolicysHoldsAgain(
            @ForAll("histories") List<Spending> before,
            @ForAll("histories") List<Spending> meanwhile,
            @ForAll @IntRange(min = 1, max = 20) int raiseUsd) {
        // given
        GovernedUser user = new GovernedUser(burns(Window.ROLLING_1H, 10, 8));
        long nowMs = run(user, before, NOON, 10);
        long endMs = nowMs + 2 + meanwhile.stream().mapToLong(Spending::afterMs).sum();
        // when
        user.controls.overrides().put(raise(raiseUsd, endMs));
        user.reconsider(nowMs + 1);
        // then
        if (costUsd(user, nowMs) < 10 + raiseUsd) {
            assertThat(isOpen(user)).isFalse();
        }
        run(user, meanwhile, nowMs + 1, 10 + raiseUsd);
        user.timeIs(endMs);
        user.commit();
        if (costUsd(user, endMs) >= 10) {
            assertThat(isOpen(user)).isTrue();
        }
        if (costUsd(user, endMs) < 8) {
            assertThat(isOpen(user)).isFalse();
        }
    }

    /** Runs it and sees that nothing opens below the amount; what it returns is the time of the last call. */
    private static long run(GovernedUser user, List<Spending> history, long startMs, long openUsd) {
        long nowMs = startMs;
        for (Spending spending : history) {
            nowMs += spending.afterMs();
            user.timeIs(nowMs);
            boolean wasOpen = isOpen(user);
            user.spend(Integer.toString(spending.usd()), nowMs);
            if (!wasOpen) {
                assertThat(isOpen(user)).isEqualTo(costUsd(user, nowMs) >= openUsd);
            }
        }
        return nowMs;
    }

    private static boolean isOpen(GovernedUser user) {
        Governed governed = user.state.change(ANN).governed();
        return governed != null && !governed.openFindings().isEmpty();
    }

    private static long costUsd(GovernedUser user, long atMs) {
        ScopeState state = user.state.change(ANN);
        return state.spend()
                        .windowCostAt(
                                Window.ROLLING_1H,
                                atMs,
                                user.state.rows(ANN),
                                RowLayout.CHUNKS,
                                new CalendarZone(ZoneOffset.UTC))
                / NanoUsd.PER_USD;
    }

    @Provide
    static Arbitrary<List<Spending>> histories() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 40 * MINUTE_MS),
                        Arbitraries.integers().between(1, 12))
                .as(Spending::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(15);
    }

    private void raise(long untilMs) {
        ann.controls.overrides().put(raise(RAISE_USD, untilMs));
    }

    private static ScopeOverride raise(long usd, long untilMs) {
        return new ScopeOverride(ANN, Kind.RAISE, usd * NanoUsd.PER_USD, "bob", "release week", 0, untilMs);
    }

    private static Policy burns(Window window, long openUsd, long closeUsd) {
        BurnRule rule = new BurnRule(
                new ScopeMatch(Dimension.USER, "*"),
                window,
                openUsd * NanoUsd.PER_USD,
                closeUsd * NanoUsd.PER_USD,
                Level.PACE);
        return new Policy(
                "test",
                ZoneOffset.UTC,
                7 * DAY_MS,
                TrustReportedCost.UNPRICED_ONLY,
                List.of(),
                List.of(rule),
                null,
                List.of(),
                LADDER,
                List.of(),
                FindingRules.NONE);
    }
}
