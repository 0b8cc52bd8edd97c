package io.flyball.bench.ask;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks one door: as fast as so many clients get their answers, or by a schedule that waits for none. By the schedule a
 * request's time counts from the instant at which it was due, so a stall shows on all that were due meanwhile; those
 * beyond the connections wait here. One run at a time.
 */
public final class AskLoop implements AutoCloseable {
    /** Once so much of the schedule waits, the rate is not sustained. */
    private static final Duration CUT_SHORT_BEHIND = Duration.ofSeconds(2);

    private final Asker asker;
    private final Callers callers;
    private final int connections;
    private final Deque<Due> waiting = new ArrayDeque<>();
    private int underWay;

    /** A request of the schedule. */
    private record Due(int user, long dueNanos) {}

    /**
     * A loop.
     *
     * @param asker closed with it
     * @param signals users from 0 on who may have one
     * @param connections requests under way at once
     */
    public AskLoop(Asker asker, int signals, int connections) {
        this.asker = asker;
        this.callers = new Callers(signals);
        this.connections = connections;
    }

    /** For that long each connection asks again as soon as it has its answer: the most that is answered. */
    public AskResult asFastAsAnswered(Duration length) {
        AskTally tally = new AskTally();
        long untilNanos = tally.beganNanos() + length.toNanos();
        for (int i = 0; i < connections; i++) {
            askUntil(untilNanos, tally);
        }
        tally.awaitSettled(connections);
        return tally.result(0, false);
    }

    private void askUntil(long untilNanos, AskTally tally) {
        long sentNanos = System.nanoTime();
        if (sentNanos - untilNanos >= 0) {
            tally.settle();
            return;
        }
        var unused = asker.ask(nextUser()).thenAccept(said -> {
            tally.count(said, sentNanos);
            askUntil(untilNanos, tally);
        });
    }

    private int nextUser() {
        synchronized (callers) {
            return callers.next();
        }
    }

    /** Asks so often a second for that long, and returns when the last request is answered. */
    public AskResult bySchedule(int perSecond, Duration length) {
        long requests = Math.max(1, length.toMillis() * perSecond / 1_000);
        long mostWaiting = Math.max(connections, CUT_SHORT_BEHIND.toMillis() * perSecond / 1_000);
        AskTally tally = new AskTally();
        boolean cutShort = false;
        long sent = 0;
        for (; sent < requests && !cutShort; sent++) {
            long dueNanos = tally.beganNanos() + sent * TimeUnit.SECONDS.toNanos(1) / perSecond;
            waitUntil(dueNanos);
            submit(new Due(nextUser(), dueNanos), tally);
            cutShort = waitingRequests() > mostWaiting;
        }
        tally.awaitSettled(sent);
        return tally.result(perSecond, cutShort);
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private synchronized int waitingRequests() {
        return waiting.size();
    }

    private void submit(Due due, AskTally tally) {
        synchronized (this) {
            if (underWay == connections) {
                waiting.add(due);
                return;
            }
            underWay++;
        }
        send(due, tally);
    }

    private void send(Due due, AskTally tally) {
        var unused = asker.ask(due.user()).thenAccept(said -> {
            tally.count(said, due.dueNanos());
            Due next;
            synchronized (this) {
                next = waiting.poll();
                underWay -= next == null ? 1 : 0;
            }
            tally.settle();
            if (next != null) {
                send(next, tally);
            }
        });
    }

    @Override
    public void close() {
        asker.close();
    }
}
