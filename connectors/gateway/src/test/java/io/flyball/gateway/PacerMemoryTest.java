package io.flyball.gateway;

import static io.flyball.gateway.SignalJson.NOW_MS;
import static io.flyball.gateway.SignalJson.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a pacer does where it knows too little: it lets through. */
class PacerMemoryTest {
    private static final long HOUR_MS = 3_600_000;
    private static final long UNTIL_MS = NOW_MS + HOUR_MS;

    private final ThrottleTable table = new ThrottleTable();
    private final Pacer pacer = new Pacer(table, PacerSettings.DEFAULT, NOW_MS, 0);

    @Test
    void aStaleTableHoldsNobodyAndPacesOn() {
        // given
        ask("user:ann", 1, "hold_new_tasks", "new_task", "'max_requests_per_minute':1");
        // when
        Decision first = pacer.decide(annIn("new"), OnDelay.WAIT, true, NOW_MS, 0);
        Decision second = pacer.decide(annIn("new"), OnDelay.WAIT, true, NOW_MS, 0);
        // then
        assertThat(first.action()).isEqualTo(Action.PASS);
        assertThat(second.action()).isEqualTo(Action.DELAY);
    }

    @Test
    void aGatewayYoungerThanAHoldTakesTasksItDoesNotKnowForRunningOnes() {
        // given
        table.beginLoading();
        ask("user:ann", 1, "hold_new_tasks", "new_task", "");
        table.endLoading();
        // when
        Decision soon = decide(annIn("s1"), 599);
        Decision later = decide(annIn("s2"), 600);
        // then
        assertThat(soon.action()).isEqualTo(Action.PASS);
        assertThat(later.action()).isEqualTo(Action.HOLD);
    }

    @Test
    void aTaskThatHadToBeForgottenIsTakenForRunning() {
        // given
        Pacer small = new Pacer(
                table, new PacerSettings(10, 10, Duration.ofHours(1), Duration.ofMinutes(10)), NOW_MS - HOUR_MS, 0);
        for (int i = 0; i < 30; i++) {
            small.decide(annIn("s" + i), OnDelay.WAIT, false, NOW_MS + i, 0);
        }
        ask("user:ann", 1, "hold_new_tasks", "new_task", "");
        // when
        Decision decision = small.decide(annIn("s0"), OnDelay.WAIT, false, NOW_MS + 100, 0);
        // then
        assertThat(decision.action()).isEqualTo(Action.PASS);
        assertThat(small.taskCount()).isLessThanOrEqualTo(10);
        assertThat(small.forgottenTaskCount()).isPositive();
    }

    @Test
    void aSessionThereIsNoRoomForIsNotSlowed() {
        // given
        Pacer small =
                new Pacer(table, new PacerSettings(10, 1, Duration.ofHours(1), Duration.ofMinutes(10)), NOW_MS, 0);
        ask("user:ann", 1, "pace", "next_request", "'max_requests_per_minute':1");
        small.decide(annIn("s1"), OnDelay.WAIT, false, NOW_MS, 0);
        small.decide(annIn("s2"), OnDelay.WAIT, false, NOW_MS, 0);
        // when
        Decision decision = small.decide(annIn("s2"), OnDelay.WAIT, false, NOW_MS, 0);
        // then
        assertThat(decision.action()).isEqualTo(Action.PASS);
        assertThat(small.unpacedCount()).isEqualTo(2);
    }

    private Decision decide(Call call, long second) {
        return pacer.decide(call, OnDelay.WAIT, false, NOW_MS + second * 1_000, second * 1_000_000_000L);
    }

    private static Call annIn(String session) {
        return Call.builder().user("ann").session(session).build();
    }

    private void ask(String scope, long sequence, String level, String appliesTo, String limits) {
        table.apply(
                scope,
                bytes("{'scope':'" + scope + "','sequence':" + sequence + ",'level':'" + level + "','applies_to':'"
                        + appliesTo + "','limits':{" + limits + "},'text':'Slow down.','valid_until':'"
                        + Instant.ofEpochMilli(UNTIL_MS) + "'}"));
    }
}
