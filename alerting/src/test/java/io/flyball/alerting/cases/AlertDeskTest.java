package io.flyball.alerting.cases;

import static io.flyball.alerting.cases.Office.HOUR_MS;
import static io.flyball.alerting.cases.Office.MINUTE_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.alerting.cases.DeliveryResult.Refused;
import io.flyball.alerting.testing.Alerts;
import io.flyball.schemas.avro.Alert;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AlertDeskTest {
    private static final Alert HIGH = Alerts.burn("user:ann", "high");
    private static final Alert MEDIUM = Alerts.burn("user:ann", "medium");
    private static final Alert LOW = Alerts.burn("user:ann", "low");

    private final Office office = new Office(AlertRules.DEFAULT);

    @Test
    void tellsThePersonFirstThenTheTeamThenOnCallWhileNobodyAnswers() {
        // when
        office.hear(HIGH).pass(31 * MINUTE_MS);
        // then
        assertThat(office.sent).containsExactly("post burn to ann", "post burn to #payments", "post burn to pagerduty");
    }

    @Test
    void goesToNobodyElseOnceThePersonAnswered() {
        // given
        office.hear(HIGH).settle();
        // when
        office.answer(known(), snooze(office.nowMs + HOUR_MS)).pass(50 * MINUTE_MS);
        // then
        assertThat(office.sent).containsExactly("post burn to ann", "news burn to ann");
    }

    @Test
    void beginsAnewWithSilenceWhenASnoozeIsOver() {
        // given
        office.hear(HIGH).settle();
        office.answer(known(), snooze(office.nowMs + HOUR_MS)).settle();
        office.sent.clear();
        // when
        office.pass(HOUR_MS + 11 * MINUTE_MS);
        // then
        assertThat(office.sent).containsExactly("news burn to ann", "post burn to #payments");
    }

    @Test
    void writesToThePersonWhomSlackDoesNotFindBeforeAnybodyElse() {
        // given
        office.withMail().then("ann", new Refused("users_not_found"));
        // when
        office.hear(HIGH).pass(11 * MINUTE_MS);
        // then
        assertThat(office.sent).containsExactly("post burn to ann@example.com", "post burn to #payments");
    }

    @Test
    void keepsWhatIsOfLowSeverityForTheDigestAlsoByMail() {
        // given
        office.withMail().then("ann", new Refused("users_not_found"));
        // when
        office.hear(LOW).pass(50 * HOUR_MS);
        // then
        assertThat(office.sent).containsExactly("digest of 1 to ann@example.com");
    }

    @Test
    void tellsTheTeamAtOnceWhereThePersonIsUnknown() {
        // given
        office.withUnknownPerson();
        // when
        office.hear(HIGH).settle();
        // then
        assertThat(office.sent).containsExactly("post burn to #payments");
    }

    @Test
    void tellsTheTeamAtOnceWhereThePersonIsRefused() {
        // given
        office.then("ann", new Refused("no such user."));
        // when
        office.hear(HIGH).settle();
        // then
        assertThat(office.sent).containsExactly("post burn to #payments");
    }

    @Test
    void neverWakesOnCallForWhatIsOfMediumSeverity() {
        // when
        office.hear(MEDIUM).pass(10 * HOUR_MS);
        // then
        assertThat(office.sent).containsExactly("post burn to ann", "post burn to #payments");
    }

    @Test
    void tellsOnCallAtOnceOfWhatConcernsFlyballItself() {
        // given
        Alert silence = Alerts.burn("source:litellm", "high");
        silence.setKind("silence");
        // when
        office.hear(silence).settle();
        // then
        assertThat(office.sent).containsExactly("post silence to pagerduty");
    }

    @Test
    void changesItsOneMessageWhileMoreOfTheSameIsFound() {
        // given
        office.hear(HIGH).settle();
        // when
        for (int i = 0; i < 5; i++) {
            Alert more = Alerts.burn("user:ann", "high");
            more.setFindingId("more-" + i);
            office.hear(more);
        }
        office.settle();
        // then
        assertThat(office.sent).containsExactly("post burn to ann", "edit burn to ann");
        assertThat(known().course().findings()).isEqualTo(6);
    }

    @Test
    void saysOnceThatItIsOverWhenTheLastOfItIs() {
        // given
        Alert second = Alerts.burn("user:ann", "high");
        second.setFindingId("second");
        office.hear(HIGH).hear(second).settle();
        office.hear(Alerts.closed(HIGH)).settle();
        // when
        office.hear(Alerts.closed(second)).hear(Alerts.closed(second)).settle();
        // then
        assertThat(office.sent).containsExactly("post burn to ann", "edit burn to ann", "news burn over to ann");
    }

    @Test
    void goesOnInTheOldMessageWhereItComesBackSoon() {
        // given
        office.hear(HIGH).settle();
        office.hear(Alerts.closed(HIGH)).pass(HOUR_MS);
        office.sent.clear();
        Alert again = Alerts.burn("user:ann", "high");
        again.setFindingId("again");
        // when
        office.hear(again).settle();
        // then
        assertThat(office.sent).containsExactly("news burn to ann");
    }

    @Test
    void beginsANewMessageWhereItComesBackLate() {
        // given
        office.hear(HIGH).settle();
        office.hear(Alerts.closed(HIGH)).pass(7 * HOUR_MS);
        office.sent.clear();
        Alert again = Alerts.burn("user:ann", "high");
        again.setFindingId("again");
        // when
        office.hear(again).settle();
        // then
        assertThat(office.sent).containsExactly("post burn to ann");
    }

    @Test
    void tellsLowSeveritiesTogetherOnceADay() {
        // given
        Alert other = Alerts.burn("user:ann", "low");
        other.setKind("waste");
        // when
        office.hear(LOW).hear(other).pass(48 * HOUR_MS);
        // then
        assertThat(office.sent).containsExactly("digest of 2 to ann");
    }

    @Test
    void keepsMediumSeveritiesForTheEndOfQuietHours() {
        // given
        Office quiet = new Office(night());
        quiet.nowMs = Alerts.AT_MS + 11 * HOUR_MS;
        // when
        quiet.hear(MEDIUM).pass(7 * HOUR_MS);
        boolean silent = quiet.sent.isEmpty();
        quiet.pass(2 * HOUR_MS);
        // then
        assertThat(silent).isTrue();
        assertThat(quiet.sent).containsExactly("post burn to ann");
    }

    @Test
    void tellsOfWhatWasOverBeforeTheQuietHoursWereInTheDigest() {
        // given
        Office quiet = new Office(night());
        quiet.nowMs = Alerts.AT_MS + 11 * HOUR_MS;
        quiet.hear(MEDIUM).pass(HOUR_MS);
        // when
        quiet.hear(Alerts.closed(MEDIUM)).pass(24 * HOUR_MS);
        // then
        assertThat(quiet.sent).containsExactly("digest of 1 to ann");
    }

    @Test
    void tellsHighSeveritiesInQuietHours() {
        // given
        Office quiet = new Office(night());
        quiet.nowMs = Alerts.AT_MS + 11 * HOUR_MS;
        // when
        quiet.hear(HIGH).settle();
        // then
        assertThat(quiet.sent).containsExactly("post burn to ann");
    }

    @Test
    void saysNothingNewOfWhatComesBackWhileItIsSnoozed() {
        // given
        office.hear(HIGH).settle();
        office.answer(known(), snooze(office.nowMs + 3 * HOUR_MS)).settle();
        office.hear(Alerts.closed(HIGH)).pass(HOUR_MS);
        office.sent.clear();
        // when
        office.hear(HIGH).pass(HOUR_MS / 2);
        // then
        assertThat(office.sent).containsExactly("edit burn to ann");
        assertThat(known().quiet().answeredBy()).isNotEmpty();
    }

    @Test
    void saysSoWhereWhatOnlyEverOpensIsTakenForOver() {
        // given
        Alert control = Alerts.burn("source:control", "high");
        control.setKind("control");
        office.hear(control).settle();
        office.sent.clear();
        // when
        office.pass(25 * HOUR_MS);
        // then
        assertThat(office.sent).containsExactly("news control over to pagerduty");
    }

    @Test
    void saysInTheThreadWhatTheAmountHasBecome() {
        // given
        office.hear(HIGH).settle();
        Alert grown = Alerts.burn("user:ann", "high");
        grown.setId("burn/user:ann/updated/1");
        grown.setChange("updated");
        grown.setCostNanoUsd(8_100_000_000_000L);
        // when
        office.hear(grown).settle();
        // then
        assertThat(office.sent).containsExactly("post burn to ann", "news burn to ann");
        assertThat(known().news().text()).startsWith("Still on: burn by user:ann, $8,100.00 in 3d.");
    }

    @Test
    void tellsAMachineEveryChangeAndCountsNoneOfThemAsAMessage() {
        // given
        office.withFeed();
        // when
        office.hear(HIGH).settle();
        office.hear(Alerts.closed(HIGH)).settle();
        // then
        assertThat(office.sent)
                .contains("post burn to webhook", "news burn over to webhook")
                .hasSize(4);
    }

    @Test
    void asksTheApproverOnceAndShowsThemWhatWasDecided() {
        // given
        office.withApprover().hear(HIGH).settle();
        AlertCase of = known();
        Answer ask = new Answer(
                Answer.Action.ASK, "ann@example.com", office.nowMs, office.nowMs + HOUR_MS, "q1", 50_000_000_000L, "x");
        office.answer(of, ask).answer(of, ask).settle();
        office.sent.clear();
        // when
        Answer approve =
                new Answer(Answer.Action.APPROVE, "boss@example.com", office.nowMs, 0, "q1", 50_000_000_000L, "");
        office.answer(of, approve).answer(of, approve).settle();
        // then
        assertThat(office.sent).containsExactlyInAnyOrder("edit ask to boss@example.com", "news burn to ann");
        assertThat(known().ask("q1").map(Ask::decision)).contains("approve");
    }

    @Test
    void forgetsWhatIsLongOver() {
        // given
        office.hear(HIGH).settle();
        // when
        office.hear(Alerts.closed(HIGH)).pass(25 * HOUR_MS);
        // then
        assertThat(office.memory).isEmpty();
    }

    private AlertCase known() {
        return Objects.requireNonNull(office.only());
    }

    private Answer snooze(long untilMs) {
        return new Answer(Answer.Action.SNOOZE, "ann@example.com", office.nowMs, untilMs, "", 0, "");
    }

    private static AlertRules night() {
        QuietHours hours = new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneId.of("UTC"));
        return AlertRules.DEFAULT.with(hours, LocalTime.of(9, 0), 30);
    }
}
