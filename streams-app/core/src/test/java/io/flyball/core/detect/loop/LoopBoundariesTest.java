package io.flyball.core.detect.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.loop.LoopSign.Pattern;
import io.flyball.core.detect.trail.UserTrails;
import io.flyball.core.model.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a loop begins and where it is none any more, to the call, the second and the token. */
class LoopBoundariesTest {
    private static final int REPEATS = 5;
    private static final int QUICKLY = 4;
    private static final long FIRST_CALL_MS = 1_772_446_500_000L + QUICKLY * 1000L;

    private final LoopDetector detector = new LoopDetector(new LoopRule(REPEATS, Level.PACE));
    private final UserTrails user = new UserTrails();
    private final SessionOfTest session = new SessionOfTest(detector, user, "s-1");

    @Test
    void aLoopKnowsItsBeginningItsCostAndHowTheContextGrew() {
        // given
        session.does("Read", "a", "text a", QUICKLY).does("Read", "b", "text b", QUICKLY);
        // when
        for (int i = 0; i < REPEATS; i++) {
            session.does("bash", "make", "error", QUICKLY);
        }
        // then: the third call was its first, and each of the next four sent some tokens more
        assertThat(session.signs()).singleElement().satisfies(sign -> {
            assertThat(sign.startedMs()).isEqualTo(FIRST_CALL_MS + 2 * QUICKLY * 1000L);
            assertThat(sign.costNanoUsd()).isEqualTo(REPEATS * 100_000_000L);
            assertThat(sign.contextGrowth()).isEqualTo(4 * 300 + 37 * (3 + 4 + 5 + 6));
        });
    }

    @Test
    void aCycleCountsItsTurns() {
        // when
        for (int i = 0; i < REPEATS + 1; i++) {
            session.does("Edit", "add", "ok", QUICKLY).does("Edit", "remove", "ok", QUICKLY);
        }
        // then: the run begins with the first step that has come back since
        assertThat(session.signs()).extracting(LoopSign::repeats).containsExactly(5L, 5L, 6L);
        assertThat(session.signs().get(0).costNanoUsd()).isEqualTo(9 * 100_000_000L);
    }

    @ParameterizedTest
    @CsvSource({"24, LOOP", "25, POLLING"})
    void whoLooksEveryTwentyFiveSecondsWaits(int secondsBetween, FindingKind kind) {
        // when
        for (int i = 0; i < REPEATS; i++) {
            session.does("bash", "gh run view 7", "in progress", secondsBetween);
        }
        // then
        assertThat(session.signs()).extracting(LoopSign::kind).containsExactly(kind);
    }

    @ParameterizedTest
    @CsvSource({"1800, 1", "1801, 0"})
    void halfAnHourIsNotForgotten(int pauseSeconds, int signs) {
        // given
        for (int i = 0; i < REPEATS - 1; i++) {
            session.does("bash", "make", "error", QUICKLY);
        }
        // when
        session.does("bash", "make", "error", pauseSeconds);
        // then
        assertThat(session.signs()).hasSize(signs);
    }

    @Test
    void whatWasForgottenBeginsAnew() {
        // given
        for (int i = 0; i < REPEATS - 1; i++) {
            session.does("bash", "make", "error", QUICKLY);
        }
        session.does("bash", "make", "error", 1_801);
        // when
        for (int i = 0; i < REPEATS - 1; i++) {
            session.does("bash", "make", "error", QUICKLY);
        }
        // then
        assertThat(session.signs()).singleElement().satisfies(sign -> {
            assertThat(sign.repeats()).isEqualTo(5);
            assertThat(sign.atMs() - sign.startedMs()).isEqualTo(4 * QUICKLY * 1000L);
        });
    }

    @ParameterizedTest
    @CsvSource({"299, LOOP", "300, POLLING"})
    void aRequestSentAgainEveryFiveMinutesIsOnASchedule(int secondsBetween, FindingKind kind) {
        // given
        session.asks("r-0", "ok", QUICKLY);
        // when
        for (int i = 0; i < REPEATS; i++) {
            session.asks("r-1", "ok", secondsBetween);
        }
        // then
        assertThat(session.signs()).singleElement().satisfies(sign -> {
            assertThat(sign.kind()).isEqualTo(kind);
            assertThat(sign.repeats()).isEqualTo(REPEATS);
            assertThat(sign.pattern()).isEqualTo(Pattern.SAME_REQUEST);
        });
    }

