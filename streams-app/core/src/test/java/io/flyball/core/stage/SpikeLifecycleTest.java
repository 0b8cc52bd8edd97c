package io.flyball.core.stage;

import static io.flyball.core.stage.GovernedUser.ANN;
import static io.flyball.core.stage.GovernedUser.HOUR_MS;
import static io.flyball.core.stage.GovernedUser.LADDER;
import static io.flyball.core.stage.GovernedUser.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.detect.Severity;
import io.flyball.core.detect.spike.SpikeRule;
import io.flyball.core.govern.FindingRules;
import io.flyball.core.govern.Policy;
import io.flyball.core.govern.ScopeOverride;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.price.TrustReportedCost;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ann's days of $20, and days that are not; from $75 on. */
class SpikeLifecycleTest {
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final int DAYS = 10;
    private static final long TODAY = NOON + DAYS * DAY_MS;

    private final GovernedUser ann = new GovernedUser(policy(new ScopeMatch(Dimension.USER, "*")));

    @Test
    void opensAtTheCallThatReachesSixTimesTheUsual() {
        // given
        tenDaysOf("20");
        ann.spend("119.99", TODAY);
        assertThat(ann.state.findings).isEmpty();
        // when
        ann.spend("0.01", TODAY + 1000);
        // then
        Finding spike = ann.state.findings.get(0);
        assertThat(spike.kind()).isEqualTo(FindingKind.SPIKE);
        assertThat(spike.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(spike.openedAtMs()).isEqualTo(TODAY + 1000);
        assertThat(spike.window()).isEqualTo("24h");
        assertThat(spike.text())
                .isEqualTo(
                        "user:ann spent $120.00 in 24h, where $20.00 is usual (10 days at work): if that is meant, say"
                                + " so; if not, look at what runs now. It is over when 24h are below $96.00, with no further spend"
                                + " at 2026-03-22T12:00:00Z.");
        assertThat(spike.evidence())
                .containsEntry("window_cost_nano_usd", "120000000000")
                .containsEntry("open_nano_usd", "120000000000")
                .containsEntry("usual_nano_usd", "20000000000")
                .containsEntry("days_of_history", "10");
        assertThat(ann.levels()).containsExactly(Level.ADVISE);
    }

    @Test
    void isOverWhenTheDayIsBelowFourFifthsOfIt() {
        // given
        tenDaysOf("20");
        ann.spend("30", TODAY);
        ann.spend("100", TODAY + 2 * HOUR_MS);
        // when: without the 30 it is still 96 and more; without the 100 it is not
        ann.timeIs(TODAY + DAY_MS + HOUR_MS);
        assertThat(ann.state.findings).hasSize(1);
        ann.timeIs(TODAY + DAY_MS + 2 * HOUR_MS);
        // then
        Finding closed = ann.state.findings.get(1);
        assertThat(closed.closedAtMs()).isEqualTo(TODAY + DAY_MS + 2 * HOUR_MS);
        assertThat(closed.costNanoUsd()).isEqualTo(130 * NanoUsd.PER_USD);
        assertThat(closed.text()).isEqualTo("user:ann spends as usual again; the most in 24h was $130.00.");
        assertThat(closed.evidence())
                .containsEntry("window_cost_nano_usd", "130000000000")
                .containsEntry("open_nano_usd", "120000000000");
        assertThat(ann.levels()).containsExactly(Level.ADVISE, Level.CLEAR);
    }

    @Test
    void isNotToldAgainWhileItGoesOn() {
        // given
        tenDaysOf("20");
        ann.spend("120", TODAY);
        // when
        ann.spend("500", TODAY + 3 * HOUR_MS);
        // then: the signal is renewed to its later end, and the end knows the most
        assertThat(ann.state.findings).hasSize(1);
        assertThat(ann.last().validUntilMs()).isEqualTo(TODAY + DAY_MS + 3 * HOUR_MS);
        ann.timeIs(TODAY + 2 * DAY_MS);
        assertThat(ann.state.findings.get(1).costNanoUsd()).isEqualTo(620 * NanoUsd.PER_USD);
        assertThat(ann.levels()).containsExactly(Level.ADVISE, Level.ADVISE, Level.CLEAR);
    }

    @Test
    void whatIsTestedIsNoPartOfItsOwnBaseline() {
        // given: seven days at work, the least there must be
        for (int day = DAYS - 7; day < DAYS; day++) {
            ann.spend("20", NOON + day * DAY_MS);
        }
        // when
        for (int call = 0; call < 6; call++) {
            ann.spend("20", TODAY + call * 1000);
        }
        // then: six times 20, where an eighth day of 120 would have raised fourfold
        assertThat(ann.state.findings).singleElement().satisfies(spike -> assertThat(spike.evidence())
                .containsEntry("days_of_history", "7"));
    }

    @Test
    void whoJoinedLessThanAWeekAgoHasNone() {
        // given
        for (int day = DAYS - 6; day < DAYS; day++) {
            ann.spend("20", NOON + day * DAY_MS);
        }
        // when
        ann.spend("3000", TODAY);
        // then
        assertThat(ann.state.findings).isEmpty();
    }

    @Test
    void belowTheFloorNothingIsASpike() {
        // given
        tenDaysOf("1");
        ann.spend("74.99", TODAY);
        assertThat(ann.state.findings).isEmpty();
        // when
        ann.spend("0.01", TODAY + 1000);
        // then: the floor is what it is measured by
        assertThat(ann.state.findings.get(0).evidence()).containsEntry("open_nano_usd", "75000000000");
    }

    @Test
    void opensAgainOnAnotherDay() {
        // given
        tenDaysOf("20");
        ann.spend("120", TODAY);
        ann.timeIs(TODAY + DAY_MS);
        // when
        ann.spend("120", TODAY + 2 * DAY_MS);
        // then
        assertThat(ann.state.findings).extracting(Finding::open).containsExactly(true, false, true);
    }

    @Test
    void aRaisedBudgetRaisesNoSpike() {
        // given
        tenDaysOf("20");
        ann.controls
                .overrides()
                .put(new ScopeOverride(
                        ANN, ScopeOverride.Kind.RAISE, 1000 * NanoUsd.PER_USD, "bob", "launch", 0, TODAY + 9 * DAY_MS));
        // when
        ann.spend("120", TODAY);
        ann.spend("1", TODAY + HOUR_MS);
        ann.timeIs(TODAY + 2 * HOUR_MS);
        // then
        assertThat(ann.state.findings).extracting(Finding::open).containsExactly(true);
    }

    @Test
    void endsWithItsRule() {
        // given
        tenDaysOf("20");
        ann.spend("120", TODAY);
        // when
        ann.controls.apply(policy(new ScopeMatch(Dimension.USER, "bob")));
        ann.reconsider(TODAY + HOUR_MS);
        ann.timeIs(TODAY + HOUR_MS);
        // then
        assertThat(ann.state.findings).extracting(Finding::open).containsExactly(true, false);
        assertThat(ann.levels()).containsExactly(Level.ADVISE, Level.CLEAR);
    }

    @Test
    void isOfTheScopesOfItsRule() {
        // given
        GovernedUser bobsRule = new GovernedUser(policy(new ScopeMatch(Dimension.USER, "bob")));
        for (int day = 0; day < DAYS; day++) {
            bobsRule.spend("20", NOON + day * DAY_MS);
        }
        // when
        bobsRule.spend("500", TODAY);
        // then
        assertThat(bobsRule.state.findings).isEmpty();
    }

    private void tenDaysOf(String usd) {
        for (int day = 0; day < DAYS; day++) {
            ann.spend(usd, NOON + day * DAY_MS);
        }
    }

    private static Policy policy(ScopeMatch match) {
        return new Policy(
                "test",
                ZoneOffset.UTC,
                7 * DAY_MS,
                TrustReportedCost.UNPRICED_ONLY,
                List.of(),
                List.of(),
                null,
                List.of(new SpikeRule(match, 75 * NanoUsd.PER_USD, Level.ADVISE)),
                LADDER,
                List.of(),
                FindingRules.NONE);
    }
}
