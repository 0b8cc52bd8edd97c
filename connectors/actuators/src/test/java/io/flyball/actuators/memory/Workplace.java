package io.flyball.actuators.memory;

import io.flyball.actuators.decide.ActuatorRules;
import io.flyball.actuators.decide.Entry;
import io.flyball.gateway.ThrottleTable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A desk with a log and a vendor in memory, whose process can die at any step. */
final class Workplace {
    static final long START_MS = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

    long nowMs = START_MS;
    final PaperVendor vendor = new PaperVendor(() -> nowMs);
    final ThrottleTable table = new ThrottleTable();
    final List<Entry> entries = new ArrayList<>();
    /** Scopes of which the next process finds an entry that it cannot read. */
    final Set<String> unread = new HashSet<>();
    /** The process dies at that many entries from now, before it is kept; -1: never. */
    int diesBeforeEntries = -1;
    /** Likewise, after it is kept. */
    int diesAfterEntries = -1;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private ActuatorRules rules;
    private ActuationDesk desk;

    Workplace(ActuatorRules rules) {
        this.rules = rules;
        this.desk = fresh();
    }

    void restart(ActuatorRules changed) {
        rules = changed;
        desk = fresh();
    }

    private ActuationDesk fresh() {
        Past past = new Past(entries, unread);
        return new ActuationDesk(
                List.of(new Served(vendor, rules)), past, this::keep, new ActuationMeters(meters), () -> nowMs);
    }

    private void keep(Entry entry) {
        if (diesBeforeEntries-- == 0) {
            throw new PaperVendor.Death();
        }
        // Through the bytes' form and back, as Kafka would.
        entries.add(ActuationMapping.toEntry(ActuationMapping.toAvro(entry)));
        if (diesAfterEntries-- == 0) {
            throw new PaperVendor.Death();
        }
    }

    /** One turn; a process that dies is followed by the next. */
    boolean turn() throws InterruptedException {
        try {
            return desk.turn(table.inForce(nowMs));
        } catch (PaperVendor.Death e) {
            desk = fresh();
            return true;
        }
    }

    /** Turns for so long, a second each. */
    void run(int seconds) throws InterruptedException {
        for (int i = 0; i < seconds; i++) {
            turn();
            nowMs += 1_000;
        }
    }

    List<String> outcomes() {
        return entries.stream().map(entry -> entry.outcome().wireName()).toList();
    }
}
