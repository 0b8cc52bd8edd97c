package io.flyball.actuators.memory;

import io.flyball.actuators.decide.Outcome;
import io.flyball.metrics.Metric;
import io.flyball.metrics.MetricDefinition;
import io.flyball.metrics.MetricTag;
import java.util.Arrays;

/** The metrics of actuators. No tag names a person. */
public enum ActuationMetric implements Metric {
    STEPS(MetricDefinition.counter(
            "flyball.actuators.steps",
            "records",
            "Records written on the topic `actuations`, by outcome.",
            Tags.ACTUATOR,
            new MetricTag(
                    "outcome",
                    Arrays.stream(Outcome.values()).map(Outcome::wireName).toList(),
                    "what a step [came to](actuators.md#who-acts-and-what-is-remembered)"))),
    IN_FORCE(MetricDefinition.gauge(
            "flyball.actuators.in_force", "targets", "Targets whose limits may be Flyball's.", Tags.ACTUATOR)),
    WAITING(MetricDefinition.gauge(
            "flyball.actuators.waiting",
            "steps",
            "Steps that are due and not taken. Grows while the vendor fails or the minute is full.",
            Tags.ACTUATOR)),
    UNREAD(MetricDefinition.counter(
            "flyball.actuators.unread", "readings", "Readings of a vendor that failed.", Tags.ACTUATOR)),
    ACTING(MetricDefinition.gauge(
            "flyball.actuators.acting", "0 or 1", "1 on the one instance that acts, 0 on the others.", Tags.ACTUATOR)),
    ORPHANED(MetricDefinition.gauge(
            "flyball.actuators.orphaned",
            "targets",
            "Targets of actuators that are not configured any more: nobody gives their limits back.",
            Tags.ACTUATOR)),
    UNREADABLE(MetricDefinition.counter(
            "flyball.actuators.unreadable",
            "records",
            "Records of the topic `actuations` that cannot be read: nothing new is set on their scopes, whose limits of"
                    + " before they may hold."));

    private final MetricDefinition definition;

    /** An enum's constants cannot name its own fields. */
    private static final class Tags {
        static final MetricTag ACTUATOR = MetricTag.open(
                "actuator", "`litellm`, `openai` or `anthropic`; `all` where it is of all, `none` where it is of none");
    }

    ActuationMetric(MetricDefinition definition) {
        this.definition = definition;
    }

    @Override
    public MetricDefinition definition() {
        return definition;
    }
}
