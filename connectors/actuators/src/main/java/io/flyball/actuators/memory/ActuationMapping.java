package io.flyball.actuators.memory;

import io.flyball.actuators.decide.Entry;
import io.flyball.actuators.decide.Holding;
import io.flyball.actuators.decide.Outcome;
import io.flyball.actuators.decide.Phase;
import io.flyball.actuators.port.LimitKind;
import io.flyball.actuators.port.Limits;
import io.flyball.actuators.port.Target;
import io.flyball.schemas.avro.Actuation;
import io.flyball.schemas.avro.LimitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Entries as records of the actuations topic, and back. */
final class ActuationMapping {
    private static final String OVER = "none";

    private ActuationMapping() {}

    static Actuation toAvro(Entry entry) {
        Holding holding = entry.holding();
        return Actuation.newBuilder()
                .setActuator(holding.target().actuator())
                .setScope(holding.target().scope())
                .setTarget(holding.target().id())
                .setSequence(holding.sequence())
                .setOutcome(entry.outcome().wireName())
                .setPhase(entry.over() ? OVER : holding.phase().wireName())
                .setDryRun(holding.dryRun())
                .setOriginal(toAvro(holding.original()))
                .setBefore(orNull(entry.before()))
                .setAfter(orNull(entry.after()))
                .setOurs(holding.ours().stream().map(ActuationMapping::toAvro).toList())
                .setAsked(names(holding.asked()))
                .setAtMs(holding.recordedAtMs())
                .setText(entry.text())
                .build();
    }

    private static @Nullable LimitSet orNull(@Nullable Limits limits) {
        return limits == null ? null : toAvro(limits);
    }

    private static LimitSet toAvro(Limits limits) {
        return new LimitSet(names(limits.values()), limits.inherited());
    }

    private static Map<String, Long> names(Map<LimitKind, Long> values) {
        Map<String, Long> named = new TreeMap<>();
        values.forEach((kind, value) -> named.put(kind.wireName(), value));
        return named;
    }

    /** @throws IllegalArgumentException where a word is of a later version than this one */
    static Entry toEntry(Actuation record) {
        boolean over = record.getPhase().equals(OVER);
        Holding holding = new Holding(
                new Target(record.getActuator(), record.getScope(), record.getTarget()),
                record.getSequence(),
                over ? Phase.LEFT_ALONE : Phase.ofWireName(record.getPhase()),
                record.getDryRun(),
                toLimits(record.getOriginal()),
                record.getOurs().stream().map(ActuationMapping::toLimits).toList(),
                kinds(record.getAsked()),
                record.getAtMs());
        LimitSet before = record.getBefore();
        LimitSet after = record.getAfter();
        return new Entry(
                holding,
                over,
                Outcome.ofWireName(record.getOutcome()),
                before == null ? null : toLimits(before),
                after == null ? null : toLimits(after),
                record.getText());
    }

    private static Limits toLimits(LimitSet set) {
        return new Limits(kinds(set.getValues()), set.getInherited());
    }

    private static Map<LimitKind, Long> kinds(Map<String, Long> named) {
        Map<LimitKind, Long> values = new EnumMap<>(LimitKind.class);
        named.forEach((name, value) -> {
            LimitKind kind = LimitKind.ofWireName(name);
            if (kind == null) {
                throw new IllegalArgumentException(
                        "Expected a kind of limit such as requests_per_minute, but it is \"" + name + "\"");
            }
            values.put(kind, value);
        });
        return values;
    }
}
