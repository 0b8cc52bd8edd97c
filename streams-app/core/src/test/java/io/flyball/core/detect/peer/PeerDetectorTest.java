package io.flyball.core.detect.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.Severity;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import org.junit.jupiter.api.Test;

/** From $250 in a week and ten times what is in the middle of five others on. */
class PeerDetectorTest {
    private static final long TODAY = 20_500;
    private static final long AT_MS = TODAY * 86_400_000L;

    private final PeerDetector detector = new PeerDetector(new PeerRule(250 * NanoUsd.PER_USD, 5));
    private final TeamMembers team = new TeamMembers();

    @Test
    void tellsWhoSpendsTenTimesWhatIsInTheMiddle() {
        // given
        othersSpend(30, 30, 30, 30, 30);
        spends("ann", 300 * NanoUsd.PER_USD);
        // when
        PeerSighting sighting = detector.look(team, "ann", AT_MS);
        // then
        assertThat(sighting).isEqualTo(new PeerSighting(AT_MS, "ann", 300 * NanoUsd.PER_USD, 30 * NanoUsd.PER_USD, 5));
    }

    @Test
    void saysNothingOfOneWhoSpendsALittleLess() {
        // given
        othersSpend(30, 30, 30, 30, 30);
        spends("ann", 300 * NanoUsd.PER_USD - 1);
        // when, then
        assertThat(detector.look(team, "ann", AT_MS)).isNull();
    }

    @Test
    void saysNothingBelowTheFloor() {
        // given
        othersSpend(1, 1, 1, 1, 1);
        spends("ann", 250 * NanoUsd.PER_USD - 1);
        // when, then
        assertThat(detector.look(team, "ann", AT_MS)).isNull();
    }

    @Test
    void tellsFromTheFloorOn() {
        // given
        othersSpend(1, 1, 1, 1, 1);
        spends("ann", 250 * NanoUsd.PER_USD);
        // when, then
        assertThat(detector.look(team, "ann", AT_MS)).isNotNull();
    }

    @Test
    void fourOthersAreTooFewToCompareWith() {
        // given
        othersSpend(1, 1, 1, 1);
        spends("ann", 5_000 * NanoUsd.PER_USD);
        // when, then
        assertThat(detector.look(team, "ann", AT_MS)).isNull();
    }

    @Test
    void whereTheOthersDifferItTakesSixDeviations() {
        // given: in the middle 100, middle distance 99; 100 + 99 * 8.896 is below ten times 100
        othersSpend(1, 1, 100, 400, 400);
        spends("ann", 999 * NanoUsd.PER_USD);
        assertThat(detector.look(team, "ann", AT_MS)).isNull();
        // when
        spends("ann", NanoUsd.PER_USD);
        // then
        assertThat(detector.look(team, "ann", AT_MS)).isNotNull();
    }

    @Test
    void aLargeAmountCannotHideInItsOwnBaseline() {
        // given: with ann among them, three of six would be large, and the middle distance with them
        othersSpend(10, 10, 10, 4_000, 4_000);
        spends("ann", 4_000 * NanoUsd.PER_USD);
        // when
        PeerSighting sighting = detector.look(team, "ann", AT_MS);
        // then
        assertThat(sighting).isNotNull();
    }

    @Test
    void saysWhatIsUnusualAndJudgesNobody() {
        // given
        Scope payments = new Scope(Dimension.TEAM, "payments");
        PeerSighting sighting = new PeerSighting(AT_MS, "ann", 300 * NanoUsd.PER_USD, 30 * NanoUsd.PER_USD, 5);
        // when
        Finding finding = sighting.opened("id", payments);
        // then
        assertThat(finding.text())
                .isEqualTo(
                        "user:ann of team:payments spent $300.00 in 7d, where $30.00 is in the middle of the 5 others:"
                                + " other work costs otherwise, so ask before you judge.");
        assertThat(finding.severity()).isEqualTo(Severity.LOW);
        assertThat(finding.window()).isEqualTo("7d");
        assertThat(finding.evidence())
                .containsEntry("member", "ann")
                .containsEntry("window_cost_nano_usd", "300000000000")
                .containsEntry("median_of_others_nano_usd", "30000000000")
                .containsEntry("others", "5");
        assertThat(sighting.key()).isEqualTo("peer/ann");
        assertThat(sighting.confidencePercent()).isEqualTo(80);
    }

    private void othersSpend(long... usd) {
        for (int i = 0; i < usd.length; i++) {
            spends("other" + i, usd[i] * NanoUsd.PER_USD);
        }
    }

    private void spends(String user, long nanoUsd) {
        team.add(user, TODAY, nanoUsd);
    }
}
