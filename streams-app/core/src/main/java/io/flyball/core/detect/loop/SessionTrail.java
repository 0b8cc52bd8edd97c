package io.flyball.core.detect.loop;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one session to tell loops: its last steps and the runs they make. A step is a call whose
 * actions are fingerprinted; calls without actions between them neither make nor break a run of steps. Constant in size,
 * O(1) a call. Mutable; new ones remember nothing.
 */
public final class SessionTrail {
    /** The longest cycle of actions that is recognised. */
    static final int LONGEST_PERIOD = 3;
    /** How many first steps make what a session set out to do, for sessions that all do the same. */
    static final int OPENING_STEPS = 3;

    /** After such a silence nothing before it counts. */
    private static final long FORGOTTEN_AFTER_MS = 30 * 60_000L;
    /** A failed call that is followed by another one so much later was not retried. */
    private static final long RETRIED_WITHIN_MS = 60_000;
    /** Requests that are smaller have the same size by chance. */
    private static final long LEAST_CONTEXT_TOKENS = 4_000;
    /** A pause of more than one and a half times the last one backs off. */
    private static final long BACKING_OFF_HALVES = 3;

    private final Cycle[] cycles = {new Cycle(), new Cycle(), new Cycle()};
    private final Recurrences recurrences = new Recurrences();
    private final Run resent = new Run();
    private final Run failures = new Run();
    private final Run sameSize = new Run();
    private final ShapeRun[] shapes = {new ShapeRun(1), new ShapeRun(2), new ShapeRun(3)};
    private final int[] actions = new int[LONGEST_PERIOD];
    private final int[] results = new int[LONGEST_PERIOD];
    private long bornMs;
    private long calls;
    private long lastMs;
    private long costNanoUsd;
    private long contextTokens;
    private long outputTokens;
    private long steps;
    private long opening = 1;
    private int request;
    private long lastGapMs;
    private boolean lastFailed;
    private @Nullable Run recurring;
    private boolean openingDone;

    /**
     * Takes in a call of the session.
     *
     * @return false where the call is older than the one before: it was not taken in, for its place is unknown
     */
    boolean observe(CallShape call) {
        if (calls == 0) {
            bornMs = call.timeMs();
        }
        long atMs = call.timeMs() - bornMs;
        if (atMs < lastMs) {
            return false;
        }
        if (atMs - lastMs > FORGOTTEN_AFTER_MS) {
            forgetRuns(call, atMs);
        }
        observeFailure(call, atMs);
        observeRequest(call, atMs);
        long growth = calls == 0 ? -1 : call.contextTokens() - contextTokens;
        for (ShapeRun shape : shapes) {
            shape.observe(call, growth, outputTokens, atMs, costNanoUsd);
        }
        observeSize(call, growth, atMs);
        recurring = null;
        openingDone = false;
        if (call.actions() != CallShape.UNKNOWN) {
            observeStep(call, atMs);
        } else if (!call.isFingerprinted() && growth > 0 && outputTokens >= ShapeRun.SHORTEST_OUTPUT) {
            open(growth - outputTokens);
        }
        calls++;
        lastGapMs = atMs - lastMs;
        lastFailed = call.failed();
        lastMs = atMs;
        costNanoUsd += call.costNanoUsd();
        contextTokens = call.contextTokens();
        outputTokens = call.outputTokens();
        return true;
    }

    private void observeStep(CallShape call, long atMs) {
        for (int period = 1; period <= LONGEST_PERIOD; period++) {
            boolean matches = actions[period - 1] == call.actions() && isCycle(call.actions(), period);
            cycles[period - 1].observe(
                    matches,
                    call.results(),
                    results[period - 1],
                    call.toolFailed(),
                    atMs,
                    costNanoUsd,
                    call.contextTokens());
        }
        System.arraycopy(actions, 0, actions, 1, LONGEST_PERIOD - 1);
        System.arraycopy(results, 0, results, 1, LONGEST_PERIOD - 1);
        actions[0] = call.actions();
        results[0] = call.results();
        recurring = recurrences.observe(call, steps, atMs, costNanoUsd);
        open(call.actions() * 31L + call.results());
    }

    /** Takes in what a step did, or, where that is not known, the size of what it got. */
    private void open(long step) {
        if (steps < OPENING_STEPS) {
            opening = opening * 1_000_003 + step;
        }
        steps++;
        openingDone = steps == OPENING_STEPS;
    }

    /** Steps that are all the same are a cycle of one, not of two or three. */
    private boolean isCycle(int action, int period) {
        for (int back = 0; back < period - 1; back++) {
            if (actions[back] != action) {
                return true;
            }
        }
        return period == 1;
    }

