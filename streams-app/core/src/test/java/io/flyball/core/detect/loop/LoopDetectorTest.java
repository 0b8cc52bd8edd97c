package io.flyball.core.detect.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.loop.LoopSign.Pattern;
import io.flyball.core.detect.trail.UserTrails;
import io.flyball.core.model.Level;
import io.flyball.core.model.ToolAction;
import org.junit.jupiter.api.Test;

class LoopDetectorTest {
    private static final int REPEATS = 5;
    private static final int QUICKLY = 4;

    private final LoopDetector detector = new LoopDetector(new LoopRule(REPEATS, Level.PACE));
    private final SessionOfTest session = new SessionOfTest(detector);

    @Test
    void findsTheSameActionWithTheSameAnswerAtItsFifthTime() {
        // when
        for (int i = 0; i < REPEATS; i++) {
            session.does("bash", "npm test", "1 failed", QUICKLY);
        }
        // then
        assertThat(session.signs()).singleElement().satisfies(sign -> {
            assertThat(sign.kind()).isEqualTo(FindingKind.LOOP);
            assertThat(sign.pattern()).isEqualTo(Pattern.SAME_ACTION);
            assertThat(sign.repeats()).isEqualTo(REPEATS);
            assertThat(sign.costNanoUsd()).isEqualTo(500_000_000L);
            assertThat(sign.atMs() - sign.startedMs()).isEqualTo(16_000);
            assertThat(sign.confidencePercent()).isEqualTo(95);
        });
    }

    @Test
    void saysNothingAtTheFourthTime() {
        // when
        for (int i = 0; i < REPEATS - 1; i++) {
            session.does("bash", "npm test", "1 failed", QUICKLY);
        }
        // then
        assertThat(session.signs()).isEmpty();
    }

    @Test
    void findsTheSameActionWhereAnswersAreNotTold() {
        // when
        for (int i = 0; i < REPEATS; i++) {
            session.does("read_file", "a.txt", null, QUICKLY);
        }
        // then
        assertThat(session.signs()).singleElement().satisfies(sign -> assertThat(sign.confidencePercent())
                .isEqualTo(85));
    }

    @Test
    void findsALoopOfWhichOnlyDigitsOfTheAnswerDiffer() {
        // when
        for (int i = 0; i < REPEATS; i++) {
            session.does(new ToolAction("bash", "make", "took " + i + " ms", "took # ms", false), QUICKLY);
        }
        // then
        assertThat(session.signs()).hasSize(1);
    }

    @Test
    void findsTheSameEditThatMakesTheContextGrow() {
        // when
        for (int i = 0; i < REPEATS; i++) {
            session.does("Edit", "same old, same new", "file has now " + (char) ('a' + i), QUICKLY);
        }
        // then
        assertThat(session.signs()).hasSize(1);
        assertThat(session.signs().get(0).contextGrowth()).isPositive();
    }

    @Test
    void findsACycleOfTwo() {
        // when
        for (int i = 0; i < REPEATS; i++) {
            session.does("Edit", "add", "ok", QUICKLY).does("Edit", "remove", "ok", QUICKLY);
        }
        // then
        assertThat(session.signs()).isNotEmpty().extracting(LoopSign::pattern).containsOnly(Pattern.SAME_TWO_ACTIONS);
        assertThat(session.callsAtFirstSign()).isEqualTo(2 * REPEATS);
    }

    @Test
    void findsACycleOfThree() {
        // when
        for (int i = 0; i < REPEATS; i++) {
            session.does("Edit", "add", "ok", QUICKLY)
                    .does("bash", "make", "error", QUICKLY)
                    .does("Edit", "remove", "ok", QUICKLY);
        }
        // then
        assertThat(session.signs()).isNotEmpty().extracting(LoopSign::pattern).containsOnly(Pattern.SAME_THREE_ACTIONS);
        assertThat(session.callsAtFirstSign()).isEqualTo(3 * REPEATS);
    }

    @Test
    void findsALoopWithOtherCallsBetween() {
        // when
        for (int i = 0; i < REPEATS; i++) {
            session.does("bash", "make", "error", QUICKLY).does("Read", "file-" + i, "text " + i, QUICKLY);
        }
        // then
        assertThat(session.signs()).isNotEmpty().extracting(LoopSign::pattern).containsOnly(Pattern.RECURRING_ACTION);
    }

    @Test
    void findsALoopThoughCallsWithoutActionsLieBetween() {
        // when
        for (int i = 0; i < REPEATS; i++) {
            session.does("bash", "make", "error", QUICKLY).says(100 + i * 31L, 30 + i * 9L, QUICKLY);
        }
        // then
        assertThat(session.signs()).hasSize(1);
    }

    @Test
    void findsTheSameRequestSentAgain() {
        // when
        for (int i = 0; i < REPEATS; i++) {
            session.asks("r-1", "ok", QUICKLY);
        }
        // then
        assertThat(session.signs()).singleElement().satisfies(sign -> assertThat(sign.pattern())
                .isEqualTo(Pattern.SAME_REQUEST));
    }

