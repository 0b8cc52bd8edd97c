package io.flyball.gateway;

import java.time.Duration;

/** How much a {@link Pacer} remembers, and for how long. Immutable. */
public final class PacerSettings {
    /** 100,000 tasks and as many sessions, a day, ten minutes. */
    public static final PacerSettings DEFAULT =
            new PacerSettings(100_000, 100_000, Duration.ofHours(24), Duration.ofMinutes(10));

    private final int maxTasks;
    private final int maxSessions;
    private final long taskIdleMs;
    private final long recallGraceMs;

    /**
     * The bounds of memory.
     *
     * @param maxTasks tasks it remembers, some 300 bytes each; beyond it the longest silent are forgotten
     * @param maxSessions sessions it paces at the same time; one more is not slowed
     * @param taskIdle a task that was silent for longer begins anew
     * @param recallGrace after a start, or after tasks had to be forgotten, a task that is not known may be a running one:
     *     for so long it is taken for one, where the hold is as old
     */
    public PacerSettings(int maxTasks, int maxSessions, Duration taskIdle, Duration recallGrace) {
        if (maxTasks < 1 || maxSessions < 1) {
            throw new IllegalArgumentException("Expected room for one task and one session at least, but it is "
                    + maxTasks + " and " + maxSessions);
        }
        if (taskIdle.isNegative() || taskIdle.isZero() || recallGrace.isNegative()) {
            throw new IllegalArgumentException(
                    "Expected times that are not negative, but they are " + taskIdle + " and " + recallGrace);
        }
        this.maxTasks = maxTasks;
        this.maxSessions = maxSessions;
        this.taskIdleMs = taskIdle.toMillis();
        this.recallGraceMs = recallGrace.toMillis();
    }

    int maxTasks() {
        return maxTasks;
    }

    int maxSessions() {
        return maxSessions;
    }

    long taskIdleMs() {
        return taskIdleMs;
    }

    long recallGraceMs() {
        return recallGraceMs;
    }
}
