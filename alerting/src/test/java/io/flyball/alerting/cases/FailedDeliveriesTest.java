package io.flyball.alerting.cases;

import static io.flyball.alerting.cases.Office.HOUR_MS;
import static io.flyball.alerting.cases.Office.MINUTE_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.alerting.cases.DeliveryResult.Refused;
import io.flyball.alerting.cases.DeliveryResult.RetryLater;
import io.flyball.alerting.testing.Alerts;
import io.flyball.schemas.avro.Alert;
import org.junit.jupiter.api.Test;

/** What a desk does where a delivery fails, its answer is lost, or the process dies. */
class FailedDeliveriesTest {
    private static final Alert HIGH = Alerts.burn("user:ann", "high");
    private static final Alert MEDIUM = Alerts.burn("user:ann", "medium");

    private final Office office = new Office(AlertRules.DEFAULT);

    @Test
    void waitsAsLongAsItIsAskedToAndTellsOthersMeanwhile() {
        // given
        office.then("ann", new RetryLater(30_000, "429"));
        office.hear(HIGH).hear(Alerts.burn("user:bob", "high"));
        // when
        office.pass(29_000);
        boolean annWaits = !office.sent.contains("post burn to ann");
        office.pass(2_000);
        // then
        assertThat(annWaits).isTrue();
        assertThat(office.sent).containsExactly("post burn to bob", "post burn to ann");
    }

    @Test
    void givesUpAfterAnHourAndGoesToWhoIsNext() {
        // given
        RetryLater later = new RetryLater(30 * MINUTE_MS, "down");
        office.then("ann", later, later, later, later);
        // when
        office.hear(MEDIUM).pass(2 * HOUR_MS);
        // then
        assertThat(office.sent).containsExactly("post burn to #payments");
    }

    @Test
    void goesToWhoIsNextAtOnceWhereItIsAskedToRestForLongerThanItTries() {
        // given
        office.then("ann", new RetryLater(2 * HOUR_MS, "down"));
        // when
        office.hear(MEDIUM).pass(MINUTE_MS);
        // then
        assertThat(office.sent).containsExactly("post burn to #payments");
    }

    @Test
    void saysThatItIsOverInAMessageOfWhichAnUpdateWasRefused() {
        // given
        office.hear(HIGH).settle();
        office.then("ann", new Refused("token_revoked"));
        Alert second = Alerts.burn("user:ann", "high");
        second.setFindingId("second");
        office.hear(second).settle();
        office.sent.clear();
        // when
        office.hear(Alerts.closed(HIGH)).hear(Alerts.closed(second)).settle();
        // then
        assertThat(office.sent).containsExactlyInAnyOrder("news burn over to ann", "news burn over to #payments");
    }

    @Test
    void tellsEverybodyAnewAfterARestartWhereNobodyCouldBeReached() {
        // given
        Refused refused = new Refused("invalid_auth");
        office.then("ann", refused).then("#payments", refused).then("", refused);
        office.hear(HIGH).settle();
        // when
        office.dieWhileSending().pass(31 * MINUTE_MS);
        // then
        assertThat(office.sent).containsExactly("post burn to ann", "post burn to #payments", "post burn to pagerduty");
    }

    @Test
    void looksBeforeItPostsAgainWhereAnAnswerWasLost() {
        // given
        office.then("ann", new RetryLater(0, "no answer", true, false));
        office.hear(HIGH).settle();
        // when
        office.nowMs += 5_000;
        Turn turn = office.desk().turn(office.nowMs);
        // then
        assertThat(turn.deliveries()).singleElement().satisfies(delivery -> assertThat(delivery.mayBeThere())
                .isTrue());
    }

    @Test
    void deliversWhatWasUnderWayWhenTheProcessDiedAndLooksFirst() {
        // given
        office.hear(HIGH).dieWhileSending();
        // when
        Turn turn = office.desk().turn(office.nowMs);
        // then
        assertThat(office.lost()).hasSize(1);
        assertThat(turn.deliveries()).singleElement().satisfies(delivery -> {
            assertThat(delivery.id()).isEqualTo(office.lost().get(0).id());
            assertThat(delivery.mayBeThere()).isTrue();
        });
    }

    @Test
    void neverTellsInADigestWhatMayBeThereAlready() {
        // given
        Office small = new Office(AlertRules.DEFAULT.with(QuietHours.none(), AlertRules.DEFAULT.digestAt(), 2));
        small.hear(HIGH).dieWhileSending();
        for (int i = 0; i < 20; i++) {
            small.hear(Alerts.burn("user:u" + i, "high"));
        }
        // when
        small.pass(5 * MINUTE_MS);
        // then
        assertThat(small.sent).contains("post burn to ann").anySatisfy(words -> assertThat(words)
                .startsWith("digest of "));
        assertThat(small.timesTold(CaseKey.of(HIGH))).isOne();
    }

    @Test
    void leavesAChannelAloneAfterARestartForAsLongAsItWasAskedTo() {
        // given
        office.then("ann", new RetryLater(30_000, "slow down"));
        office.hear(HIGH).settle().dieWhileSending();
        // when
        office.hear(Alerts.burn("user:bob", "high")).pass(29_000);
        // then
        assertThat(office.sent).isEmpty();
        office.pass(2_000);
        assertThat(office.sent).containsExactlyInAnyOrder("post burn to ann", "post burn to bob");
    }

    @Test
    void tellsNothingAgainAfterARestart() {
        // given
        office.hear(HIGH).settle().dieWhileSending();
        office.sent.clear();
        // when
        office.pass(5 * MINUTE_MS);
        // then
        assertThat(office.sent).isEmpty();
    }
}
