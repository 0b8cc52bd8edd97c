package io.flyball.actuators.memory;

import io.flyball.actuators.decide.Entry;
import io.flyball.actuators.decide.Holding;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What is set at vendors, for a person who looks at it or gives it back by hand. */
public final class Actuations {
    private static final long REST_MS = 200;

    private final ActuationKafka kafka;
    private final ActuationTopics topics;
    private final ActuationMeters meters;
    private final LongSupplier clock;

    /** @param clock wall clock, epoch ms */
    public Actuations(ActuationKafka kafka, ActuationTopics topics, ActuationMeters meters, LongSupplier clock) {
        this.kafka = kafka;
        this.topics = topics;
        this.meters = meters;
        this.clock = clock;
    }

    /** Every target whose limits may not be as they were, by what is written down. */
    public List<Holding> set() {
        return setBy(KafkaActuationLog.read(kafka, topics, meters).entries());
    }

    private static List<Holding> setBy(List<Entry> past) {
        Holdings holdings = new Holdings();
        past.forEach(holdings::apply);
        return holdings.orphans(List.of());
    }

    /**
     * Gives back what these have set, as fast as their rules let. An instance that acts meanwhile is stopped from writing,
     * and begins anew: see to it that none does.
     *
     * @param served with rules of mode off
     * @return what could not be given back in that time
     */
    public List<Holding> restore(List<Served> served, Duration within) throws InterruptedException {
        long untilMs = clock.getAsLong() + within.toMillis();
        List<String> names = served.stream().map(one -> one.actuator().name()).toList();
        try (KafkaActuationLog log = new KafkaActuationLog(kafka, topics)) {
            Past past = KafkaActuationLog.read(kafka, topics, meters);
            ActuationDesk desk = new ActuationDesk(served, past, log, meters, clock);
            while (desk.anySetBy(names) && clock.getAsLong() < untilMs) {
                if (!desk.turn(List.of())) {
                    TimeUnit.MILLISECONDS.sleep(REST_MS);
                }
            }
        }
        return set();
    }
}
