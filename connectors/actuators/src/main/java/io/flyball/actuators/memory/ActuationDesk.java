package io.flyball.actuators.memory;

import io.flyball.actuators.decide.Entry;
import io.flyball.actuators.decide.Holding;
import io.flyball.gateway.ThrottleSignal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All actuators of one instance, from what was written down; used by one thread. */
final class ActuationDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ActuationDesk.class);

    private final Holdings holdings = new Holdings();
    private final List<Actuated> actuated;

    /**
     * @param clock wall clock, epoch ms
     */
    ActuationDesk(List<Served> served, Past past, ActuationLog log, ActuationMeters meters, LongSupplier clock) {
        past.entries().forEach(holdings::apply);
        List<Entry> byTime = past.entries().stream()
                .sorted(Comparator.comparingLong(Entry::atMs))
                .toList();
        Past inTime = new Past(byTime, past.unread());
        actuated = served.stream()
                .map(s -> new Actuated(s.actuator(), s.rules(), holdings, inTime, log, meters, clock))
                .toList();
        List<Holding> orphans =
                holdings.orphans(served.stream().map(s -> s.actuator().name()).toList());
        meters.orphans(orphans.size());
        for (Holding orphan : orphans) {
            LOG.error(
                    "{} is not as it was: it had {} and its actuator is not configured. Configure it again with mode off,"
                            + " or set these limits by hand",
                    orphan.target(),
                    orphan.original());
        }
    }

    /** Whether anything of these actuators is still set, or may be. */
    boolean anySetBy(Collection<String> actuators) {
        return actuators.stream()
                .flatMap(name -> holdings.of(name).values().stream())
                .anyMatch(Holding::mayBeSet);
    }

    /**
     * One step of each actuator at most.
     *
     * @param signals those in force
     * @return whether any was taken
     */
    boolean turn(Collection<ThrottleSignal> signals) throws InterruptedException {
        boolean any = false;
        for (Actuated one : actuated) {
            any |= one.turn(signals);
        }
        return any;
    }
}
