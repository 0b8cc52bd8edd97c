package io.flyball.gateway;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that were let through, so that they are known as running ones. Bounded: the longest silent are forgotten
 * first. Where one had to be forgotten that may come back, or the process is young, it says that it cannot tell.
 */
final class TaskMemory {
    private static final int KEPT_PERCENT = 90;

    private final PacerSettings settings;
    private final Map<String, Task> tasks = new ConcurrentHashMap<>();
    private final ReentrantLock sweeping = new ReentrantLock();
    private final LongAdder forgotten = new LongAdder();
    private volatile long completeSinceMs;

    /** What is known of a running task; its monitor guards what changes. */
    static final class Task {
        private volatile long seenMs;
        private volatile String modelOverride;
        private long callsUnderHold;

        private Task(long seenMs, String modelOverride) {
            this.seenMs = seenMs;
            this.modelOverride = modelOverride;
        }

        /** The model it began with instead of its own; empty: its own. */
        String modelOverride() {
            return modelOverride;
        }

        void forgetOverride() {
            modelOverride = "";
        }

        /** Counts one more, and says how many there were before it: calls at the same time do not share the last one. */
        synchronized long calledUnderHold() {
            return callsUnderHold++;
        }

        /** One that was counted was not let through. */
        synchronized void notCalled() {
            callsUnderHold = Math.max(0, callsUnderHold - 1); // the hold may have ended meanwhile
        }

        synchronized void holdIsOver() {
            callsUnderHold = 0;
        }
    }

    TaskMemory(PacerSettings settings, long nowMs) {
        this.settings = settings;
        this.completeSinceMs = nowMs;
    }

    /** The running task of that key, or null where none is known. */
    @Nullable
    Task find(String key, long nowMs) {
        Task task = tasks.get(key);
        if (task == null || nowMs - task.seenMs > settings.taskIdleMs()) {
            return null;
        }
        if (task.seenMs != nowMs) {
            task.seenMs = nowMs;
        }
        return task;
    }

    /** Remembers a task that begins, or began before it was seen. */
    Task begin(String key, String modelOverride, long nowMs) {
        if (tasks.size() >= settings.maxTasks()) {
            sweep(nowMs);
        }
        Task task = new Task(nowMs, modelOverride);
        Task known = tasks.merge(key, task, (old, next) -> nowMs - old.seenMs > settings.taskIdleMs() ? next : old);
        return known;
    }

    /** Whether a task that is not known may have been running before what is remembered. */
    boolean cannotTell(long nowMs) {
        return nowMs - completeSinceMs < settings.recallGraceMs();
    }

    private void sweep(long nowMs) {
        if (!sweeping.tryLock()) {
            return;
        }
        try {
            int excess = tasks.size() - settings.maxTasks() * KEPT_PERCENT / 100;
            if (excess <= 0) {
                return;
            }
            long[] seen = tasks.values().stream().mapToLong(task -> task.seenMs).toArray();
            Arrays.sort(seen);
            long uptoMs = seen[Math.min(seen.length, excess) - 1];
            int[] left = {excess};
            tasks.values().removeIf(task -> task.seenMs <= uptoMs && left[0]-- > 0);
            forgotten.add(excess);
            if (nowMs - uptoMs < settings.recallGraceMs()) {
                completeSinceMs = nowMs;
            }
        } finally {
            sweeping.unlock();
        }
    }

    int size() {
        return tasks.size();
    }

    long forgottenCount() {
        return forgotten.sum();
    }
}
