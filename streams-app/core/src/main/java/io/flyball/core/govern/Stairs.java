package io.flyball.core.govern;

import io.flyball.core.model.Level;

/**
 * How a scope's level moves towards what its findings ask for, so that nothing flaps.
 *
 * <p>Up, one step at a time: what tells and {@code pace} at once, {@code downshift} when {@code pace} has held its dwell,
 * {@code hold_new_tasks} when {@code downshift} has; what loops ask for at once. Down at once, but never before the
 * latest signal has held its dwell; and what has just come down stays there for a dwell. So in every dwell a level
 * changes once, but for the way up from advice and for loops.
 */
final class Stairs {
    private Stairs() {}

    /**
     * The level to ask for.
     *
     * @param demanded the strongest level that findings ask for
     * @param atOnce the strongest level that is not climbed to step by step
     */
    static Level levelAt(Governed governed, Level demanded, Level atOnce, long atMs, long dwellMs) {
        Level asked = governed.askedLevel();
        if (demanded.compareTo(asked) < 0) {
            return atMs < governed.heldUntilMs() ? asked : demanded;
        }
        Level climbed = climbed(governed, demanded, atMs, dwellMs);
        Level least = atOnce.compareTo(demanded) < 0 ? atOnce : demanded;
        return climbed.compareTo(least) < 0 ? least : climbed;
    }

    private static Level climbed(Governed governed, Level demanded, long atMs, long dwellMs) {
        Level asked = governed.askedLevel();
        boolean heldItsDwell = atMs >= governed.askedSinceMs() + dwellMs;
        if (demanded == asked || (governed.cameDown() && !heldItsDwell)) {
            return asked;
        }
        if (asked.compareTo(Level.PACE) < 0) {
            return demanded.compareTo(Level.PACE) < 0 ? demanded : Level.PACE;
        }
        return heldItsDwell ? Level.values()[asked.ordinal() + 1] : asked;
    }

    /** When the level moves by itself, or {@link Governed#NONE}: up after its dwell, down when the signal has held. */
    static long movesAtMs(Governed governed, Level demanded, long dwellMs) {
        int way = demanded.compareTo(governed.askedLevel());
        if (way == 0) {
            return Governed.NONE;
        }
        return way > 0 ? governed.askedSinceMs() + dwellMs : governed.heldUntilMs();
    }
}
