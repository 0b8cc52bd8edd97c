package io.flyball.core.govern;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a level moves: at 1,000 it was asked for, at 2,000 it has held its dwell. */
class StairsTest {
    private static final long SINCE_MS = 1_000;
    private static final long DWELL_MS = 1_000;

    @ParameterizedTest
    @CsvSource({
        "CLEAR,     ADVISE,         1000, ADVISE",
        "CLEAR,     PACE,           1000, PACE",
        "CLEAR,     DOWNSHIFT,      1000, PACE",
        "CLEAR,     HOLD_NEW_TASKS, 9000, PACE",
        "ADVISE,    DOWNSHIFT,      1000, PACE",
        "PACE,      PACE,           9000, PACE",
        "PACE,      DOWNSHIFT,      1999, PACE",
        "PACE,      DOWNSHIFT,      2000, DOWNSHIFT",
        "PACE,      HOLD_NEW_TASKS, 2000, DOWNSHIFT",
        "DOWNSHIFT, HOLD_NEW_TASKS, 1999, DOWNSHIFT",
        "DOWNSHIFT, HOLD_NEW_TASKS, 2000, HOLD_NEW_TASKS"
    })
    void goesUpOneStepADwell(Level asked, Level demanded, long atMs, Level level) {
        assertThat(Stairs.levelAt(at(asked, false), demanded, Level.CLEAR, atMs, DWELL_MS))
                .isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({
        "PACE,           CLEAR,  1999, PACE",
        "PACE,           CLEAR,  2000, CLEAR",
        "HOLD_NEW_TASKS, ADVISE, 2000, ADVISE"
    })
    void goesDownAtOnceWhenTheSignalHasHeld(Level asked, Level demanded, long atMs, Level level) {
        assertThat(Stairs.levelAt(at(asked, false), demanded, Level.CLEAR, atMs, DWELL_MS))
                .isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"ADVISE, PACE, 1999, ADVISE", "ADVISE, PACE, 2000, PACE", "CLEAR, PACE, 1999, CLEAR"})
    void staysForADwellWhereItCameDown(Level asked, Level demanded, long atMs, Level level) {
        assertThat(Stairs.levelAt(at(asked, true), demanded, Level.CLEAR, atMs, DWELL_MS))
                .isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({
        "CLEAR, HOLD_NEW_TASKS, HOLD_NEW_TASKS, HOLD_NEW_TASKS",
        "CLEAR, HOLD_NEW_TASKS, DOWNSHIFT,      DOWNSHIFT",
        "CLEAR, PACE,           HOLD_NEW_TASKS, PACE",
        "PACE,  HOLD_NEW_TASKS, ADVISE,         PACE"
    })
    void goesUpAtOnceForLoops(Level asked, Level demanded, Level atOnce, Level level) {
        assertThat(Stairs.levelAt(at(asked, true), demanded, atOnce, SINCE_MS, DWELL_MS))
                .isEqualTo(level);
    }

    @Test
    void movesByItselfWhenADwellIsOver() {
        assertThat(Stairs.movesAtMs(at(Level.PACE, false), Level.DOWNSHIFT, 700))
                .isEqualTo(1_700);
        assertThat(Stairs.movesAtMs(at(Level.PACE, false), Level.CLEAR, 700)).isEqualTo(2_000);
        assertThat(Stairs.movesAtMs(at(Level.PACE, false), Level.PACE, 700)).isEqualTo(Governed.NONE);
    }

    private static Governed at(Level asked, boolean cameDown) {
        Governed governed = new Governed();
        governed.restoreStairs(asked, SINCE_MS, cameDown, SINCE_MS + DWELL_MS, Governed.NONE, 0);
        return governed;
    }
}
