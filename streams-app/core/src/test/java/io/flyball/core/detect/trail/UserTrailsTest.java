package io.flyball.core.detect.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is remembered of a user's sessions. */
class UserTrailsTest {
    private static final long HOUR_MS = 3_600_000L;
    private static final int NUMBERS_OF_CACHE = 5;

    private final UserTrails user = new UserTrails();

    @Test
    void theSessionThatWasSilentLongestIsForgottenFirst() {
        // given
        for (int i = 0; i < UserTrails.MOST_SESSIONS; i++) {
            user.trail("s" + i);
        }
        user.trail("s0");
        // when
        user.trail("new");
        // then
        assertThat(user.sessions()).hasSize(32).contains("s0", "new").doesNotContain("s1");
        assertThat(user.sessions().get(31)).isEqualTo("new");
    }

    @Test
    void aSessionIsRememberedAsItWas() {
        // given
        Trail trail = user.trail("s");
        // when, then
        assertThat(user.trail("s")).isSameAs(trail);
    }

    @Test
    void everyNumberOfATrailIsPassedThroughAndKept() {
        // given: what is a yes or a no keeps a 1 alone
        int size = read("s").size();
        // when
        List<Long> ones = kept(Collections.nCopies(size, 1L));
        List<Long> numbers = kept(LongStream.rangeClosed(2, size + 1).boxed().toList());
        // then
        assertThat(ones).hasSizeGreaterThan(NUMBERS_OF_CACHE).containsOnly(1L);
        for (int i = 0; i < size; i++) {
            assertThat(numbers.get(i)).isIn(i + 2L, 0L);
        }
    }

    @Test
    void soIsEveryOtherNumber() {
        // given
        long[] next = {0};
        user.pass(old -> ++next[0]);
        List<Long> read = new ArrayList<>();
        // when
        user.pass(number -> {
            read.add(number);
            return number;
        });
        // then
        assertThat(read)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, next[0]).boxed().toList());
        assertThat(read).hasSizeGreaterThan(15);
    }

    @Test
    void whatWasWrittenForAnHourAndNotReadIsToldWhenTheHourIsOver() {
        // given: in the order of their latest calls
        unread("a", 1000, 70);
        unread("b", 2000, 30);
        // when, then
        assertThat(user.takeLapsedUnreadNanoUsd(1000 + HOUR_MS)).isZero();
        assertThat(user.takeLapsedUnreadNanoUsd(1001 + HOUR_MS)).isEqualTo(70);
        assertThat(user.takeLapsedUnreadNanoUsd(2001 + HOUR_MS)).isEqualTo(30);
        assertThat(user.takeLapsedUnreadNanoUsd(9001 + HOUR_MS)).isZero();
    }

    @Test
    void soIsThatOfSessionsThatAreForgotten() {
        // given
        unread("a", 1000, 70);
        // when
        for (int i = 0; i < UserTrails.MOST_SESSIONS; i++) {
            unread("s" + i, 2000, 0);
        }
        // then
        assertThat(user.takeLapsedUnreadNanoUsd(1001)).isEqualTo(70);
        assertThat(user.takeLapsedUnreadNanoUsd(1001)).isZero();
    }

    /** A session whose cache's last call was then, with so much unread: the last five numbers of its trail. */
    private void unread(String session, long lastMs, long nanoUsd) {
        List<Long> numbers = read(session);
        int[] at = {0};
        user.passTrail(session, old -> {
            int fromEnd = numbers.size() - at[0]++;
            return fromEnd == NUMBERS_OF_CACHE ? lastMs : fromEnd == 1 ? nanoUsd : old;
        });
    }

    private List<Long> kept(List<Long> written) {
        Iterator<Long> next = written.iterator();
        user.passTrail("s", old -> next.next());
        return read("s");
    }

    private List<Long> read(String session) {
        List<Long> read = new ArrayList<>();
        user.passTrail(session, number -> {
            read.add(number);
            return number;
        });
        return read;
    }
}
