package io.flyball.gateway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides about calls by the signals of a {@link ThrottleTable}. For any number of threads. What it promises:
 *
 * <ul>
 *   <li>where nothing is asked, or no longer, a call passes at once;
 *   <li>no session makes more calls than the tightest rate and five seconds' worth of it (one call at least);
 *   <li>no wait is longer than 60 s, and a session has one call a minute whatever is asked;
 *   <li>a running task, one that was let through before, is never held and never given another model; under {@code
 *       hold_new_tasks} it is paced to one call a minute when it has used up its allowance;
 *   <li>a task that began with another model keeps it while a downshift is in force;
 *   <li>where tasks cannot be told from each other (no task, no session, a young process under an older hold, a stale
 *       table) nobody is held.
 * </ul>
 *
 * <p>A decision costs a look-up for each scope and one for the task; the monitor of its session besides where a rate is
 * asked for.
 */
public final class Pacer {
    private static final Comparator<ThrottleSignal> STRONGEST_FIRST =
            Comparator.comparing(ThrottleSignal::level).reversed();
    /** Of a call that belongs to no task, or is under no hold. */
    private static final long NO_ALLOWANCE_USED = -1;

    private static final Place HELD = Place.comeAgain(SessionPace.LONGEST_WAIT_NANOS);

    private final ThrottleTable table;
    private final TaskMemory tasks;
    private final SessionPaces paces;

    /**
     * A pacer that remembers nothing yet.
     *
     * @param nowMs epoch ms: what ran before cannot be known
     * @param nowNanos as of {@link System#nanoTime}
     */
    public Pacer(ThrottleTable table, PacerSettings settings, long nowMs, long nowNanos) {
        this.table = table;
        this.tasks = new TaskMemory(settings, nowMs);
        this.paces = new SessionPaces(settings.maxSessions(), nowNanos);
    }

    /**
     * What to do with a call that comes now.
     *
     * @param stale nobody has heard from the topic for too long: nobody is held
     * @param nowMs epoch ms, for the signals
     * @param nowNanos as of {@link System#nanoTime}, for the rates
     */
    public Decision decide(Call call, OnDelay onDelay, boolean stale, long nowMs, long nowNanos) {
        List<ThrottleSignal> signals = inForce(call, nowMs);
        String key = call.taskKey();
        TaskMemory.Task known = key == null ? null : tasks.find(key, nowMs);
        if (signals.isEmpty()) {
            return unasked(key, known, nowMs);
        }
        boolean running = key == null || known != null || mayHaveRunBefore(signals, nowMs);
        boolean held = isHeld(signals);
        if (held && !running && !stale) {
            return new Decision(Action.HOLD, signals, Tightest.of(signals, true), HELD, "", false);
        }
        String override = known != null ? known.modelOverride() : running ? "" : Tightest.modelOverride(signals);
        if (known != null && !override.isEmpty() && !keepsOverride(signals)) {
            known.forgetOverride();
            override = "";
        }
        boolean whole = running && override.isEmpty();
        TaskMemory.Task task = known != null || key == null ? known : tasks.begin(key, override, nowMs);
        long callsBefore = held && task != null ? task.calledUnderHold() : NO_ALLOWANCE_USED;
        Place place = place(call, signals, callsBefore, onDelay, nowNanos);
        if (task != null) {
            settle(task, held, place.isAdmitted());
        }
        Action action = action(place, override);
        return new Decision(action, signals, Tightest.of(signals, !whole), place, override, running);
    }

    private static void settle(TaskMemory.Task task, boolean held, boolean admitted) {
        if (held && !admitted) {
            task.notCalled();
        } else if (!held && admitted) {
            task.holdIsOver();
        }
    }

    private Decision unasked(@Nullable String key, TaskMemory.@Nullable Task known, long nowMs) {
        if (known != null) {
            if (!known.modelOverride().isEmpty()) {
                known.forgetOverride();
            }
            known.holdIsOver();
        } else if (key != null) {
            tasks.begin(key, "", nowMs);
        }
        return Decision.PASS;
    }

    private List<ThrottleSignal> inForce(Call call, long nowMs) {
        List<ThrottleSignal> signals = List.of();
        List<String> scopes = call.scopes();
        for (int i = 0; i < scopes.size(); i++) { // an iterator would be the only thing that is allocated
            ThrottleSignal signal = table.lookup(scopes.get(i), nowMs);
            if (signal != null) {
                if (signals.isEmpty()) {
                    signals = new ArrayList<>(2);
                }
                signals.add(signal);
            }
        }
        if (signals.size() > 1) {
            signals.sort(STRONGEST_FIRST);
        }
        return signals;
    }

    /** A hold as old as this process, or older than what is remembered, does not tell running tasks from new ones. */
    private boolean mayHaveRunBefore(List<ThrottleSignal> signals, long nowMs) {
        if (!tasks.cannotTell(nowMs)) {
            return false;
        }
        for (ThrottleSignal signal : signals) {
            if (signal.level().concernsNewTasks()
                    && (tasks.forgottenCount() > 0 || table.isFromBefore(signal.scope()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHeld(List<ThrottleSignal> signals) {
        return signals.get(0).level() == ThrottleLevel.HOLD_NEW_TASKS;
    }

    private static boolean keepsOverride(List<ThrottleSignal> signals) {
        return signals.get(0).level().concernsNewTasks()
                || !Tightest.modelOverride(signals).isEmpty();
    }

    private Place place(Call call, List<ThrottleSignal> signals, long callsUnderHold, OnDelay onDelay, long nowNanos) {
        String key = call.paceKey();
        List<Pace> asked = new ArrayList<>(signals.size());
        for (ThrottleSignal signal : signals) {
            addPaces(signal, callsUnderHold, asked);
        }
        return key == null || asked.isEmpty() ? Place.AT_ONCE : paces.place(key, call, asked, onDelay, nowNanos);
    }

    private static void addPaces(ThrottleSignal signal, long callsUnderHold, List<Pace> asked) {
        if (signal.level() == ThrottleLevel.ADVISE) {
            return;
        }
        Pace pace = Pace.of(signal);
        if (!pace.isNone()) {
            asked.add(pace);
        }
        long allowance = signal.taskAllowance();
        if (signal.level() == ThrottleLevel.HOLD_NEW_TASKS && allowance >= 0 && callsUnderHold >= allowance) {
            asked.add(Pace.pastAllowance(signal.scope()));
        }
    }

    private static Action action(Place place, String override) {
        if (!place.isAdmitted()) {
            return Action.DELAY;
        }
        if (!override.isEmpty()) {
            return Action.DOWNSHIFT;
        }
        return place.waitNanos() > 0 ? Action.DELAY : Action.PASS;
    }

    /**
     * A call that was let through has ended.
     *
     * @param tokens all it used
     */
    public void ended(Call call, long tokens, long nowNanos) {
        String key = call.paceKey();
        if (key != null) {
            paces.ended(key, call, tokens, nowNanos);
        }
    }

    /** Running tasks it remembers. */
    public int taskCount() {
        return tasks.size();
    }

    /** Sessions it paces. */
    public int sessionCount() {
        return paces.size();
    }

    /** Tasks it had to forget since the start, for want of room. */
    public long forgottenTaskCount() {
        return tasks.forgottenCount();
    }

    /** Calls it did not slow since the start, for want of room for their sessions. */
    public long unpacedCount() {
        return paces.unpacedCount();
    }
}
