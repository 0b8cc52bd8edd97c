package io.flyball.app.cluster;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks again and again at what the doors say they hold. */
final class MemoryWatch implements AutoCloseable {
    private static final Pattern HELD = Pattern.compile("(?m)^flyball_ingest_memory_bytes (\\S+)$");
    private static final int EVERY_MS = 200;

    private final RunningApplication ingest;
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong mostBytes = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();

    MemoryWatch(RunningApplication ingest) {
        this.ingest = ingest;
        schedule.scheduleWithFixedDelay(this::look, 0, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            long held = heldBytes();
            mostBytes.accumulateAndGet(held, Math::max);
            looks.incrementAndGet();
        } catch (IOException notNow) {
            // it is being restarted
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it holds now. */
    long heldBytes() throws IOException, InterruptedException {
        Matcher held = HELD.matcher(ingest.scrape());
        if (!held.find()) {
            throw new AssertionError("the doors do not say what they hold");
        }
        return (long) Double.parseDouble(held.group(1));
    }

    /** The most it ever held when it was looked at. */
    long mostBytes() {
        return mostBytes.get();
    }

    int looks() {
        return looks.get();
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }
}
