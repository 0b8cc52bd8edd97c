package io.flyball.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.admit.UsageValidation;
import io.flyball.core.model.UsageEvent;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrafficTest {
    private static final CompanyPlan SHORT = CompanyPlan.small().withDays(8);

    private Recorded recorded;

    @BeforeAll
    void runThroughFourWeeks() {
        recorded = Recorded.of(CompanyPlan.small(), 11);
    }

    @Test
    void equalSeedsGiveEqualEventsAndTruths() {
        // given
        Recorded first = Recorded.of(SHORT, 5);

        // when
        Recorded second = Recorded.of(SHORT, 5);

        // then
        assertThat(second.events()).isEqualTo(first.events());
        assertThat(second.truths()).isEqualTo(first.truths()).isNotEmpty();
        assertThat(second.lookAlikes()).isEqualTo(first.lookAlikes()).isNotEmpty();
    }

    @Test
    void aSecondRunOfACompanyGivesTheSameAsTheFirst() {
        // given
        Company company = Company.of(SHORT, 5);
        Traffic first = company.traffic();
        Traffic second = company.traffic();

        // when
        List<UsageEvent> inTurn = Stream.generate(() -> List.of(first.next(), second.next()))
                .limit(5_000)
                .filter(pair -> !pair.get(0).equals(pair.get(1)))
                .flatMap(List::stream)
                .toList();

        // then
        assertThat(inTurn).isEmpty();
    }

    @Test
    void anotherSeedGivesOtherCalls() {
        // when
        Recorded other = Recorded.of(SHORT, 6);

        // then
        assertThat(other.byId())
                .doesNotContainKeys(Recorded.of(SHORT, 5).byId().keySet().stream()
                        .limit(100)
                        .toArray(String[]::new));
    }

    @Test
    void eventTimesNeverGoBackAndStayInTheDaysOfThePlan() {
        // given
        CompanyPlan plan = recorded.company().plan();

        // when
        List<Long> times = recorded.events().stream().map(UsageEvent::timeMs).toList();

        // then
        assertThat(times).isSorted().allMatch(timeMs -> timeMs >= plan.startMs() && timeMs < plan.endMs());
        assertThat(times.get(times.size() - 1)).isGreaterThan(plan.endMs() - CompanyPlan.HOUR_MS);
    }

    @Test
    void idsAreUnique() {
        // when
        long distinct =
                recorded.events().stream().map(UsageEvent::eventId).distinct().count();

        // then
        assertThat(distinct).isEqualTo(recorded.events().size()).isGreaterThan(100_000);
    }

    @Test
    void everyCallIsOneThatCanBeCounted() {
        // when
        Stream<UsageEvent> refused =
                recorded.events().stream().filter(event -> UsageValidation.check(event, event.timeMs()) != null);

        // then
        assertThat(refused).isEmpty();
    }

    @Test
    void everyCallIsPaidBySomebodyInTheDirectory() {
        // given
        List<String> known = recorded.company().directory().stream()
                .map(person -> person.user() + " of " + person.team())
                .toList();

        // when
        Stream<String> payers = recorded.events().stream()
                .map(event -> event.user() + " of " + event.team())
                .distinct();

        // then
        assertThat(payers).isNotEmpty().isSubsetOf(known);
    }

    @Test
    void nobodysCallsDependOnHowManyOthersThereAre() {
        // given
        CompanyPlan few = SHORT.withAnomalies(AnomalyPlan.none());
        CompanyPlan more =
                new CompanyPlan(few.startMs(), few.days(), few.users() + 6, few.teams(), 7, 4, 25, 45, few.anomalies());
        String user = "dev-007@example.test";

        // when
        Recorded among40 = Recorded.of(few, 5);
        Recorded among46 = Recorded.of(more, 5);

        // then
        assertThat(callsOf(user, among46)).isEqualTo(callsOf(user, among40)).isNotEmpty();
        assertThat(among46.events()).hasSizeGreaterThan(among40.events().size());
    }

    @Test
    void asksNotToReadPastTheEnd() {
        // given
        Traffic traffic = Company.of(CompanyPlan.small().withDays(1), 5).traffic();
        traffic.forEachRemaining(event -> {});

        // when
        assertThatThrownBy(traffic::next)
                // then
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("hasNext()");
    }

    private static List<UsageEvent> callsOf(String user, Recorded recorded) {
        // ids name the caller's place among all callers
        return recorded.events().stream()
                .filter(event -> event.user().equals(user))
                .toList();
    }
}
