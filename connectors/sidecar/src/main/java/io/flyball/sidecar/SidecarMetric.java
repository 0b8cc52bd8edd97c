package io.flyball.sidecar;

import io.flyball.gateway.Action;
import io.flyball.metrics.Metric;
import io.flyball.metrics.MetricDefinition;
import io.flyball.metrics.MetricTag;
import java.util.Arrays;
import java.util.List;

/** The metrics of the doors for gateways. No tag is taken from what gateways send but from bounded sets. */
public enum SidecarMetric implements Metric {
    DECISIONS(MetricDefinition.counter(
            "flyball.gateway.decisions",
            "decisions",
            "Decisions about calls; in shadow, what would have been decided.",
            Tags.DOOR,
            Tags.ACTION,
            Tags.MODE)),
    REFUSED(MetricDefinition.counter(
            "flyball.gateway.refused", "checks", "Checks that could not be understood.", Tags.DOOR, Tags.WHY)),
    FAILED_OPEN(MetricDefinition.counter(
            "flyball.gateway.failed_open",
            "requests",
            "Requests let through because nothing could be said of them.",
            Tags.DOOR,
            Tags.WHY)),
    TABLE_AGE_SECONDS(MetricDefinition.gauge(
            "flyball.gateway.table.age.seconds",
            "seconds",
            "Since all of the throttle topic was known; not a number while it never was.")),
    STALE(MetricDefinition.gauge("flyball.gateway.stale", "0 or 1", "1 while that is longer than the bound.")),
    SIGNALS(MetricDefinition.gauge("flyball.gateway.signals", "signals", "Signals that are remembered.")),
    TASKS(MetricDefinition.gauge("flyball.gateway.tasks", "tasks", "Running tasks that are remembered.")),
    SESSIONS(MetricDefinition.gauge("flyball.gateway.sessions", "sessions", "Sessions whose pace is remembered.")),
    SIGNALS_UNREADABLE(MetricDefinition.counter(
            "flyball.gateway.signals.unreadable", "records", "Records of the throttle topic that are no signals.")),
    TASKS_FORGOTTEN(
            MetricDefinition.counter("flyball.gateway.tasks.forgotten", "tasks", "Tasks forgotten for want of room.")),
    UNPACED(MetricDefinition.counter("flyball.gateway.unpaced", "calls", "Calls not slowed for want of room."));

    private final MetricDefinition definition;

    /** An enum's constants cannot name its own fields. */
    private static final class Tags {
        static final MetricTag DOOR =
                MetricTag.open("door", "where it was asked: `check`, `portkey`, `ext_authz_http` or `ext_authz_grpc`");
        static final MetricTag ACTION = new MetricTag(
                "action", Arrays.stream(Action.values()).map(Action::wireName).toList(), "what is done with the call");
        static final MetricTag MODE =
                new MetricTag("mode", List.of("enforced", "shadow"), "whether it is done or only said");
        static final MetricTag WHY = MetricTag.open("why", "what was wrong, such as `not_json` or `too_long`");
    }

    SidecarMetric(MetricDefinition definition) {
        this.definition = definition;
    }

    @Override
    public MetricDefinition definition() {
        return definition;
    }
}
