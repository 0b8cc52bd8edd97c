package io.flyball.runtime;

import static io.flyball.runtime.FlyballTags.KIND;
import static io.flyball.runtime.FlyballTags.LEVEL;
import static io.flyball.runtime.FlyballTags.OUTCOME;
import static io.flyball.runtime.FlyballTags.PARTITION;
import static io.flyball.runtime.FlyballTags.REASON;
import static io.flyball.runtime.FlyballTags.WASTE_KIND;

import io.flyball.metrics.Kept;
import io.flyball.metrics.Metric;
import io.flyball.metrics.MetricDefinition;
import io.flyball.metrics.MetricTag;
import io.micrometer.core.instrument.Meter;
import java.util.List;

/**
 * The metrics of the topology, each defined once: the dashboard shows all of them, and with the alert rules it may query
 * nothing that is neither here nor in {@link KafkaMetric}, where Kafka's own are.
 *
 * <p>Units are in the names. What is kept {@link Kept#IN_STATE in state} carries its partition as a tag: such a series
 * moves with its partition from instance to instance, and a sum over the partitions of one instance would fall at each
 * rebalance, which Prometheus takes for a counter that began again.
 */
public enum FlyballMetric implements Metric {
    USAGE_READ(
            "flyball.usage.read",
            Meter.Type.COUNTER,
            "records",
            Kept.IN_STATE,
            "Records taken from the usage and re-key topics, counted before anything is decided about them. A record that"
                    + " was rerouted is read twice: where it arrived and where it is judged.",
            PARTITION),
    USAGE_RECORDS(
            "flyball.usage.records",
            Meter.Type.COUNTER,
            "records",
            Kept.IN_STATE,
            "Records by what became of them. The outcomes of a partition sum to what was read from it, always.",
            PARTITION,
            OUTCOME),
    USAGE_UNACCOUNTED(
            "flyball.usage.unaccounted",
            Meter.Type.GAUGE,
            "records",
            Kept.IN_STATE,
            "Read minus the sum of the outcomes, both from one committed snapshot. Anything but 0 is a bug: a record"
                    + " disappeared or was counted twice.",
            PARTITION),
    USAGE_REJECTED(
            "flyball.usage.rejected",
            Meter.Type.COUNTER,
            "records",
            Kept.IN_STATE,
            "Records that could not be read or are impossible, by reason code. Each lies in the rejected topic with"
                    + " headers to find it again.",
            PARTITION,
            REASON),
    USAGE_UNPRICED(
            "flyball.usage.unpriced",
            Meter.Type.COUNTER,
            "records",
            Kept.IN_STATE,
            "Admitted calls that have no cost because no price row fits. They are part of the admitted, their tokens"
                    + " count, and they are charged once a price is there.",
            PARTITION),
    SPEND_COST(
            "flyball.spend.cost.nano_usd",
            Meter.Type.GAUGE,
            "nano_usd",
            Kept.IN_STATE,
            "Cost of all admitted calls since the application id began. A gauge, because a price correction can lower it."
                    + " Exact in state; here a double, so exact to the nano-USD up to 9 million USD a partition.",
            PARTITION),
    WASTE(
            "flyball.waste.nano_usd",
            Meter.Type.COUNTER,
            "nano_usd",
            Kept.IN_STATE,
            "The part of the spend that was avoidable, by the kind of waste, at the prices of the time of the call: a price"
                    + " correction does not change it.",
            PARTITION,
            WASTE_KIND),
    SIGNALS_IN_FORCE(
            "flyball.signals.in_force",
            Meter.Type.GAUGE,
            "signals",
            Kept.IN_STATE,
            "Scopes under a throttle signal that has not ended, by level, of the tasks this instance owns.",
            LEVEL),
    SIGNALS_CHANGED(
            "flyball.signals.changed",
            Meter.Type.COUNTER,
            "signals",
            Kept.SINCE_START,
            "Signals whose level differs from the one before, by the new level; renewals are not counted.",
            LEVEL),
    FINDINGS_OPEN(
            "flyball.findings.open",
            Meter.Type.GAUGE,
            "findings",
            Kept.IN_STATE,
            "Findings opened and not yet closed, by kind, of the tasks this instance owns.",
            KIND),
    CONTROL_REFUSED(
            "flyball.control.refused",
            Meter.Type.COUNTER,
            "records",
            Kept.SINCE_START,
            "Control records that cannot be understood or contradict themselves: the last good one stays in force."
                    + " Counted where partition 0 is read."),
    RERATING_LOOKED_AT(
            "flyball.rerating.looked_at",
            Meter.Type.COUNTER,
            "charges",
            Kept.SINCE_START,
            "Charges the re-rater looked at after prices changed. It rises while a pass is under way."),
    RERATING_ADJUSTED(
            "flyball.rerating.adjusted",
            Meter.Type.COUNTER,
            "adjustments",
            Kept.SINCE_START,
            "Adjustments the re-rater sent: calls whose price is another one now. A pass that broke off and is made again"
                    + " counts again, and changes nothing the second time."),
    ROLLUP_IN_FLIGHT(
            "flyball.rollup.in_flight.nano_usd",
            Meter.Type.GAUGE,
            "nano_usd",
            Kept.IN_STATE,
            "Spend handed over by payers' tasks minus spend applied to teams, agents, models and the other shared scopes."
                    + " One instance's share may be negative; the sum over all instances is what is under way."),
    STREAM_TIME_LAG(
            "flyball.stream_time.lag.ms",
            Meter.Type.GAUGE,
            "ms",
            Kept.IN_STATE,
            "Wall clock minus the newest valid event time of the partition. Grows while nobody calls a model, too: read"
                    + " it beside Kafka's lag in records.",
            PARTITION),
    READY(
            "flyball.ready",
            Meter.Type.GAUGE,
            "0 or 1",
            Kept.SINCE_START,
            "1 while this instance serves (what /readyz says), 0 while it starts, restores or rebalances.");

    private final MetricDefinition definition;

    FlyballMetric(String meterName, Meter.Type type, String unit, Kept kept, String description, MetricTag... tags) {
        definition = new MetricDefinition(meterName, type, unit, kept, description, List.of(tags));
    }

    @Override
    public MetricDefinition definition() {
        return definition;
    }
}
