package io.flyball.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway does with one call, and why. Immutable. In shadow it says to pass, and {@link #would} what it would have
 * said.
 */
public final class Decision {
    /** Nothing is asked. */
    static final Decision PASS = new Decision(Action.PASS, List.of(), ThrottleLimits.NONE, Place.AT_ONCE, "", false);

    private static final long NANOS_A_MS = 1_000_000;
    private static final long MS_A_SECOND = 1_000;

    private final Action action;
    private final List<ThrottleSignal> signals;
    private final ThrottleLimits limits;
    private final long delayMs;
    private final long retryAfterSeconds;
    private final long remainingRequests;
    private final String modelOverride;
    private final boolean runningTask;
    private final @Nullable Decision would;

    Decision(
            Action action,
            List<ThrottleSignal> signals,
            ThrottleLimits limits,
            Place place,
            String modelOverride,
            boolean runningTask) {
        this.action = action;
        this.signals = signals;
        this.limits = limits;
        long waitMs = (place.waitNanos() + NANOS_A_MS - 1) / NANOS_A_MS;
        this.delayMs = place.isAdmitted() ? waitMs : 0;
        this.retryAfterSeconds = place.isAdmitted() ? 0 : Math.max(1, (waitMs + MS_A_SECOND - 1) / MS_A_SECOND);
        this.remainingRequests = place.remaining();
        this.modelOverride = modelOverride;
        this.runningTask = runningTask;
        this.would = null;
    }

    private Decision(Decision would) {
        this.action = Action.PASS;
        this.signals = would.signals;
        this.limits = ThrottleLimits.NONE;
        this.delayMs = 0;
        this.retryAfterSeconds = 0;
        this.remainingRequests = ThrottleLimits.UNLIMITED;
        this.modelOverride = "";
        this.runningTask = would.runningTask;
        this.would = would;
    }

    /** The same in shadow: passes, and says what it would have been. */
    Decision inShadow() {
        return new Decision(this);
    }

    /** What to do. */
    public Action action() {
        return action;
    }

    /** The strongest level asked of any of its scopes; {@code clear} where nothing is. */
    public ThrottleLevel level() {
        ThrottleSignal signal = signal();
        return signal == null ? ThrottleLevel.CLEAR : signal.level();
    }

    /** The signal of that level, or null where nothing is asked. */
    public @Nullable ThrottleSignal signal() {
        return signals.isEmpty() ? null : signals.get(0);
    }

    /** All signals in force for its scopes, strongest first. */
    public List<ThrottleSignal> signals() {
        return signals;
    }

    /** The tightest of the limits that concern the call. */
    public ThrottleLimits limits() {
        return limits;
    }

    /** Wait before it is let through, 0 to 60,000 ms; its place is kept. 0 where it is to come again. */
    public long delayMs() {
        return delayMs;
    }

    /** When it may come again, 1 to 60 s; 0: it is let through. */
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** Whether it is let through, at once or after the delay. */
    public boolean isAdmitted() {
        return retryAfterSeconds == 0;
    }

    /** The model it gets instead of the one it names; empty: its own. */
    public String modelOverride() {
        return modelOverride;
    }

    /** Cap on its output tokens, from 1; -1: none. */
    public long maxOutputTokens() {
        return limits.maxOutputTokens();
    }

    /** Calls of its session that would pass at once after it; -1 where no rate is asked for. */
    public long remainingRequests() {
        return remainingRequests;
    }

    /** Whether it was taken for a call of a running task. */
    public boolean isRunningTask() {
        return runningTask;
    }

    /** What happened and what to do, for the person concerned; empty where nothing is asked. */
    public String text() {
        ThrottleSignal signal = signal();
        return signal == null ? "" : signal.text();
    }

    /** In shadow what it would have been where that is not to pass, otherwise null. */
    public @Nullable Decision would() {
        return would;
    }

    @Override
    public String toString() {
        return action.wireName() + " " + level().wireName() + " delay " + delayMs + " ms, again after "
                + retryAfterSeconds + " s, model \"" + modelOverride + "\"";
    }
}