    /** A request that failed is retried, which is another matter than one that was answered and is sent again. */
    private void observeRequest(CallShape call, long atMs) {
        if (call.request() != CallShape.UNKNOWN && call.request() == request) {
            if (!lastFailed) {
                resent.grow();
            }
        } else {
            resent.restart(atMs, costNanoUsd, call.contextTokens());
        }
        request = call.request();
    }

    /** A conversation that goes on grows; where nothing is fingerprinted, one that does not asks the same again. */
    private void observeSize(CallShape call, long growth, long atMs) {
        boolean same = growth == 0 && !call.isFingerprinted() && !call.failed() && !lastFailed;
        if (same && call.contextTokens() >= LEAST_CONTEXT_TOKENS) {
            sameSize.grow();
        } else {
            sameSize.restart(atMs, costNanoUsd, call.contextTokens());
        }
    }

    /** Who waits longer before each retry does as he should: only a retry that comes about as soon as the last counts. */
    private void observeFailure(CallShape call, long atMs) {
        long gapMs = atMs - lastMs;
        boolean goesOn = call.failed()
                && gapMs <= RETRIED_WITHIN_MS
                && (call.request() == request || call.request() == CallShape.UNKNOWN);
        if (!goesOn) {
            failures.restart(atMs, costNanoUsd, call.contextTokens());
        }
        boolean backsOff = goesOn && failures.length() >= 2 && gapMs * 2 > lastGapMs * BACKING_OFF_HALVES;
        if (call.failed() && !backsOff) {
            failures.grow();
        }
    }

    private void forgetRuns(CallShape call, long atMs) {
        for (Cycle cycle : cycles) {
            cycle.observe(false, 0, 0, false, atMs, costNanoUsd, call.contextTokens());
        }
        Arrays.fill(actions, CallShape.UNKNOWN);
        Arrays.fill(results, CallShape.UNKNOWN);
        recurrences.forgetAll();
        request = CallShape.UNKNOWN;
        for (ShapeRun shape : shapes) {
            shape.forget(atMs, costNanoUsd);
        }
    }

    Cycle cycle(int period) {
        return cycles[period - 1];
    }

    /** How many calls it made. */
    public long calls() {
        return calls;
    }

    /** Whether the last call asked again what had been answered. */
    public boolean hasResent() {
        return resent.length() > 0;
    }

    /** Requests sent again, in a row. */
    Run resent() {
        return resent;
    }

    /** Requests of exactly the size of the one before, in a row. */
    Run sameSize() {
        return sameSize;
    }

    /** Failed calls in a row, the first included. */
    Run failures() {
        return failures;
    }

    /** Turns of calls of like shape. */
    ShapeRun shapes(int period) {
        return shapes[period - 1];
    }

    /** The run of the last step's action with others between, or null. */
    @Nullable
    Run recurring() {
        return recurring;
    }

    /** When the last call was, epoch ms. */
    public long lastMs() {
        return bornMs + lastMs;
    }

    /** What the session cost so far, nano-USD. */
    public long costNanoUsd() {
        return costNanoUsd;
    }

    /** Epoch ms of a time in this trail. */
    long epochMs(long trailMs) {
        return bornMs + trailMs;
    }

    /** Whether the last call completed the session's first steps. */
    boolean openingDone() {
        return openingDone;
    }

    /** What the session's first steps were. */
    long opening() {
        return opening;
    }

    /** Passes every number of the state through, in a fixed order: a codec returns it unchanged, or what it read. */
    public void pass(LongUnaryOperator through) {
        bornMs = through.applyAsLong(bornMs);
        calls = through.applyAsLong(calls);
        lastMs = through.applyAsLong(lastMs);
        costNanoUsd = through.applyAsLong(costNanoUsd);
        contextTokens = through.applyAsLong(contextTokens);
        outputTokens = through.applyAsLong(outputTokens);
        steps = through.applyAsLong(steps);
        opening = through.applyAsLong(opening);
        request = (int) through.applyAsLong(request);
        lastGapMs = through.applyAsLong(lastGapMs);
        lastFailed = through.applyAsLong(lastFailed ? 1 : 0) == 1;
        for (int i = 0; i < LONGEST_PERIOD; i++) {
            actions[i] = (int) through.applyAsLong(actions[i]);
            results[i] = (int) through.applyAsLong(results[i]);
            cycles[i].pass(through);
        }
        recurrences.pass(through);
        resent.pass(through);
        failures.pass(through);
        sameSize.pass(through);
        for (ShapeRun shape : shapes) {
            shape.pass(through);
        }
    }
}
