package io.flyball.core.detect.loop;

import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.loop.LoopSign.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells loops from work and from waiting, by what usage carries: fingerprints of actions, masked results, errors, gaps,
 * growth of the context, shape.
 *
 * <p>A loop is: the same action, or the same two or three in turn, {@code repeats} times, where the answers were the
 * same, or are not known, or do not matter because the action changes something that it changed already; the same action
 * with the same answer again and again with up to three other calls between, where nothing new was changed meanwhile;
 * the same request sent again though it was answered; failed calls, each within a minute of the one before and without
 * pauses that grow; several sessions of one user that begin with the same three steps and the same answers within ten
 * minutes; and, where a source fingerprints nothing, calls whose answers have the same size, or requests of exactly the same
 * size, with less confidence and two more repeats.
 *
 * <p>It is polling, not a loop, where the tool is one that waits, or half a minute or so lies between two calls, and the
 * tool does not fail: somebody waits for something that goes on by itself.
 */
public final class LoopDetector {
    /** Between two calls of somebody who waits, ms: models answer in less. */
    static final long WAIT_GAP_MS = 25_000;

    private static final int SURE = 95;
    private static final int QUITE_SURE = 85;
    private static final int HARDLY_SURE = 60;
    /** Below this confidence a loop is told and slows nobody. */
    public static final int SURE_ENOUGH_TO_SLOW = 80;

    private static final int MORE_REPEATS_OF_SHAPES = 2;
    /** A request that is sent again so much later is asked on a schedule, ms. */
    private static final long SCHEDULED_GAP_MS = 300_000;

    private final int repeats;

    public LoopDetector(LoopRule rule) {
        this.repeats = rule.repeats();
    }

    /** Takes in a call of a session, and of the openings of its user, and says what it shows, or null. O(1). */
    public @Nullable LoopSign observe(Openings openings, SessionTrail trail, CallShape call) {
        if (!trail.observe(call)) {
            return null;
        }
        LoopSign sign = failing(trail, call);
        sign = sign == null ? resent(trail, call) : sign;
        for (int period = 1; period <= SessionTrail.LONGEST_PERIOD && sign == null; period++) {
            sign = cycling(trail, call, period);
        }
        sign = sign == null ? recurring(trail, call) : sign;
        sign = sign == null ? fannedOut(openings, trail, call) : sign;
        return sign == null ? shaped(trail, call) : sign;
    }

    private @Nullable LoopSign failing(SessionTrail trail, CallShape call) {
        Run run = trail.failures();
        return run.length() < repeats ? null : loop(Pattern.FAILING_CALL, run.length(), run, trail, call, SURE);
    }

    private @Nullable LoopSign cycling(SessionTrail trail, CallShape call, int period) {
        Cycle cycle = trail.cycle(period);
        Run run = cycle.run();
        long times = run.length() / period + 1;
        if (call.actions() == CallShape.UNKNOWN || times < repeats || run.length() < period * (repeats - 1L)) {
            return null;
        }
        Pattern pattern = Pattern.ofPeriod(period);
        if (waits(call, run, trail) && !cycle.mostlyFails()) {
            return sign(FindingKind.POLLING, pattern, times, run, trail, call, QUITE_SURE);
        }
        boolean changesAgain = call.nature() == ActionNature.CHANGES && call.contextTokens() > run.contextBefore();
        if (cycle.answersOtherwise() && !changesAgain) {
            return null;
        }
        return loop(pattern, times, run, trail, call, cycle.answersTheSame() ? SURE : QUITE_SURE);
    }

    private static boolean waits(CallShape call, Run run, SessionTrail trail) {
        if (call.nature() == ActionNature.WAITS) {
            return true;
        }
        long elapsedMs = call.timeMs() - trail.epochMs(run.startedMs());
        return call.nature() == ActionNature.OTHER && elapsedMs >= WAIT_GAP_MS * run.length();
    }

    private @Nullable LoopSign resent(SessionTrail trail, CallShape call) {
        Run run = trail.resent();
        if (run.length() + 1 < repeats) {
            return null;
        }
        long elapsedMs = call.timeMs() - trail.epochMs(run.startedMs());
        FindingKind kind = elapsedMs >= SCHEDULED_GAP_MS * run.length() ? FindingKind.POLLING : FindingKind.LOOP;
        return sign(kind, Pattern.SAME_REQUEST, run.length() + 1, run, trail, call, SURE);
    }

    private @Nullable LoopSign recurring(SessionTrail trail, CallShape call) {
        Run run = trail.recurring();
        if (run == null || run.length() + 1 < repeats) {
            return null;
        }
        // Who does something else meanwhile does not wait, unless that is what the tool is for.
        FindingKind kind = call.nature() == ActionNature.WAITS ? FindingKind.POLLING : FindingKind.LOOP;
        return sign(kind, Pattern.RECURRING_ACTION, run.length() + 1, run, trail, call, QUITE_SURE);
    }

    private @Nullable LoopSign fannedOut(Openings openings, SessionTrail trail, CallShape call) {
        if (!trail.openingDone()) {
            return null;
        }
        long sessions = openings.sessionsThatBegan(trail.opening(), call.timeMs());
        if (sessions < repeats) {
            return null;
        }
        return new LoopSign(
                FindingKind.LOOP,
                Pattern.SAME_OPENING,
                sessions,
                call.tool(),
                trail.epochMs(0),
                call.timeMs(),
                trail.costNanoUsd(),
                0,
                call.isFingerprinted() ? QUITE_SURE : HARDLY_SURE);
    }

    private @Nullable LoopSign shaped(SessionTrail trail, CallShape call) {
        Run sameSize = trail.sameSize();
        if (sameSize.length() + 1 >= repeats + MORE_REPEATS_OF_SHAPES
                && call.timeMs() - trail.epochMs(sameSize.startedMs()) < SCHEDULED_GAP_MS * sameSize.length()) {
            return loop(Pattern.SAME_SIZE, sameSize.length() + 1, sameSize, trail, call, HARDLY_SURE);
        }
        for (int period = 1; period <= SessionTrail.LONGEST_PERIOD; period++) {
            ShapeRun shape = trail.shapes(period);
            Run run = shape.run();
            if (shape.turns() >= repeats + MORE_REPEATS_OF_SHAPES && !waits(call, run, trail)) {
                return loop(Pattern.SAME_SHAPE, shape.turns(), run, trail, call, HARDLY_SURE);
            }
        }
        return null;
    }

    private static LoopSign loop(
            Pattern pattern, long times, Run run, SessionTrail trail, CallShape call, int confidencePercent) {
        return sign(FindingKind.LOOP, pattern, times, run, trail, call, confidencePercent);
    }

    private static LoopSign sign(
            FindingKind kind,
            Pattern pattern,
            long times,
            Run run,
            SessionTrail trail,
            CallShape call,
            int confidencePercent) {
        return new LoopSign(
                kind,
                pattern,
                times,
                call.tool(),
                trail.epochMs(run.startedMs()),
                call.timeMs(),
                trail.costNanoUsd() - run.costBefore(),
                call.contextTokens() - run.contextBefore(),
                confidencePercent);
    }
}
