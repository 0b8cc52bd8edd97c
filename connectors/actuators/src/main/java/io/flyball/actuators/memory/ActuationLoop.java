package io.flyball.actuators.memory;

import io.flyball.gateway.ThrottleSignal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps limits at vendors in step with the signals in force, on a thread of its own. What it is about to do is written to
 * Kafka before it is done, so whoever takes over knows what to look for and what was there before. Closing it takes
 * nothing back: a restart must not lift.
 */
public final class ActuationLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ActuationLoop.class);
    private static final long REST_AFTER_FAULT_MS = 1_000;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

    private final ActuationKafka kafka;
    private final ActuationTopics topics;
    private final List<Served> served;
    private final Supplier<@Nullable Collection<ThrottleSignal>> signals;
    private final ActuationMeters meters;
    private final LongSupplier clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /**
     * @param served closed with this
     * @param signals those in force now; null while they are not known
     * @param clock wall clock, epoch ms
     */
    public ActuationLoop(
            ActuationKafka kafka,
            ActuationTopics topics,
            List<Served> served,
            Supplier<@Nullable Collection<ThrottleSignal>> signals,
            ActuationMeters meters,
            LongSupplier clock) {
        this.kafka = kafka;
        this.topics = topics;
        this.served = List.copyOf(served);
        this.signals = signals;
        this.meters = meters;
        this.clock = clock;
        this.thread = new Thread(this::run, "flyball-actuators");
        this.thread.setDaemon(true);
    }

    /** Begins; once only. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (closing.getCount() > 0) {
                session();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void session() throws InterruptedException {
        try (ActuationSession session = new ActuationSession(kafka, topics, served, meters, clock)) {
            session.begin();
            while (closing.getCount() > 0) {
                session.turn(signals);
            }
        } catch (RuntimeException e) {
            // Of Kafka or the registry as a rule; what is written down is whole, whatever it was.
            LOG.warn("Actuators met a fault: they begin anew in {} ms", REST_AFTER_FAULT_MS, e);
            boolean unused = closing.await(REST_AFTER_FAULT_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** Ends after the step under way. Limits that are set stay set. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        served.forEach(one -> one.actuator().close());
    }
}
