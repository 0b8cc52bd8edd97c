package io.flyball.simulate;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Sessions of one caller, some under way and some that will begin: each is made when its first call is next, so that
 * what has not begun takes no room. Not thread-safe.
 */
final class SessionQueue implements Caller {
    /** Makes a session whose first call ends then, epoch ms. */
    interface Opening {
        RunningSession openAt(long firstCallMs);
    }

    private record Planned(long startMs, int place, Opening opening) {}

    private record Running(RunningSession session, int place) {
        long nextTimeMs() {
            return session.nextTimeMs();
        }
    }

    private final PriorityQueue<Planned> planned =
            new PriorityQueue<>(Comparator.comparingLong(Planned::startMs).thenComparingInt(Planned::place));
    private final PriorityQueue<Running> running =
            new PriorityQueue<>(Comparator.comparingLong(Running::nextTimeMs).thenComparingInt(Running::place));
    private int places;

    /** A session will begin then, epoch ms; not before a call that was already asked for. */
    void plan(long startMs, Opening opening) {
        planned.add(new Planned(startMs, places++, opening));
    }

    /** When the next of the planned sessions begins; {@link #NEVER} where none is planned. */
    long nextPlannedMs() {
        Planned first = planned.peek();
        return first == null ? NEVER : first.startMs;
    }

    @Override
    public long nextTimeMs() {
        Running first = running.peek();
        return Math.min(nextPlannedMs(), first == null ? NEVER : first.nextTimeMs());
    }

    @Override
    public Call next() {
        while (nextPlannedMs() <= nextTimeMs() && !planned.isEmpty()) {
            Planned opened = planned.remove();
            run(opened.opening.openAt(opened.startMs), opened.place);
        }
        Running turn = running.remove();
        Call call = turn.session.next();
        run(turn.session, turn.place);
        return call;
    }

    private void run(RunningSession session, int place) {
        if (session.nextTimeMs() != NEVER) {
            running.add(new Running(session, place));
        }
    }
}
