package io.flyball.alerting.channel;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One daemon thread for each channel, so that a channel that hangs holds up none but itself. */
public final class ThreadDeliveryTimer implements DeliveryTimer, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadDeliveryTimer.class);
    private static final long NANOS_PER_MS = 1_000_000L;

    private final Map<String, ScheduledExecutorService> threads = new HashMap<>();
    private boolean closed;

    @Override
    public long elapsedMs() {
        return System.nanoTime() / NANOS_PER_MS;
    }

    /** After {@link #close} it takes the task and never runs it. */
    @Override
    public synchronized void runAfter(String channel, long delayMs, Runnable task) {
        if (closed) {
            return;
        }
        var unused = threads.computeIfAbsent(channel, ThreadDeliveryTimer::thread)
                .schedule(() -> runLogged(channel, task), delayMs, TimeUnit.MILLISECONDS);
    }

    private static void runLogged(String channel, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // The executor would keep it to itself.
            LOG.error("The delivery thread of channel \"{}\" met a fault", channel, e);
            throw e;
        }
    }

    private static ScheduledExecutorService thread(String channel) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "flyball-alerts-" + channel);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Ends all threads; a call under way is interrupted. */
    @Override
    public synchronized void close() {
        closed = true;
        threads.values().forEach(ScheduledExecutorService::shutdownNow);
    }
}
