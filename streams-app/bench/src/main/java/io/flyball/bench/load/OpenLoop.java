package io.flyball.bench.load;

import io.flyball.bench.traffic.UsageTraffic;
import io.flyball.core.model.UsageEvent;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests by a schedule that waits for no answer, as many clients that know nothing of each other do. What an
 * event waits for counts from the instant at which it was due, so a stall shows on all that were due meanwhile. Requests
 * beyond the connections wait here. One run at a time.
 */
public final class OpenLoop implements AutoCloseable {
    /** Requests under way at once; each has a connection of its own. */
    public static final int CONNECTIONS = 64;

    /** Once so much of the schedule waits, the rate is not sustained, and going on would fill the memory alone. */
    private static final Duration CUT_SHORT_BEHIND = Duration.ofSeconds(5);

    private final LoadDoor door;
    private final UsageTraffic traffic;
    private final DoorClient client;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "bench-retry");
        thread.setDaemon(true);
        return thread;
    });

    private final Deque<Shipment> waiting = new ArrayDeque<>();
    private int underWay;

    /**
     * A loop.
     *
     * @param target where the doors are
     * @param traffic what is sent; every call of it has an id of its own
     */
    public OpenLoop(URI target, LoadDoor door, UsageTraffic traffic) {
        this.door = door;
        this.traffic = traffic;
        this.client = new DoorClient(target, door);
    }

    /**
     * Sends for that long and returns when the last request is settled, at most some minute later.
     *
     * @param batch events of a request
     */
    public LoopResult run(int eventsPerSecond, int batch, Duration length) {
        long intervalNanos = TimeUnit.SECONDS.toNanos(1) * batch / eventsPerSecond;
        long requests = Math.max(1, length.toNanos() / intervalNanos);
        long mostWaiting = Math.max(CONNECTIONS, CUT_SHORT_BEHIND.toNanos() / intervalNanos);
        Tally tally = new Tally(System.nanoTime());
        boolean cutShort = false;
        long sent = 0;
        for (; sent < requests && !cutShort; sent++) {
            long dueNanos = tally.beganNanos() + sent * intervalNanos;
            waitUntil(dueNanos);
            submit(new Shipment(door.body(events(batch)), batch, dueNanos), tally);
            cutShort = waitingRequests() > mostWaiting;
        }
        tally.awaitSettled(sent);
        return tally.result(eventsPerSecond, cutShort);
    }

    private List<UsageEvent> events(int batch) {
        List<UsageEvent> events = new ArrayList<>(batch);
        for (int i = 0; i < batch; i++) {
            events.add(traffic.next());
        }
        return events;
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private synchronized int waitingRequests() {
        return waiting.size();
    }

    private void submit(Shipment shipment, Tally tally) {
        synchronized (this) {
            if (underWay == CONNECTIONS) {
                waiting.add(shipment);
                return;
            }
            underWay++;
        }
        send(shipment, tally);
    }

    private void send(Shipment shipment, Tally tally) {
        client.post(shipment.body()).thenAccept(answer -> {
            settle(shipment, answer, tally);
            Shipment next;
            synchronized (this) {
                next = waiting.poll();
                underWay -= next == null ? 1 : 0;
            }
            if (next != null) {
                send(next, tally);
            }
        });
    }

    private void settle(Shipment shipment, DoorClient.Attempt answer, Tally tally) {
        if (tally.comesAgain(shipment, answer)) {
            later.schedule(() -> submit(shipment.again(), tally), shipment.retryInMs(answer), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
        client.close();
    }
}