    @ParameterizedTest
    @CsvSource({"3, 5", "4, 0"})
    void upToThreeOtherCallsMayLieBetween(int others, int repeats) {
        // when
        for (int i = 0; i < REPEATS; i++) {
            session.does("bash", "make", "error", QUICKLY);
            for (int other = 0; other < others; other++) {
                session.does("Read", "file-" + i + "-" + other, "text", QUICKLY);
            }
        }
        // then
        assertThat(session.signs().stream().mapToLong(LoopSign::repeats).max().orElse(0))
                .isEqualTo(repeats);
    }

    @Test
    void aToolThatWaitsPollsThoughOtherThingsAreDoneMeanwhile() {
        // when
        for (int i = 0; i < REPEATS; i++) {
            session.does("write_stdin", "session 7", "still running", QUICKLY)
                    .does("Read", "file-" + i, "text", QUICKLY);
        }
        // then
        assertThat(session.signs()).extracting(LoopSign::kind).containsExactly(FindingKind.POLLING);
        assertThat(session.signs()).extracting(LoopSign::pattern).containsExactly(Pattern.RECURRING_ACTION);
    }

    @ParameterizedTest
    @CsvSource({"60, 1", "61, 0"})
    void aFailedCallIsRetriedWithinAMinute(int secondsBetween, int signs) {
        // when
        for (int i = 0; i < REPEATS; i++) {
            session.asks("r-1", "error", secondsBetween);
        }
        // then
        assertThat(session.signs()).hasSize(signs);
    }

    @ParameterizedTest
    @CsvSource({"8, 12, 18, 27, 1", "8, 13, 20, 31, 0"})
    void pausesThatGrowByMoreThanHalfBackOff(int first, int second, int third, int fourth, int signs) {
        // when
        session.asks("r-1", "error", 1)
                .asks("r-1", "error", first)
                .asks("r-1", "error", second)
                .asks("r-1", "error", third)
                .asks("r-1", "error", fourth);
        // then
        assertThat(session.signs()).hasSize(signs);
    }

    @Test
    void failuresOfDifferentRequestsAreNoRetries() {
        // when
        for (int i = 0; i < 3 * REPEATS; i++) {
            session.asks("r-" + i, "error", 1);
        }
        // then
        assertThat(session.signs()).isEmpty();
    }

    @Test
    void aStormThatBeginsLaterCostsWhatItCost() {
        // given
        session.asks("r-0", "ok", 1).asks("r-0-0", "ok", 1);
        // when
        for (int i = 0; i < REPEATS; i++) {
            session.asks("r-1", "error", 2);
        }
        // then
        assertThat(session.signs()).singleElement().satisfies(sign -> {
            assertThat(sign.costNanoUsd()).isEqualTo(REPEATS * 100_000_000L);
            assertThat(sign.atMs() - sign.startedMs()).isEqualTo(8_000);
        });
    }

    @Test
    void sevenRequestsOfTheSameSizeAreToldWhereNothingElseIsKnown() {
        // given
        session.says(500, 33, QUICKLY);
        // when
        for (int i = 0; i < REPEATS + 1; i++) {
            session.says(0, 30 + i * 9L, QUICKLY);
        }
        // then
        assertThat(session.signs()).singleElement().satisfies(sign -> {
            assertThat(sign.pattern()).isEqualTo(Pattern.SAME_SIZE);
            assertThat(sign.repeats()).isEqualTo(7);
            assertThat(sign.confidencePercent()).isEqualTo(60);
            assertThat(sign.costNanoUsd()).isEqualTo(7 * 100_000_000L);
        });
    }

    @ParameterizedTest
    @CsvSource({"-16001, 0", "-16000, 1"})
    void smallRequestsHaveTheSameSizeByChance(long toSize, int signs) {
        // given: a session begins with 20,000 tokens
        session.says(toSize, 33, QUICKLY);
        // when
        for (int i = 0; i < REPEATS + 1; i++) {
            session.says(0, 30 + i * 9L, QUICKLY);
        }
        // then
        assertThat(session.signs()).hasSize(signs);
    }

    @ParameterizedTest
    @CsvSource({"299, 1", "300, 0"})
    void requestsOfTheSameSizeEveryFiveMinutesAreOnASchedule(int secondsBetween, int signs) {
        // when
        for (int i = 0; i < REPEATS + 2; i++) {
            session.says(0, 30 + i * 9L, secondsBetween);
        }
        // then
        assertThat(session.signs()).hasSize(signs);
    }

