package io.flyball.alerting.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flyball.alerting.cases.Answer;
import io.flyball.alerting.cases.Answer.Action;
import io.flyball.alerting.cases.CaseKey;
import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.memory.Answers;
import io.flyball.core.govern.ScopeOverride;
import io.flyball.schemas.ControlMapping;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an approver may not decide. */
class ApprovalRefusalsTest extends AnsweringInSlack {

    @Test
    void anApprovalAfterTheEndOfWhatWasAskedFor() {
        // given
        String askId = asked(FakeSlack.USER);
        nowMs += DAY_MS;
        // when
        press(BOSS, "approve", askId, "");
        // then
        assertThat(answer(1).getRefused()).isEqualTo("What was asked for would have ended by now: ask again.");
        assertThat(fake.responses()).singleElement().asString().contains("ended by now");
        assertThat(overrides()).isEmpty();
    }

    @Test
    void aDecisionAboutWhatIsDecided() {
        // given
        String askId = asked(FakeSlack.USER);
        press(LEAD, "decline", askId, "");
        await().until(() -> control.tail().decision(askId).isPresent());
        // when
        press(BOSS, "approve", askId, "");
        // then
        assertThat(answer(2).getRefused()).isEqualTo("lead@example.com has decided it already.");
        assertThat(fake.responses()).singleElement().asString().contains("decided it already");
        assertThat(overrides()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"500, 1", "20, 40"})
    void anApprovalThatWouldTakeALargerOrALongerRaiseAway(long usd, long days) {
        // given
        String askId = asked(FakeSlack.USER);
        hold(ScopeOverride.Kind.RAISE, usd, nowMs + days * DAY_MS);
        // when
        press(BOSS, "approve", askId, "");
        // then
        assertThat(answer(1).getAction()).isEqualTo("approve");
        assertThat(answer(1).getRefused())
                .startsWith("$" + usd + ".00 more until " + Instant.ofEpochMilli(nowMs + days * DAY_MS)
                        + " holds already for user:ann")
                .contains("ask for the whole amount");
        assertThat(fake.responses()).singleElement().asString().contains("ephemeral", "holds already");
        assertThat(overrides()).hasSize(1);
    }

    @Test
    void anApprovalOfWhatWasAskedForASourceBeforeThatWasRefused() {
        // given
        CaseKey silence = new CaseKey("source:gateway", "silence", "");
        Answer ask = new Answer(Answer.Action.ASK, "ann@example.com", nowMs, nowMs + DAY_MS, "old", 50, "why");
        control.send(List.of(ControlMapping.ofAnswer("old", Answers.toAvro(silence, ask, "50", "slack", ""))));
        await().until(() -> control.tail().ask("old").isPresent());
        // when
        press(BOSS, "approve", "old", "", silence);
        // then
        assertThat(answer(1).getRefused()).startsWith("Nothing more can be given for silence of source:gateway");
        assertThat(overrides()).isEmpty();
    }

    @Test
    void whatCouldNotBeApprovedForThatIsSaidToWhoAsksAlready() {
        // given
        hold(ScopeOverride.Kind.RAISE, 500, nowMs + DAY_MS);
        // when
        ask(FakeSlack.USER, "50", "4h");
        // then
        assertThat(answer(0).getRefused()).startsWith("$500.00 more until ");
        assertThat(fake.responses()).singleElement().asString().contains("holds already");
    }

    @Test
    void butAnApprovalOfAsMuchForAsLongTakesTheRaisesPlace() {
        // given
        String askId = asked(FakeSlack.USER);
        hold(ScopeOverride.Kind.RAISE, 50, nowMs + DAY_MS);
        // when
        press(BOSS, "approve", askId, "");
        // then
        assertThat(overrides())
                .extracting(record -> record.getOverride().getKind())
                .containsExactly("raise", "raise", "approve");
    }

    @Test
    void andOneThatIsOverOrWasTakenBackStandsInNobodysWay() {
        // given
        hold(ScopeOverride.Kind.RAISE, 500, nowMs);
        String askId = asked(FakeSlack.USER);
        // when
        press(BOSS, "approve", askId, "");
        // then
        assertThat(overrides()).hasSize(3);
        // when
        hold(ScopeOverride.Kind.RAISE, 500, nowMs + 9 * DAY_MS);
        control.send(List.of(ControlMapping.withoutOverride(ANN, ScopeOverride.Kind.RAISE)));
        await().until(() ->
                control.tail().override(ANN, ScopeOverride.Kind.RAISE, nowMs).isEmpty());
        ask(FakeSlack.USER, "50", "4h");
        // then
        assertThat(answers()).last().satisfies(answer -> assertThat(answer.getRefused())
                .isEmpty());
    }

    @Test
    void aLongerApprovalForNewTasksStaysWhereMoreIsGiven() {
        // given
        String askId = asked(FakeSlack.USER);
        hold(ScopeOverride.Kind.APPROVE, 0, nowMs + 40 * DAY_MS);
        // when
        press(BOSS, "approve", askId, "");
        // then
        assertThat(overrides())
                .extracting(record -> record.getOverride().getKind())
                .containsExactly("approve", "raise");
    }

    @Test
    void anApproversOwnAsk() {
        // given
        String askId = asked(BOSS);
        // when
        press(BOSS, "approve", askId, "");
        // then
        assertThat(answer(1).getRefused()).startsWith("Nobody decides what they asked for themselves");
        assertThat(overrides()).isEmpty();
    }

    @Test
    void anAskOfAnotherCaseUnderThisOnesButtons() {
        // given
        String askId = asked(FakeSlack.USER);
        // when
        press(BOSS, "approve", askId, "", new CaseKey("user:bob", "pace", "24h"));
        // then
        assertThat(answer(1).getRefused()).contains("not known any more");
        assertThat(overrides()).isEmpty();
    }

    @Test
    void anApproversOwnAskThatIsKeptUnderTheirSlackId() {
        // given
        Answer own = new Answer(Action.ASK, BOSS, nowMs, nowMs + DAY_MS, "a-1", 50_000_000_000L, "release week");
        control.send(List.of(ControlMapping.ofAnswer("a-1", Answers.toAvro(CASE, own, "50", "slack", ""))));
        await().until(() -> control.tail().ask("a-1").isPresent());
        // when
        press(BOSS, "approve", "a-1", "");
        // then
        assertThat(overrides()).isEmpty();
        assertThat(answer(1).getRefused()).startsWith("Nobody decides what they asked for themselves");
    }
}
