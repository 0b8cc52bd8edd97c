package io.flyball.core.stage;

import static io.flyball.core.stage.BudgetsTest.budget;
import static io.flyball.core.stage.BudgetsTest.rung;
import static io.flyball.core.stage.GovernedUser.DWELL_MS;
import static io.flyball.core.stage.GovernedUser.HOUR_MS;
import static io.flyball.core.stage.GovernedUser.NOON;
import static io.flyball.core.stage.GovernedUser.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.BurnRule;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.govern.FindingRules;
import io.flyball.core.govern.Policy;
import io.flyball.core.govern.Signal;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.spend.Window;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** Spend that goes up and down round a threshold changes the level once a dwell, and climbs step by step. */
class FlappingPropertyTest {
    /** The window moves every minute, and nothing but the dwell stands between opening and closing. */
    private static final BurnRule EDGE = new BurnRule(
            new ScopeMatch(Dimension.USER, "*"),
            Window.ROLLING_1H,
            10 * NanoUsd.PER_USD,
            10 * NanoUsd.PER_USD,
            Level.PACE);

    /** A call: how long after the one before, and what it costs. */
    record Spending(long afterMs, int usd) {}

    @Property(tries = 300)
    void aLevelHoldsForItsDwell(@ForAll("histories") List<Spending> history) {
        // given
        GovernedUser ann = new GovernedUser(with(EDGE));
        // when
        run(ann, history);
        // then
        Signal former = null;
        for (Signal signal : ann.signals()) {
            assertThat(signal.level() == Level.CLEAR || signal.validUntilMs() >= signal.issuedAtMs() + DWELL_MS)
                    .as("%s is valid for a dwell", signal)
                    .isTrue();
            if (former == null || former.level() != signal.level()) {
                assertThat(former == null ? Long.MAX_VALUE : signal.issuedAtMs() - former.issuedAtMs())
                        .as("from %s to %s", former, signal)
                        .isGreaterThanOrEqualTo(DWELL_MS);
                former = signal;
            }
        }
    }

    @Property(tries = 300)
    void everyWayUpIsOneStepAtATimeAndEverySignalIsNewer(@ForAll("histories") List<Spending> history) {
        // given
        GovernedUser ann = new GovernedUser(policy(
                budget("user", Window.ROLLING_1H, 10, rung("0.5", Level.ADVISE), rung("1", Level.PACE)),
                budget("user", Window.ROLLING_24H, 12, rung("1", Level.DOWNSHIFT), rung("2", Level.HOLD_NEW_TASKS))));
        // when
        run(ann, history);
        // then
        long sinceMs = NOON;
        Signal former = null;
        for (Signal signal : ann.signals()) {
            if (former != null) {
                assertThat(signal.sequence()).isGreaterThan(former.sequence());
                assertThat(signal.issuedAtMs()).isGreaterThanOrEqualTo(former.issuedAtMs());
            }
            Level before = former == null ? Level.CLEAR : former.level();
            Level most =
                    before.compareTo(Level.PACE) < 0 ? Level.PACE : Level.values()[Math.min(4, before.ordinal() + 1)];
            assertThat(signal.level()).isLessThanOrEqualTo(most);
            if (signal.level() != before) {
                boolean climbs = signal.level().compareTo(Level.PACE) > 0
                        && signal.level().compareTo(before) > 0;
                assertThat(climbs ? signal.issuedAtMs() - sinceMs : DWELL_MS).isGreaterThanOrEqualTo(DWELL_MS);
                sinceMs = signal.issuedAtMs();
            }
            former = signal;
        }
        assertThat(ann.levels().isEmpty() || ann.last().level() == Level.CLEAR).isTrue();
    }

    @Test
    void whatHasJustClearedWaitsItsDwellAndIsThenPacedByItself() {
        // given
        GovernedUser ann = new GovernedUser(with(EDGE));
        ann.spend("10", NOON);
        // when: it clears at one, and is crossed again right then
        ann.spend("10", NOON + HOUR_MS + 1000);
        assertThat(ann.levels()).containsExactly(Level.PACE, Level.CLEAR);
        ann.timeIs(NOON + HOUR_MS + DWELL_MS);
        // then
        assertThat(ann.levels()).containsExactly(Level.PACE, Level.CLEAR, Level.PACE);
        assertThat(ann.last().issuedAtMs()).isEqualTo(NOON + HOUR_MS + DWELL_MS);
    }

    @Test
    void paceComesAtTheCrossingCallAlsoRightAfterAdvice() {
        // given
        GovernedUser ann = new GovernedUser(
                policy(budget("user", Window.DAY, 10, rung("0.5", Level.ADVISE), rung("1", Level.PACE))));
        ann.spend("5", NOON);
        // when
        ann.spend("5", NOON + 1);
        // then
        assertThat(ann.levels()).containsExactly(Level.ADVISE, Level.PACE);
        assertThat(ann.last().issuedAtMs()).isEqualTo(NOON + 1);
    }

    @Test
    void aClearThatComesLateIsRememberedSoThatTheNextSignalIsNewer() {
        // given: nothing happens from noon on, so that the clear of one o'clock is given at two
        GovernedUser ann = new GovernedUser(policy(budget("user", Window.ROLLING_1H, 10, rung("0.2", Level.PACE))));
        ann.spend("10", NOON);
        // when
        ann.spend("2", NOON + 2 * HOUR_MS);
        // then
        assertThat(ann.levels()).containsExactly(Level.PACE, Level.CLEAR, Level.PACE);
        assertThat(ann.last().sequence()).isGreaterThan(ann.signals().get(1).sequence());
    }

    private static Policy with(BurnRule rule) {
        Policy budgetsAlone = policy();
        return new Policy(
                "edge",
                budgetsAlone.zone(),
                budgetsAlone.admissionHorizonMs(),
                budgetsAlone.trustReportedCost(),
                List.of(),
                List.of(rule),
                null,
                List.of(),
                budgetsAlone.ladder(),
                List.of(),
                FindingRules.NONE);
    }

    private static void run(GovernedUser ann, List<Spending> history) {
        long timeMs = NOON;
        for (Spending spending : history) {
            timeMs += spending.afterMs();
            ann.spend(Integer.toString(spending.usd()), timeMs);
        }
        ann.timeIs(timeMs + 48 * HOUR_MS);
    }

    @Provide
    Arbitrary<List<Spending>> histories() {
        Arbitrary<Long> gaps = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.longs().between(0, 10 * 60_000L)),
                Tuple.of(1, Arbitraries.longs().between(50 * 60_000L, 62 * 60_000L)));
        return Combinators.combine(gaps, Arbitraries.integers().between(0, 9))
                .as(Spending::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(80);
    }
}