    @Test
    void findsAStormOfRetries() {
        // when
        for (int i = 0; i < REPEATS; i++) {
            session.asks("", "rate_limited", 1);
        }
        // then
        assertThat(session.signs()).singleElement().satisfies(sign -> assertThat(sign.pattern())
                .isEqualTo(Pattern.FAILING_CALL));
    }

    @Test
    void letsRetriesBeWhosePausesGrow() {
        // when
        session.asks("r-1", "error", 1).asks("r-1", "error", 1);
        for (int pause = 2; pause <= 32; pause *= 2) {
            session.asks("r-1", "error", pause);
        }
        session.asks("r-1", "ok", 40);
        // then
        assertThat(session.signs()).isEmpty();
    }

    @Test
    void findsSessionsThatAllBeginAlike() {
        // given
        UserTrails user = new UserTrails();
        // when
        long found = 0;
        for (int s = 1; s <= REPEATS; s++) {
            SessionOfTest agent = new SessionOfTest(detector, user, "agent-" + s);
            for (int step = 0; step < SessionTrail.OPENING_STEPS; step++) {
                agent.does("Read", "file-" + step, "text " + step, QUICKLY);
            }
            found += agent.signs().size();
        }
        // then
        assertThat(found).isEqualTo(1);
    }

    @Test
    void findsWhatShapeShowsWhereNothingIsFingerprintedAndIsLessSure() {
        // given
        session.says(900, 70, QUICKLY).says(400, 55, QUICKLY);
        // when
        for (int i = 0; i < REPEATS + 3; i++) {
            session.says(512 + i % 2, 64, QUICKLY);
        }
        // then
        assertThat(session.signs()).isNotEmpty().allSatisfy(sign -> {
            assertThat(sign.pattern()).isEqualTo(Pattern.SAME_SHAPE);
            assertThat(sign.confidencePercent()).isLessThan(LoopDetector.SURE_ENOUGH_TO_SLOW);
        });
    }

    @Test
    void callsItPollingWhereTheToolWaits() {
        // when
        for (int i = 0; i < REPEATS; i++) {
            session.does("write_stdin", "session 7", "still running", QUICKLY);
        }
        // then
        assertThat(session.signs()).extracting(LoopSign::kind).containsOnly(FindingKind.POLLING);
    }

    @Test
    void callsItPollingWhereHalfAMinuteLiesBetween() {
        // when
        for (int i = 0; i < REPEATS; i++) {
            session.does("bash", "gh run view 7", "in progress", 30);
        }
        // then
        assertThat(session.signs()).extracting(LoopSign::kind).containsOnly(FindingKind.POLLING);
    }

    @Test
    void isNotTakenInBySlowToolsThatKeepFailing() {
        // when
        for (int i = 0; i < REPEATS; i++) {
            session.does(new ToolAction("bash", "make all", "error", "error", true), 40);
        }
        // then
        assertThat(session.signs()).extracting(LoopSign::kind).containsOnly(FindingKind.LOOP);
    }

    @Test
    void letsPagingThroughAFileBe() {
        // when
        for (int page = 0; page < 40; page++) {
            session.does("Read", "big.log from " + page * 200, "text " + page, QUICKLY);
        }
        // then
        assertThat(session.signs()).isEmpty();
    }

    @Test
    void letsATestSuiteBeThatIsRunAgainAfterEachEdit() {
        // when
        for (int i = 0; i < 20; i++) {
            session.does("Edit", "edit " + i, "ok", QUICKLY).does("bash", "npm test", "1 failed", QUICKLY);
        }
        // then
        assertThat(session.signs()).isEmpty();
    }

    @Test
    void letsALongRefactoringBe() {
        // when
        for (int i = 0; i < 60; i++) {
            session.does("Edit", "file " + i + " rename Foo to Bar", "ok", QUICKLY);
        }
        // then
        assertThat(session.signs()).isEmpty();
    }

    @Test
    void letsTheSameQuestionBeThatIsAnsweredOtherwiseEachTime() {
        // when
        for (int i = 0; i < 10; i++) {
            session.does("bash", "git status", "changed " + (char) ('a' + i), QUICKLY);
        }
        // then
        assertThat(session.signs()).isEmpty();
    }

    @Test
    void forgetsWhatWasDoneHalfAnHourBefore() {
        // given
        for (int i = 0; i < REPEATS - 1; i++) {
            session.does("bash", "npm test", "1 failed", QUICKLY);
        }
        // when
        session.does("bash", "npm test", "1 failed", 1_801);
        // then
        assertThat(session.signs()).isEmpty();
    }

    @Test
    void takesNoNoticeOfCallsThatComeLate() {
        // given
        for (int i = 0; i < REPEATS - 1; i++) {
            session.does("bash", "npm test", "1 failed", QUICKLY);
        }
        // when
        session.does("bash", "npm test", "1 failed", -3);
        // then
        assertThat(session.signs()).isEmpty();
    }
}
