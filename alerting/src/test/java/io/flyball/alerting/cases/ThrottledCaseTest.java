package io.flyball.alerting.cases;

import static io.flyball.alerting.cases.Office.HOUR_MS;
import static io.flyball.alerting.cases.Office.MINUTE_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.alerting.testing.Alerts;
import io.flyball.alerting.words.ThrottleWords;
import io.flyball.schemas.avro.Alert;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A case follows what the throttle does about its scope. */
class ThrottledCaseTest {
    private static final Alert BURN = Alerts.burn("user:ann", "high");

    private final Office office = new Office(AlertRules.DEFAULT);

    @Test
    void showsWhatIsDoneAndNotWhatIsAskedFor() {
        // given: a hold is asked for, and pacing is the first step
        Alert asksForAHold = Alerts.burn("user:ann", "high");
        asksForAHold.setLevel("hold_new_tasks");
        // when
        office.hear(asksForAHold).hear(Alerts.throttled("user:ann", "pace")).settle();
        // then: in the first message already
        assertThat(office.sent).containsExactly("post burn to ann");
        assertThat(says()).contains("Requests are paced").doesNotContain("approval");
    }

    @Test
    void saysInTheThreadThatItGetsStricter() {
        // given
        office.hear(BURN).hear(Alerts.throttled("user:ann", "pace")).settle();
        // when
        office.hear(Alerts.throttled("user:ann", "downshift")).settle();
        // then
        assertThat(office.sent).containsExactly("post burn to ann", "news burn to ann");
        assertThat(says()).contains("cheaper model");
    }

    @Test
    void changesTheMessageQuietlyWhereItGetsMilderOrEndsAtAnotherTime() {
        // given
        office.hear(BURN).hear(Alerts.throttled("user:ann", "downshift")).settle();
        Alert longer = Alerts.throttled("user:ann", "pace");
        longer.setValidUntilMs(Alerts.AT_MS + 9 * HOUR_MS);
        // when
        office.hear(Alerts.throttled("user:ann", "pace")).settle();
        office.hear(longer).settle();
        // then
        assertThat(office.sent).containsExactly("post burn to ann", "edit burn to ann", "edit burn to ann");
        assertThat(says()).contains("2026-03-01 21:00 UTC");
    }

    @Test
    void isQuietAboutItWhileItIsSnoozed() {
        // given
        office.hear(BURN).hear(Alerts.throttled("user:ann", "pace")).settle();
        long untilMs = office.nowMs + HOUR_MS;
        office.answer(known(), new Answer(Answer.Action.SNOOZE, "ann", office.nowMs + 1, untilMs, "", 0, ""))
                .settle();
        office.sent.clear();
        // when
        office.hear(Alerts.throttled("user:ann", "hold_new_tasks")).settle();
        // then
        assertThat(office.sent).containsExactly("edit burn to ann");
    }

    @Test
    void saysThatNothingIsSlowedOnceTheThrottleOutlastedTheCase() {
        // given
        office.hear(BURN).hear(Alerts.throttled("user:ann", "pace")).settle();
        office.hear(Alerts.closed(BURN)).settle();
        assertThat(says()).contains("Requests are paced");
        // when
        office.hear(Alerts.throttled("user:ann", "clear")).settle();
        // then
        assertThat(says()).isEqualTo("Nothing is slowed any more.");
        assertThat(office.sent).containsExactly("post burn to ann", "news burn over to ann", "edit burn over to ann");
    }

    @Test
    void leavesAnOldMessageAloneWhenTheThrottleComesBackForAnotherReason() {
        // given
        office.hear(BURN).hear(Alerts.throttled("user:ann", "pace")).settle();
        office.hear(Alerts.closed(BURN))
                .hear(Alerts.throttled("user:ann", "clear"))
                .settle();
        office.sent.clear();
        // when
        office.hear(Alerts.throttled("user:ann", "pace")).settle();
        // then
        assertThat(office.sent).isEmpty();
    }

    @Test
    void tellsASecondCaseOfTheScopeWhatIsDoneAlready() {
        // given
        office.hear(BURN).hear(Alerts.throttled("user:ann", "pace")).settle();
        Alert loop = Alerts.burn("user:ann", "high");
        loop.setKind("loop");
        loop.setFindingId("loop-1");
        loop.setLevel("hold_new_tasks");
        // when
        office.hear(loop).settle();
        // then
        AlertCase second = Objects.requireNonNull(office.desk().find(CaseKey.of(loop)));
        assertThat(second.course().latest().getLevel()).isEqualTo("pace");
    }

    @Test
    void keepsToOtherScopesCasesTheirOwn() {
        // given
        office.hear(BURN).settle();
        // when
        office.hear(Alerts.throttled("user:bob", "hold_new_tasks")).settle();
        // then
        assertThat(office.sent).containsExactly("post burn to ann");
        assertThat(says()).contains("Requests are paced");
    }

    @Test
    void knowsItStillAfterARestart() {
        // given
        office.hear(BURN).hear(Alerts.throttled("user:ann", "pace")).settle().dieWhileSending();
        office.sent.clear();
        // when: the topology began anew as well, and says it again
        office.hear(Alerts.throttled("user:ann", "pace")).pass(5 * MINUTE_MS);
        // then
        assertThat(office.sent).isEmpty();
    }

    @Test
    void saysWhatShadowWouldHaveDone() {
        // given
        Alert shadow = Alerts.throttled("user:ann", "advise");
        shadow.setShadowLevel("hold_new_tasks");
        // when
        office.hear(BURN).hear(shadow).settle();
        // then
        assertThat(says()).contains("Nothing is slowed, for throttling is in shadow", "New tasks wait");
    }

    private String says() {
        return ThrottleWords.plain(known().course().latest());
    }

    private AlertCase known() {
        return Objects.requireNonNull(office.desk().find(CaseKey.of(BURN)));
    }
}
