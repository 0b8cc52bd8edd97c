package io.flyball.core.govern;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.FindingKind;
import io.flyball.core.govern.Governed.OpenFinding;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentence a signal says. */
class SignalWordsTest {
    private static final Scope ANN = new Scope(Dimension.USER, "ann");
    private static final long NOON = Instant.parse("2026-03-11T12:00:00Z").toEpochMilli();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BURN | VELOCITY | user:ann spends too fast: nothing is slowed, but please look at what runs, until 2026-03-11T12:00:00Z if nothing more is spent.",
                "SPIKE | VELOCITY | user:ann spends far more than usual: nothing is slowed, but please look at what runs, until 2026-03-11T12:00:00Z if nothing more is spent.",
                "PACE | ALLOWANCE | user:ann comes to the end of its budget: nothing is slowed, but please look at what runs, until 2026-03-11T12:00:00Z unless it gets more.",
                "TOKENMAXXING | VELOCITY | user:ann makes calls that are all alike, hour after hour: nothing is slowed, but please look at what runs, until 2026-03-11T12:00:00Z if that stops.",
                "LOOP | LOOP | user:ann has an agent that repeats itself: nothing is slowed, but please look at what runs, until 2026-03-11T12:00:00Z if it stops."
            })
    void saysWhyAndUntilWhen(FindingKind kind, Cause cause, String text) {
        assertThat(SignalWords.text(ANN, leading(kind), step(Level.ADVISE, Limits.NONE), NOON, false))
                .isEqualTo(text);
        assertThat(SignalWords.cause(leading(kind))).isEqualTo(cause);
    }

    @Test
    void saysWhatIsAsked() {
        assertThat(asks(Level.PACE, new Limits(1, -1, -1, -1, "", -1)))
                .contains(": requests are paced to 1 a minute per session,");
        assertThat(asks(Level.PACE, Limits.NONE)).contains(": requests are paced,");
        assertThat(asks(Level.DOWNSHIFT, new Limits(-1, -1, -1, -1, "small", -1)))
                .contains(": new tasks get small,");
        assertThat(asks(Level.DOWNSHIFT, Limits.NONE)).contains(": new tasks should use a cheaper model,");
        assertThat(asks(Level.HOLD_NEW_TASKS, Limits.NONE))
                .contains(": new tasks wait for an approval; running tasks finish,");
    }

    @Test
    void inShadowSaysWhatItWouldHaveBeen() {
        assertThat(SignalWords.text(ANN, leading(FindingKind.BURN), step(Level.PACE, Limits.NONE), NOON, true))
                .contains(": nothing is slowed; in force this would have been pace: requests are paced,");
    }

    private static String asks(Level level, Limits limits) {
        return SignalWords.text(ANN, leading(FindingKind.BURN), step(level, limits), NOON, false);
    }

    private static Signal.Step step(Level level, Limits limits) {
        return new Signal.Step(level, limits, NOON);
    }

    private static OpenFinding leading(FindingKind kind) {
        return new OpenFinding(kind, "key", "id", NOON, Level.PACE, 100, 1, NOON, "");
    }
}
