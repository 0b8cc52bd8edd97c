package io.flyball.app.backtest;

import static io.flyball.app.backtest.Outcomes.at;
import static io.flyball.app.backtest.Outcomes.charge;
import static io.flyball.app.backtest.Outcomes.signal;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.app.report.Report;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyOutcomeTest {
    @Test
    void aLevelHoldsUntilTheNextSignalOrItsOwnEnd() {
        // given
        Report report = Outcomes.report(
                List.of(),
                List.of(
                        signal("user:ann", "advise", "2026-03-02T10:00:00Z", "2026-03-03T10:00:00Z"),
                        signal("user:ann", "pace", "2026-03-02T16:00:00Z", "2026-03-02T18:00:00Z"),
                        signal("user:ann", "clear", "2026-03-02T18:00:00Z", "2026-03-02T18:00:00Z"),
                        signal("user:bob", "pace", "2026-03-04T11:00:00Z", "2026-03-05T11:00:00Z")));

        // when
        List<Throttle> throttles = Throttle.of(report);

        // then
        assertThat(throttles).extracting(Throttle::level).containsExactly(Level.ADVISE, Level.PACE, Level.PACE);
        assertThat(throttles)
                .extracting(Throttle::untilMs)
                .containsExactly(at("2026-03-02T16:00:00Z"), at("2026-03-02T18:00:00Z"), at("2026-03-05T11:00:00Z"));
        assertThat(throttles).extracting(Throttle::inForceAtEnd).containsExactly(false, false, true);
        assertThat(throttles.get(2).heldMs(Outcomes.AS_OF_MS)).isEqualTo(3_600_000L);
    }

    @Test
    void whatWasSpentUnderAThrottleIsTheMostItCouldHaveSaved() {
        // given
        Report report = Outcomes.report(
                List.of(), List.of(signal("user:ann", "pace", "2026-03-02T10:00:00Z", "2026-03-02T12:00:00Z")));

        // when: before it, the call that brought it, under it twice, at its end; and somebody else
        PolicyOutcome outcome = Outcomes.outcome(
                "p",
                report,
                List.of(
                        charge("ann", "t", "2026-03-02T09:59:59.999Z", 1),
                        charge("ann", "t", "2026-03-02T10:00:00Z", 2),
                        charge("ann", "t", "2026-03-02T10:00:00.001Z", 4),
                        charge("ann", "t", "2026-03-02T11:59:59.999Z", 8),
                        charge("ann", "t", "2026-03-02T12:00:00Z", 16),
                        charge("bob", "t", "2026-03-02T11:00:00Z", 32)));

        // then
        assertThat(outcome.savedAtMostNanoUsd()).isEqualTo(12 * NanoUsd.PER_USD);
        assertThat(outcome.spend().spentNanoUsd(outcome.throttles().get(0))).isEqualTo(12 * NanoUsd.PER_USD);
    }

    @Test
    void aCallUnderTwoThrottlesCountsOnceUnderTheStronger() {
        // given
        Report report = Outcomes.report(
                List.of(),
                List.of(
                        signal("user:ann", "pace", "2026-03-02T10:00:00Z", "2026-03-02T12:00:00Z"),
                        signal("team:t", "downshift", "2026-03-02T10:00:00Z", "2026-03-02T12:00:00Z")));

        // when
        PolicyOutcome outcome = Outcomes.outcome("p", report, List.of(charge("ann", "t", "2026-03-02T11:00:00Z", 5)));

        // then
        assertThat(outcome.held(Level.PACE).atMostNanoUsd()).isZero();
        assertThat(outcome.held(Level.DOWNSHIFT).atMostNanoUsd()).isEqualTo(5 * NanoUsd.PER_USD);
        assertThat(outcome.savedAtMostNanoUsd()).isEqualTo(5 * NanoUsd.PER_USD);
        assertThat(outcome.slowedMs()).isEqualTo(4 * 3_600_000L);
    }

    @Test
    void adviceSlowsNobodyAndSavesNothing() {
        // given
        Report report = Outcomes.report(
                List.of(), List.of(signal("user:ann", "advise", "2026-03-02T10:00:00Z", "2026-03-02T12:00:00Z")));

        // when
        PolicyOutcome outcome = Outcomes.outcome("p", report, List.of(charge("ann", "t", "2026-03-02T11:00:00Z", 5)));

        // then
        assertThat(outcome.slowedScopes()).isEmpty();
        assertThat(outcome.savedAtMostNanoUsd()).isZero();
        assertThat(outcome.held(Level.ADVISE).heldMs()).isEqualTo(2 * 3_600_000L);
    }
}
