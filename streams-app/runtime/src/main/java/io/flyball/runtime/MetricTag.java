package io.flyball.runtime;

import io.flyball.core.detect.FindingKind;
import io.flyball.core.model.Level;
import io.flyball.core.model.WasteKind;
import java.util.Arrays;
import java.util.List;

/**
 * A dimension of a metric. None names a person, a session or a key: the number of time series must not grow with the
 * number of users, and spend per user belongs on the page, not in a metrics store.
 *
 * @param name as Micrometer and Prometheus spell it
 * @param values everything it can be, or empty where the list is open
 * @param description what tells two series apart, half a sentence
 */
public record MetricTag(String name, List<String> values, String description) {

    /** A partition of the usage topic, or of the roll-up topic where a metric says so. */
    static final MetricTag PARTITION = new MetricTag("partition", List.of(), "the partition's number");

    static final MetricTag OUTCOME = new MetricTag(
            "outcome",
            List.of("admitted", "duplicate", "late", "rejected", "rerouted"),
            "what became of a record, exactly one of these");

    static final MetricTag REASON = new MetricTag("reason", List.of(), "the reason code of a refused record");

    static final MetricTag LEVEL = new MetricTag(
            "level", Arrays.stream(Level.values()).map(Level::wireName).toList(), "the level of the throttle signal");

    static final MetricTag KIND = new MetricTag(
            "kind",
            Arrays.stream(FindingKind.values()).map(FindingKind::wireName).toList(),
            "the kind of the finding");

    static final MetricTag WASTE_KIND = new MetricTag(
            "waste", Arrays.stream(WasteKind.values()).map(WasteKind::wireName).toList(), "the kind of the waste");

    public MetricTag {
        values = List.copyOf(values);
    }

    boolean allows(String value) {
        return values.isEmpty() || values.contains(value);
    }
}