    @ParameterizedTest
    @CsvSource({"451, 1", "452, 0", "445, 1", "444, 0"})
    void answersThatDifferByThreeTokensAreAlike(long answer, int signs) {
        // when: whatever the model says, the answers are of 448 tokens and of so many in turn
        answers(REPEATS + 3, 20, 448, answer);
        // then
        assertThat(session.signs()).hasSize(signs);
    }

    @Test
    void turnsOfTwoAndThreeHaveAShapeToo() {
        // when
        answers(2 * (REPEATS + 2) + 1, 20, 448, 900);
        // then
        assertThat(session.signs()).extracting(LoopSign::pattern).containsOnly(Pattern.SAME_SHAPE);
        assertThat(session.signs()).extracting(LoopSign::repeats).containsOnly(7L);
    }

    @ParameterizedTest
    @CsvSource({"15, 0", "16, 1"})
    void ofOutputsBelowSixteenTokensNothingIsKnown(long output, int signs) {
        // when
        for (int i = 0; i < REPEATS + 3; i++) {
            session.says(512, output, QUICKLY);
        }
        // then
        assertThat(session.signs()).hasSize(signs);
    }

    @Test
    void sixOfAShapeAreTooFew() {
        // when: the first call has none before it, so the second is the first of a shape
        answers(REPEATS + 2, 20, 448);
        // then
        assertThat(session.signs()).isEmpty();
    }

    @Test
    void aShapeIsForgottenAfterHalfAnHour() {
        // given
        answers(REPEATS + 2, 20, 448);
        // when
        session.says(448 + 20, 20, 1_801);
        // then
        assertThat(session.signs()).isEmpty();
    }

    @Test
    void aShapeThatComesEveryHalfMinuteWaits() {
        // when
        for (int i = 0; i < 20; i++) {
            session.says(512, 64, 25);
        }
        // then
        assertThat(session.signs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"150, 1", "151, 0"})
    void sessionsThatBeginAlikeWithinTenMinutesAreOneMatter(int secondsBetween, int signs) {
        // when
        int found = 0;
        for (int s = 0; s < REPEATS; s++) {
            SessionOfTest agent = new SessionOfTest(detector, user, "agent-" + s);
            agent.does("Read", "a", "text", 1 + s * secondsBetween)
                    .does("Read", "b", "text", QUICKLY)
                    .does("Read", "c", "text", QUICKLY);
            found += agent.signs().size();
        }
        // then
        assertThat(found).isEqualTo(signs);
    }

    @Test
    void sessionsThatBeginOtherwiseAreNone() {
        // when
        int found = 0;
        for (int s = 0; s < 3 * REPEATS; s++) {
            SessionOfTest agent = new SessionOfTest(detector, user, "agent-" + s);
            agent.does("Read", "a", "text", 1).does("Read", "b", "text", 1).does("Read", "c" + s, "text", 1);
            found += agent.signs().size();
        }
        // then
        assertThat(found).isZero();
    }

    @Test
    void aTrailKnowsWhetherTheLatestCallAskedAgain() {
        // given
        SessionTrail trail = user.trail("s-1").steps();
        session.asks("r-1", "ok", 1);
        assertThat(trail.hasResent()).isFalse();
        // when
        session.asks("r-1", "ok", 1);
        // then
        assertThat(trail.hasResent()).isTrue();
        session.asks("r-2", "ok", 1);
        assertThat(trail.hasResent()).isFalse();
        assertThat(trail.calls()).isEqualTo(3);
        assertThat(trail.lastMs()).isEqualTo(FIRST_CALL_MS - 1000);
    }

    @Test
    void aRetryOfWhatFailedHasNotAskedAgain() {
        // given
        session.asks("r-1", "error", 1);
        // when
        session.asks("r-1", "ok", 1);
        // then
        assertThat(user.trail("s-1").steps().hasResent()).isFalse();
    }

    /** Calls without fingerprints: each context grows by what the model said and by the answer that it got. */
    private void answers(int calls, long output, long... answers) {
        long before = 0;
        for (int i = 0; i < calls; i++) {
            long says = output + i * 7L % 30;
            session.says(before + answers[i % answers.length], says, QUICKLY);
            before = says;
        }
    }
}
