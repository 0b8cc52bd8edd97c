package io.flyball.alerting.memory;

import io.flyball.alerting.cases.AlertCase;
import io.flyball.alerting.cases.AlertDesk;
import io.flyball.alerting.channel.Courier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads alerts and answers on a thread of its own. What is decided is written to the memory topic in one transaction with
 * the offsets it rests on, and delivered after that: a process that dies in between leaves behind what is to be delivered,
 * and the next one looks whether it was. A fault ends the {@link AlertSession}, and a new one begins from what is
 * remembered; nothing waits for a channel.
 */
public final class AlertLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertLoop.class);
    private static final long REST_AFTER_FAULT_MS = 1_000;
    private static final Duration DIRECTORY_LIMIT = Duration.ofSeconds(30);

    private final AlertKafka kafka;
    private final AlertTopics topics;
    private final Supplier<AlertDesk> desks;
    private final Courier courier;
    private final ControlTail control;
    private final AlertMeters meters;
    private final LongSupplier clock;
    private final Duration drainLimit;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile Consumer<List<AlertCase>> watcher = cases -> {};

    /**
     * @param desks an empty desk for each session
     * @param clock wall clock, epoch ms
     * @param drainLimit how long {@link #close} waits for deliveries under way
     */
    public AlertLoop(
            AlertKafka kafka,
            AlertTopics topics,
            Supplier<AlertDesk> desks,
            Courier courier,
            ControlTail control,
            AlertMeters meters,
            LongSupplier clock,
            Duration drainLimit) {
        this.kafka = kafka;
        this.topics = topics;
        this.desks = desks;
        this.courier = courier;
        this.control = control;
        this.meters = meters;
        this.clock = clock;
        this.drainLimit = drainLimit;
        this.thread = new Thread(this::run, "flyball-alerts");
        this.thread.setDaemon(true);
    }

    /** Tells somebody all cases after each change; to be set before the start. */
    public void watch(Consumer<List<AlertCase>> casesWatcher) {
        watcher = casesWatcher;
    }

    /** Begins to read; once only. */
    public void start() {
        thread.start();
    }

    /** Whether its thread lives. */
    public boolean isRunning() {
        return thread.isAlive();
    }

    private void run() {
        try {
            if (!control.awaitCaughtUp(DIRECTORY_LIMIT)) {
                LOG.warn("The directory is not read after {}: alerts may go to channels for people", DIRECTORY_LIMIT);
            }
            while (closing.getCount() > 0) {
                session();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void session() throws InterruptedException {
        MemoryStore store = new MemoryStore(kafka, topics, meters);
        try (AlertSession session =
                new AlertSession(kafka, topics, store, desks.get(), courier, control, meters, clock)) {
            session.begin();
            while (closing.getCount() > 0) {
                if (session.turn()) {
                    watcher.accept(session.cases());
                }
            }
            session.drain(drainLimit);
        } catch (RuntimeException e) {
            // Of Kafka or the registry as a rule; what is remembered is whole, whatever it was.
            LOG.warn("Alerting met a fault: it begins anew in {} ms", REST_AFTER_FAULT_MS, e);
            boolean unused = closing.await(REST_AFTER_FAULT_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** Reads no more, waits for deliveries under way, and remembers what became of them. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(drainLimit.toMillis() + Duration.ofSeconds(30).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
