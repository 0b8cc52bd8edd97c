package io.flyball.runtime;

import io.flyball.core.detect.FindingKind;
import io.flyball.core.model.Level;
import io.flyball.core.model.WasteKind;
import io.flyball.metrics.MetricTag;
import java.util.Arrays;
import java.util.List;

/** The tags of the topology's metrics. */
final class FlyballTags {
    /** A partition of the usage topic, or of the roll-up topic where a metric says so. */
    static final MetricTag PARTITION = MetricTag.open("partition", "the partition's number");

    static final MetricTag OUTCOME = new MetricTag(
            "outcome",
            List.of("admitted", "duplicate", "late", "rejected", "rerouted"),
            "what became of a record, exactly one of these");

    static final MetricTag REASON = MetricTag.open("reason", "the reason code of a refused record");

    static final MetricTag LEVEL = new MetricTag(
            "level", Arrays.stream(Level.values()).map(Level::wireName).toList(), "the level of the throttle signal");

    static final MetricTag KIND = new MetricTag(
            "kind",
            Arrays.stream(FindingKind.values()).map(FindingKind::wireName).toList(),
            "the kind of the finding");

    static final MetricTag WASTE_KIND = new MetricTag(
            "waste", Arrays.stream(WasteKind.values()).map(WasteKind::wireName).toList(), "the kind of the waste");

    private FlyballTags() {}
}
