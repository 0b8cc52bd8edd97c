package io.flyball.metrics;

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
    public MetricTag {
        values = List.copyOf(values);
    }

    /** A tag whose values are not all known beforehand. They must be bounded all the same. */
    public static MetricTag open(String name, String description) {
        return new MetricTag(name, List.of(), description);
    }

    boolean allows(String value) {
        return values.isEmpty() || values.contains(value);
    }
}
