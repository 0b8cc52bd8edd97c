package io.flyball.actuators.decide;

import io.flyball.actuators.port.LimitKind;
import io.flyball.actuators.port.Limits;
import io.flyball.actuators.port.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of one target.
 *
 * @param sequence of the signal it follows
 * @param original what was there before Flyball came
 * @param ours what Flyball set or may have set, the newest last; empty: nothing
 * @param asked what the signal asked for when it was last looked at
 * @param recordedAtMs when it was last written down, epoch ms
 */
public record Holding(
        Target target,
        long sequence,
        Phase phase,
        boolean dryRun,
        Limits original,
        List<Limits> ours,
        Map<LimitKind, Long> asked,
        long recordedAtMs) {
    /** A request that timed out may be carried out late: so many values of ours are known again. */
    private static final int MOST_OURS = 8;

    public Holding {
        ours = List.copyOf(ours);
        asked = Map.copyOf(asked);
    }

    /** A target of which nothing was set. */
    public static Holding untouched(Wish wish, boolean dryRun, Limits original) {
        return new Holding(
                wish.target(), wish.sequence(), Phase.LEFT_ALONE, dryRun, original, List.of(), wish.asked(), 0);
    }

    /** Whether there may be something at the vendor to take back. */
    public boolean mayBeSet() {
        return !ours.isEmpty();
    }

    public Holding in(Phase other) {
        return new Holding(target, sequence, other, dryRun, original, ours, asked, recordedAtMs);
    }

    public Holding at(long nowMs) {
        return new Holding(target, sequence, phase, dryRun, original, ours, asked, nowMs);
    }

    /** About to set limits for a wish. */
    Holding intending(Wish wish, Limits after) {
        List<Limits> known = new ArrayList<>(ours);
        known.remove(after);
        known.add(after);
        List<Limits> latest = known.subList(Math.max(0, known.size() - MOST_OURS), known.size());
        return new Holding(
                target, wish.sequence(), Phase.INTENDED, false, original, latest, wish.asked(), recordedAtMs);
    }

    /** Whether a kind stands at a value that Flyball set. */
    boolean isOurs(LimitKind kind, Limits current) {
        return ours.stream().anyMatch(set -> set.agreesOn(kind, current));
    }

    /** Whether somebody else has changed a kind. */
    boolean isForeign(LimitKind kind, Limits current) {
        return !original.agreesOn(kind, current) && !isOurs(kind, current);
    }
}
