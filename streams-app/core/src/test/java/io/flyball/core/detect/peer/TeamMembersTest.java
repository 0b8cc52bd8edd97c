package io.flyball.core.detect.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The last seven days of each member of a team. */
class TeamMembersTest {
    private static final long TODAY = 20_500;

    private final TeamMembers team = new TeamMembers();

    /** What somebody spent on a day, counted from one long ago. */
    record Spent(int user, int day, int nanoUsd) {}

    @Test
    void countsTheFirstDayThatIsTold() {
        // when
        team.add("ann", TODAY, 5);
        // then
        assertThat(team.weekNanoUsd("ann")).isEqualTo(5);
    }

    @Test
    void countsSevenDaysAndNotTheEighth() {
        // given
        team.add("ann", TODAY - 7, 100);
        team.add("ann", TODAY - 6, 10);
        // when
        team.add("ann", TODAY, 1);
        // then
        assertThat(team.weekNanoUsd("ann")).isEqualTo(11);
    }

    @Test
    void aMembersOldDaysLapseAsTheOthersGoOn() {
        // given
        team.add("ann", TODAY - 7, 100);
        // when
        team.add("bob", TODAY, 1);
        // then
        assertThat(team.weekNanoUsd("ann")).isZero();
        assertThat(team.othersNanoUsd("bob")).isEmpty();
    }

    @Test
    void aDayThatIsOverForAWeekCountsNoMore() {
        // given
        team.add("ann", TODAY, 1);
        // when
        team.add("ann", TODAY - 7, 100);
        // then
        assertThat(team.weekNanoUsd("ann")).isEqualTo(1);
    }

    @Test
    void theOthersAreAllWhoSpentSomethingButTheOneWhoIsLookedAt() {
        // given
        team.add("ann", TODAY, 1);
        team.add("bob", TODAY, 2);
        team.add("cleo", TODAY, 0);
        team.add("dan", TODAY, 4);
        // when
        long[] others = team.othersNanoUsd("ann");
        // then
        assertThat(others).containsExactlyInAnyOrder(2, 4);
    }

    @Test
    void nobodyKnowsAStranger() {
        assertThat(team.weekNanoUsd("zoe")).isZero();
    }

    @Test
    void ofMoreThanFiveHundredTheOneWhoSpentLongestAgoIsForgotten() {
        // given
        team.add("oldest", TODAY - 1, 7);
        for (int i = 1; i < 500; i++) {
            team.add("member" + i, TODAY, 1);
        }
        assertThat(team.weekNanoUsd("oldest")).isEqualTo(7);
        // when
        team.add("newest", TODAY, 1);
        // then
        assertThat(team.weekNanoUsd("oldest")).isZero();
        assertThat(team.othersNanoUsd("nobody")).hasSize(500);
    }

    @Property(tries = 300)
    void agreesWithASumOverEverythingThatWasTold(
            @ForAll @Size(max = 40) List<@IntRange(max = 4 * 40 * 50 - 1) Integer> numbers) {
        // given
        TeamMembers members = new TeamMembers();
        List<Spent> told = new ArrayList<>();
        long today = 0;
        // when
        for (int number : numbers) {
            Spent spent = new Spent(number % 4, number / 4 % 40, number / 160 + 1);
            members.add("u" + spent.user(), TODAY + spent.day(), spent.nanoUsd());
            told.add(spent);
            today = Math.max(today, spent.day());
        }
        // then: what is told a week late is lost, and it would be out of the window anyhow
        for (int user = 0; user < 4; user++) {
            assertThat(members.weekNanoUsd("u" + user)).isEqualTo(week(told, user, today));
            assertThat(restored(members).weekNanoUsd("u" + user)).isEqualTo(week(told, user, today));
        }
    }

    private static long week(List<Spent> told, int user, long today) {
        return told.stream()
                .filter(spent -> spent.user() == user && spent.day() > today - 7)
                .mapToLong(Spent::nanoUsd)
                .sum();
    }

    private static TeamMembers restored(TeamMembers members) {
        TeamMembers restored = new TeamMembers();
        members.forEach(restored::add);
        return restored;
    }
}
