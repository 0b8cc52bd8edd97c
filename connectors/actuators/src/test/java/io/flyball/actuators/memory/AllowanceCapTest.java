package io.flyball.actuators.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.actuators.decide.ActuatorRules;
import io.flyball.actuators.decide.Entry;
import io.flyball.actuators.decide.Mode;
import io.flyball.actuators.fake.FakeAnthropic;
import io.flyball.actuators.fake.FakeVendor;
import io.flyball.actuators.vendor.AnthropicActuator;
import io.flyball.gateway.ThrottleTable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a hard cap is set, and how high. Running tasks may make twenty calls more. */
class AllowanceCapTest {
    private static final String ANN = "user:user_01A";
    private static final long NOW_MS = Workplace.START_MS;

    private final FakeAnthropic anthropic = new FakeAnthropic();
    private final ThrottleTable table = new ThrottleTable();
    private final List<Entry> entries = new ArrayList<>();
    private final ActuationDesk desk = new ActuationDesk(
            List.of(new Served(
                    new AnthropicActuator(
                            anthropic.url(), FakeVendor.KEY, "monthly", Map.of(), Duration.ofSeconds(20), () -> NOW_MS),
                    ActuatorRules.usual(AnthropicActuator.NAME).in(Mode.ENFORCE))),
            new Past(List.of(), Set.of()),
            entries::add,
            new ActuationMeters(new SimpleMeterRegistry()),
            () -> NOW_MS);

    AllowanceCapTest() {
        anthropic.inherits("user_01A", "500000", "31402.5");
    }

    @AfterEach
    void stop() {
        anthropic.close();
    }

    private void turns(String level, String cause) throws InterruptedException {
        table.apply(ANN, SignalJson.signal(ANN, 1, level, cause, "{'max_requests_per_minute':10}", NOW_MS + 3_600_000));
        for (int i = 0; i < 4; i++) {
            desk.turn(table.inForce(NOW_MS));
        }
    }

    @Test
    void isWhatWasSpentAndTheHeadroomAndTheAllowanceOfRunningTasks() throws Exception {
        // when
        turns("hold_new_tasks", "allowance");

        // then: 31403 spent, 10000 of headroom, and five tasks with twenty calls of 500
        assertThat(anthropic.writes()).singleElement().asString().contains("\"amount\":\"91403\"");
    }

    @ParameterizedTest
    @CsvSource({"pace,allowance", "downshift,allowance", "hold_new_tasks,velocity", "hold_new_tasks,loop"})
    void isNotSetForAnythingButTheEndOfABudget(String level, String cause) throws Exception {
        // when
        turns(level, cause);

        // then
        assertThat(anthropic.writes()).isEmpty();
        assertThat(entries).isEmpty();
    }

    @Test
    void isNotSetWhereItIsNotKnownWhatWasSpent() throws Exception {
        // given
        anthropic.spent("user_01A", "0");

        // when
        turns("hold_new_tasks", "allowance");

        // then
        assertThat(anthropic.writes()).isEmpty();
    }

    @Test
    void isNeverLooserThanWhatWasThere() throws Exception {
        // given
        anthropic.inherits("user_01A", "50000", "31402.5");

        // when
        turns("hold_new_tasks", "allowance");

        // then
        assertThat(anthropic.writes()).isEmpty();
    }
}
