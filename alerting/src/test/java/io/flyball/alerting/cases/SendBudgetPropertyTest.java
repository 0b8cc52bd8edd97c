package io.flyball.alerting.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.alerting.cases.DeliveryResult.RetryLater;
import io.flyball.alerting.testing.Alerts;
import io.flyball.schemas.avro.Alert;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SendBudgetPropertyTest {
    private static final int MINUTE_MS = 60_000;

    @Test
    void tenThousandFindingsInAMinuteStayWithinTheBudgetAndAreAllTold() {
        // given
        Office office = new Office(AlertRules.DEFAULT);
        // when
        for (int i = 0; i < 10_000; i++) {
            office.hear(Alerts.burn("user:u" + i, i % 3 == 0 ? "high" : "medium"));
            if (i % 1_000 == 0) {
                office.pass(6_000);
            }
        }
        office.pass(5 * MINUTE_MS);
        // then
        assertThat(mostInAMinute(office)).isLessThanOrEqualTo(AlertRules.DEFAULT.messagesPerMinute());
        assertThat(office.desk().cases()).hasSize(10_000).allSatisfy(of -> assertThat(of.told())
                .anySatisfy(told -> assertThat(told.revision()).isPositive()));
    }

    @Property(tries = 20)
    void whateverHappensNoMinuteHasMoreThanTheBudgetAndTheLastStateIsShown(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int budget) {
        // given
        Random random = new Random(seed);
        Office office = new Office(AlertRules.DEFAULT.with(QuietHours.none(), AlertRules.DEFAULT.digestAt(), budget));
        // when
        for (int i = 0; i < 150; i++) {
            step(office, random);
        }
        office.pass(60L * MINUTE_MS);
        // then
        assertThat(mostInAMinute(office)).isLessThanOrEqualTo(budget);
        assertThat(office.desk().cases()).allSatisfy(of -> assertThat(of.told())
                .filteredOn(told -> told.state() == Told.State.WANTED)
                .allSatisfy(
                        told -> assertThat(told.revision()).isEqualTo(of.news().revision())));
    }

    @Property(tries = 100)
    void theNextProcessCountsWhatOneThatDiedHadSent(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int budget) {
        // given
        Random random = new Random(seed);
        Office office = new Office(AlertRules.DEFAULT.with(QuietHours.none(), AlertRules.DEFAULT.digestAt(), budget));
        for (int i = 0; i < 20 + random.nextInt(60); i++) {
            hearSomething(office, random);
        }
        // when
        office.dieWhileSending();
        for (int i = 0; i < 60; i++) {
            hearSomething(office, random);
        }
        office.pass(60L * MINUTE_MS);
        // then
        assertThat(mostInAMinute(office)).isLessThanOrEqualTo(budget);
    }

    @Property(tries = 200)
    void howeverOftenItsProcessDiesWhileSendingEveryFindingIsToldOnce(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int budget) {
        // given
        Random random = new Random(seed);
        Office office = new Office(AlertRules.DEFAULT.with(QuietHours.none(), AlertRules.DEFAULT.digestAt(), budget));
        // when
        for (int i = 0; i < 40; i++) {
            office.hear(Alerts.burn("user:u" + i, random.nextBoolean() ? "high" : "medium"));
            switch (random.nextInt(6)) {
                case 0 -> office.dieWhileSending(delivery -> random.nextBoolean());
                case 1 -> office.pass(random.nextInt(10_000));
                default -> {}
            }
        }
        office.pass(2L * MINUTE_MS);
        office.dieWhileSending(delivery -> random.nextBoolean());
        office.pass(5L * MINUTE_MS);
        // then
        assertThat(office.desk().cases()).hasSize(40).allSatisfy(of -> assertThat(office.timesTold(of.key()))
                .isOne());
    }

    private static void hearSomething(Office office, Random random) {
        Alert alert = Alerts.burn("user:u" + random.nextInt(30), random.nextBoolean() ? "high" : "medium");
        office.hear(random.nextInt(4) == 0 ? Alerts.closed(alert) : alert);
        if (random.nextInt(3) == 0) {
            office.pass(random.nextInt(4_000));
        }
    }

    private static void step(Office office, Random random) {
        String user = "user:u" + random.nextInt(12);
        String severity = List.of("low", "medium", "high").get(random.nextInt(3));
        Alert alert = Alerts.burn(user, severity);
        alert.setFindingId("f" + random.nextInt(3) + user);
        switch (random.nextInt(6)) {
            case 0, 1, 2 -> office.hear(alert);
            case 3 -> office.hear(Alerts.closed(alert));
            case 4 -> office.then(user.substring(5), new RetryLater(random.nextInt(5_000), "later"));
            default -> office.pass(random.nextInt(20_000));
        }
    }

    private static int mostInAMinute(Office office) {
        int most = 0;
        for (long at : office.sendsAt.keySet()) {
            Map<Long, Integer> minute = office.sendsAt.subMap(at, at + MINUTE_MS);
            most = Math.max(
                    most, minute.values().stream().mapToInt(Integer::intValue).sum());
        }
        return most;
    }
}
