package io.flyball.alerting.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.alerting.testing.Alerts;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What finds no room in the budget, where there is no place to tell much together: nothing of it is lost. */
class NoRoomTest {
    private static final AlertRules TWO_A_MINUTE = AlertRules.DEFAULT.with(QuietHours.none(), LocalTime.of(9, 0), 2);
    private static final List<String> SCOPES =
            IntStream.range(0, 7).mapToObj(i -> "user:u" + i).toList();

    @Test
    void itIsToldOneByOneAsRoomComes() {
        // given
        Office office = hearAll(new Office(TWO_A_MINUTE).withoutOverflow());
        // when
        office.pass(5 * Office.MINUTE_MS);
        // then
        assertThat(office.sent).hasSameSizeAs(SCOPES).allMatch(sent -> sent.startsWith("post burn to u"));
        assertThat(office.sendsAt.values()).allMatch(sends -> sends <= 2);
    }

    @Test
    void itIsToldOneByOneWhereThePlaceForManyIsGoneSince() {
        // given
        Office office = hearAll(new Office(TWO_A_MINUTE)
                .then(Office.CHANNEL.recipient(), new DeliveryResult.RetryLater(600_000, "It is tried again.")));
        office.pass(2 * Office.MINUTE_MS);
        assertThat(office.memory.values())
                .anyMatch(of -> of.told().stream().anyMatch(told -> told.state() == Told.State.OVERFLOW));
        // when
        office.withoutOverflow().pass(5 * Office.MINUTE_MS);
        // then
        assertThat(office.sent).hasSameSizeAs(SCOPES).allMatch(sent -> sent.startsWith("post burn to u"));
    }

    private static Office hearAll(Office office) {
        SCOPES.forEach(scope -> office.hear(Alerts.burn(scope, "high")));
        return office.settle();
    }
}
