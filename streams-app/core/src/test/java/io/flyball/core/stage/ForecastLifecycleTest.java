package io.flyball.core.stage;

import static io.flyball.core.stage.BudgetsTest.budget;
import static io.flyball.core.stage.BudgetsTest.rung;
import static io.flyball.core.stage.GovernedUser.HOUR_MS;
import static io.flyball.core.stage.GovernedUser.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.Level;
import io.flyball.core.spend.Window;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A budget of $300 for March that is told at all of it, and days that spend it sooner. */
class ForecastLifecycleTest {
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final long MARCH = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final Policy MONTH = policy(budget("user", Window.MONTH, 300, rung("1", Level.PACE)));

    private final GovernedUser ann = new GovernedUser(MONTH);

    @Test
    void isToldWhenAWeekIsKnownAndSlowsNobody() {
        // when: $20 a day use it up on the 16th
        days(7, "20");
        assertThat(ann.state.findings).isEmpty();
        ann.spend("20", MARCH + 7 * DAY_MS);
        // then
        assertThat(ann.state.findings).singleElement().satisfies(pace -> {
            assertThat(pace.kind()).isEqualTo(FindingKind.PACE);
            assertThat(pace.text()).contains("is used up on", "March");
        });
        assertThat(ann.signals()).isEmpty();
    }

    @Test
    void isNotToldWhereItLasts() {
        // when
        days(20, "10");
        // then
        assertThat(ann.state.findings).isEmpty();
    }

    @Test
    void isOverADayAfterItWasSeenLast() {
        // given
        days(8, "20");
        // when
        ann.timeIs(MARCH + 8 * DAY_MS);
        // then
        assertThat(ann.state.findings).extracting(Finding::open).containsExactly(true, false);
        assertThat(ann.state.findings.get(1).text())
                .isEqualTo("user:ann no longer spends its budget ahead of its period; it had spent $160.00.");
    }

    @Test
    void ofARollingBudgetThereIsNone() {
        // given
        GovernedUser bob = new GovernedUser(policy(budget("user", Window.ROLLING_30D, 300, rung("1", Level.PACE))));
        // when
        for (int day = 0; day < 10; day++) {
            bob.spend("20", MARCH + day * DAY_MS);
        }
        // then
        assertThat(bob.state.findings).isEmpty();
    }

    private void days(int count, String usd) {
        for (int day = 0; day < count; day++) {
            ann.spend(usd, MARCH + day * DAY_MS);
        }
    }
}
