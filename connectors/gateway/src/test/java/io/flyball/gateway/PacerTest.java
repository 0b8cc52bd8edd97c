package io.flyball.gateway;

import static io.flyball.gateway.SignalJson.NOW_MS;
import static io.flyball.gateway.SignalJson.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long UNTIL_MS = NOW_MS + 3_600_000;

    private final ThrottleTable table = new ThrottleTable();
    private final Pacer pacer = new Pacer(table, PacerSettings.DEFAULT, NOW_MS, 0);

    @Test
    void aCallOfScopesNobodyAsksAnythingOfPassesAtOnce() {
        // when
        Decision decision = decide(annIn("s1"), 0);
        // then
        assertThat(decision.action()).isEqualTo(Action.PASS);
        assertThat(decision.level()).isEqualTo(ThrottleLevel.CLEAR);
        assertThat(decision.isAdmitted()).isTrue();
        assertThat(decision.signal()).isNull();
    }

    @Test
    void adviceIsToldAndSlowsNobodyWhateverItsLimitsSay() {
        // given
        ask("user:ann", 1, "advise", "next_request", "'max_requests_per_minute':1,'delay_ms':9000", "");
        // when
        decide(annIn("s1"), 0);
        Decision second = decide(annIn("s1"), 0);
        // then
        assertThat(second.action()).isEqualTo(Action.PASS);
        assertThat(second.text()).isEqualTo("Slow down.");
        assertThat(second.limits()).hasToString(ThrottleLimits.NONE.toString());
    }

    @Test
    void aSecondCallWaitsForItsPlaceInTheRate() {
        // given
        ask("user:ann", 1, "pace", "next_request", "'max_requests_per_minute':10", "");
        // when
        Decision first = decide(annIn("s1"), 0);
        Decision second = decide(annIn("s1"), 1);
        // then
        assertThat(first.action()).isEqualTo(Action.PASS);
        assertThat(second.action()).isEqualTo(Action.DELAY);
        assertThat(second.delayMs()).isEqualTo(5_000);
        assertThat(second.isAdmitted()).isTrue();
    }

    @Test
    void sessionsHaveBucketsOfTheirOwn() {
        // given
        ask("user:ann", 1, "pace", "next_request", "'max_requests_per_minute':1", "");
        decide(annIn("s1"), 0);
        // when
        Decision other = decide(annIn("s2"), 0);
        // then
        assertThat(other.action()).isEqualTo(Action.PASS);
    }

    @Test
    void theTightestOfUserTeamAndOrgHolds() {
        // given
        ask("user:ann", 1, "pace", "next_request", "'max_requests_per_minute':60", "");
        ask("team:core", 1, "pace", "next_request", "'max_requests_per_minute':2,'max_output_tokens':900", "");
        ask("org:acme", 1, "pace", "next_request", "'max_requests_per_minute':30,'max_output_tokens':4000", "");
        Call call = Call.builder()
                .user("ann")
                .team("core")
                .org("acme")
                .session("s1")
                .build();
        decide(call, 0);
        // when
        Decision second = decide(call, 0);
        // then
        assertThat(second.delayMs()).isEqualTo(30_000);
        assertThat(second.limits().maxRequestsPerMinute()).isEqualTo(2);
        assertThat(second.maxOutputTokens()).isEqualTo(900);
    }

    @Test
    void delaysOfSeveralScopesRunSideBySideAndNeverExceedAMinute() {
        // given
        ask("user:ann", 1, "pace", "next_request", "'delay_ms':60000", "");
        ask("team:core", 1, "pace", "next_request", "'max_requests_per_minute':2,'delay_ms':50000", "");
        Call call = Call.builder().user("ann").team("core").session("s1").build();
        // when
        Decision first = decide(call, 0);
        Decision second = decide(call, 60);
        // then
        assertThat(first.delayMs()).isEqualTo(60_000);
        assertThat(second.delayMs()).isEqualTo(60_000);
    }

    @Test
    void aQueueOfMoreThanAMinuteIsToldToComeAgain() {
        // given
        ask("user:ann", 1, "pace", "next_request", "'max_requests_per_minute':1", "");
        decide(annIn("s1"), 0);
        decide(annIn("s1"), 0);
        // when
        Decision third = decide(annIn("s1"), 0);
        // then
        assertThat(third.isAdmitted()).isFalse();
        assertThat(third.retryAfterSeconds()).isEqualTo(60);
        assertThat(third.delayMs()).isZero();
    }

    @Test
    void aCallThatWasSentAwayFindsItsPlaceWhenItComesAgain() {
        // given
        ask("user:ann", 1, "pace", "next_request", "'max_requests_per_minute':10", "");
        decide(annIn("s1"), OnDelay.RETRY, 0);
        Decision sentAway = decide(annIn("s1"), OnDelay.RETRY, 1);
        // when
        Decision back = decide(annIn("s1"), OnDelay.RETRY, 1 + sentAway.retryAfterSeconds());
        // then
        assertThat(sentAway.action()).isEqualTo(Action.DELAY);
        assertThat(sentAway.retryAfterSeconds()).isEqualTo(5);
        assertThat(back.action()).isEqualTo(Action.PASS);
    }

    @Test
    void twoCallsThatWereSentAwayAreSentToDifferentTimes() {
        // given
        ask("user:ann", 1, "pace", "next_request", "'max_requests_per_minute':10", "");
        decide(annIn("s1"), OnDelay.RETRY, 0);
        // when
        Decision one = decide(annIn("s1"), OnDelay.RETRY, 0);
        Decision two = decide(annIn("s1"), OnDelay.RETRY, 0);
        // then
        assertThat(one.retryAfterSeconds()).isEqualTo(6);
        assertThat(two.retryAfterSeconds()).isEqualTo(12);
    }

    @Test
    void holdsANewTaskAndNotARunningOne() {
        // given
        decide(annIn("running"), 0);
        ask("user:ann", 1, "hold_new_tasks", "new_task", "", "'task_allowance':1000,");
        // when
        Decision running = decide(annIn("running"), 1);
        Decision begins = decide(annIn("new"), 1);
        // then
        assertThat(running.action()).isEqualTo(Action.PASS);
        assertThat(running.isRunningTask()).isTrue();
        assertThat(begins.action()).isEqualTo(Action.HOLD);
        assertThat(begins.isAdmitted()).isFalse();
        assertThat(begins.retryAfterSeconds()).isEqualTo(60);
    }

    @Test
    void aHeldTaskStaysNewHoweverOftenItAsks() {
        // given
        ask("user:ann", 1, "hold_new_tasks", "new_task", "", "");
        decide(annIn("new"), 0);
        // when
        Decision again = decide(annIn("new"), 60);
        // then
        assertThat(again.action()).isEqualTo(Action.HOLD);
    }

    @Test
    void aTaskPastItsAllowanceIsPacedToOneCallAMinuteAndNeverHeld() {
        // given
        decide(annIn("running"), 0);
        ask("user:ann", 1, "hold_new_tasks", "new_task", "", "'task_allowance':2,");
        decide(annIn("running"), 1);
        decide(annIn("running"), 2);
        // when
        Decision third = decide(annIn("running"), 3);
        Decision fourth = decide(annIn("running"), 4);
        // then
        assertThat(third.action()).isEqualTo(Action.PASS);
        assertThat(fourth.action()).isEqualTo(Action.DELAY);
        assertThat(fourth.delayMs()).isEqualTo(59_000);
        assertThat(fourth.isAdmitted()).isTrue();
    }

    @Test
    void anAllowanceBeginsAnewWithTheNextHold() {
        // given
        decide(annIn("running"), 0);
        ask("user:ann", 1, "hold_new_tasks", "new_task", "", "'task_allowance':0,");
        decide(annIn("running"), 1);
        ask("user:ann", 2, "clear", "next_request", "", "");
        decide(annIn("running"), 90);
        // when
        ask("user:ann", 3, "hold_new_tasks", "new_task", "", "'task_allowance':1,");
        // then
        assertThat(decide(annIn("running"), 91).action()).isEqualTo(Action.PASS);
    }

    @Test
    void whatBeginsUnderADownshiftGetsTheOtherModelToItsEndAndWhatRanKeepsItsOwn() {
        // given
        decide(annIn("running"), 0);
        ask("user:ann", 1, "downshift", "new_task", "'model_override':'small','max_output_tokens':500", "");
        // when
        Decision running = decide(annIn("running"), 1);
        Decision begins = decide(annIn("new"), 1);
        Decision goesOn = decide(annIn("new"), 2);
        // then
        assertThat(running.action()).isEqualTo(Action.PASS);
        assertThat(running.modelOverride()).isEmpty();
        assertThat(running.maxOutputTokens()).isEqualTo(ThrottleLimits.UNLIMITED);
        assertThat(begins.action()).isEqualTo(Action.DOWNSHIFT);
        assertThat(begins.modelOverride()).isEqualTo("small");
        assertThat(goesOn.modelOverride()).isEqualTo("small");
        assertThat(goesOn.maxOutputTokens()).isEqualTo(500);
    }

    @Test
    void aHoldDoesNotGiveTheLargeModelBackAndTheEndOfAllDoes() {
        // given
        ask("user:ann", 1, "downshift", "new_task", "'model_override':'small'", "");
        decide(annIn("s1"), 0);
        ask("user:ann", 2, "hold_new_tasks", "new_task", "", "");
        // when
        Decision underHold = decide(annIn("s1"), 1);
        ask("user:ann", 3, "clear", "next_request", "", "");
        Decision after = decide(annIn("s1"), 2);
        ask("user:ann", 4, "downshift", "new_task", "'model_override':'small'", "");
        Decision later = decide(annIn("s1"), 3);
        // then
        assertThat(underHold.modelOverride()).isEqualTo("small");
        assertThat(after.modelOverride()).isEmpty();
        assertThat(later.modelOverride()).isEmpty();
    }

    @Test
    void aRunningTaskKeepsToTheRateOfAStrongerLevelToo() {
        // given
        decide(annIn("running"), 0);
        ask("user:ann", 1, "downshift", "new_task", "'max_requests_per_minute':10,'model_override':'small'", "");
        decide(annIn("running"), 1);
        // when
        Decision next = decide(annIn("running"), 1);
        // then
        assertThat(next.action()).isEqualTo(Action.DELAY);
        assertThat(next.delayMs()).isEqualTo(6_000);
    }

    @Test
    void aCallThatNamesNeitherTaskNorSessionIsNeverHeld() {
        // given
        ask("user:ann", 1, "hold_new_tasks", "new_task", "", "");
        // when
        Decision decision = decide(Call.builder().user("ann").build(), 0);
        // then
        assertThat(decision.action()).isEqualTo(Action.PASS);
    }

    @Test
    void callsAtTheSameTimeAreLimitedWhereTheirEndsAreTold() {
        // given
        ask("user:ann", 1, "pace", "next_request", "'max_concurrency':1", "");
        Call call = Call.builder().user("ann").session("s1").endReported(true).build();
        decide(call, 0);
        // when
        Decision meanwhile = decide(call, 1);
        pacer.ended(call, 100, 2 * SECOND_NANOS);
        Decision afterwards = decide(call, 2);
        // then
        assertThat(meanwhile.isAdmitted()).isFalse();
        assertThat(meanwhile.retryAfterSeconds()).isEqualTo(1);
        assertThat(afterwards.action()).isEqualTo(Action.PASS);
    }

    @Test
    void aCallThatWasPromisedAPlaceWaitsForTheOneUnderWay() {
        // given
        ask("user:ann", 1, "pace", "next_request", "'max_requests_per_minute':10,'max_concurrency':1", "");
        Call call = Call.builder().user("ann").session("s1").endReported(true).build();
        decide(call, OnDelay.RETRY, 0);
        pacer.ended(call, 100, SECOND_NANOS);
        decide(call, OnDelay.RETRY, 1);
        decide(call, OnDelay.RETRY, 1);
        // when
        Decision first = decide(call, OnDelay.RETRY, 6);
        Decision meanwhile = decide(call, OnDelay.RETRY, 12);
        pacer.ended(call, 100, 13 * SECOND_NANOS);
        Decision afterwards = decide(call, OnDelay.RETRY, 13);
        // then
        assertThat(first.action()).isEqualTo(Action.PASS);
        assertThat(meanwhile.isAdmitted()).isFalse();
        assertThat(meanwhile.retryAfterSeconds()).isEqualTo(1);
        assertThat(afterwards.action()).isEqualTo(Action.PASS);
    }

    @Test
    void aCallThatNeverEndsLeavesTheSessionItsCallAMinute() {
        // given
        ask("user:ann", 1, "pace", "next_request", "'max_concurrency':1", "");
        Call call = Call.builder().user("ann").session("s1").endReported(true).build();
        decide(call, 0);
        // when
        Decision decision = decide(call, 60);
        // then
        assertThat(decision.action()).isEqualTo(Action.PASS);
    }

    @Test
    void tokensThatWereUsedDelayTheNextCallAMinuteAtMost() {
        // given
        ask("user:ann", 1, "pace", "next_request", "'max_tokens_per_minute':1000", "");
        decide(annIn("s1"), 0);
        pacer.ended(annIn("s1"), 1_500, 10 * SECOND_NANOS);
        // when
        Decision next = decide(annIn("s1"), 10);
        pacer.ended(annIn("s1"), 900_000, 50 * SECOND_NANOS);
        Decision afterMuch = decide(annIn("s1"), 50);
        // then
        assertThat(next.delayMs()).isEqualTo(30_001);
        assertThat(afterMuch.delayMs()).isEqualTo(50_001);
    }

    @Test
    void aStepThatEndsRevealsTheNext() {
        // given
        String steps = "'steps':[{'level':'hold_new_tasks','limits':{},'until':'" + Instant.ofEpochMilli(NOW_MS + 5_000)
                + "'},{'level':'advise','limits':{},'until':'" + Instant.ofEpochMilli(UNTIL_MS) + "'}],";
        ask("user:ann", 1, "hold_new_tasks", "new_task", "", steps);
        // when
        Decision first = decide(annIn("s1"), 4);
        Decision second = decide(annIn("s1"), 5);
        // then
        assertThat(first.action()).isEqualTo(Action.HOLD);
        assertThat(second.action()).isEqualTo(Action.PASS);
        assertThat(second.level()).isEqualTo(ThrottleLevel.ADVISE);
    }

    @Test
    void inShadowItPassesAndSaysWhatItWouldHaveDone() {
        // given
        ask("user:ann", 1, "hold_new_tasks", "new_task", "", "");
        // when
        Decision shadow = decide(annIn("new"), 0).inShadow();
        // then
        assertThat(shadow.action()).isEqualTo(Action.PASS);
        assertThat(shadow.isAdmitted()).isTrue();
        assertThat(shadow.would()).isNotNull().extracting(Decision::action).isEqualTo(Action.HOLD);
    }

    private Decision decide(Call call, long second) {
        return decide(call, OnDelay.WAIT, second);
    }

    private Decision decide(Call call, OnDelay onDelay, long second) {
        return pacer.decide(call, onDelay, false, NOW_MS + second * 1_000, second * SECOND_NANOS);
    }

    private static Call annIn(String session) {
        return Call.builder().user("ann").session(session).build();
    }

    private void ask(String scope, long sequence, String level, String appliesTo, String limits, String more) {
        table.apply(
                scope,
                bytes("{'scope':'" + scope + "','sequence':" + sequence + ",'level':'" + level + "','applies_to':'"
                        + appliesTo + "','limits':{" + limits + "}," + more + "'text':'Slow down.','valid_until':'"
                        + Instant.ofEpochMilli(UNTIL_MS) + "'}"));
    }
}
