package io.flyball.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.ToDoubleFunction;

/**
 * A metric of ours. Each module has an enum of its own, and nothing is registered but by its constants:
 * {@code docs/metrics.md} is generated from them.
 */
public interface Metric {
    MetricDefinition definition();

    /**
     * Registers one series, read from {@code owner} whenever somebody scrapes. The registry holds {@code owner} weakly:
     * whoever registers keeps it, and removes the returned meter when the series moves to another instance.
     *
     * @param value must be cheap and safe from any thread, and must never go back for a counter
     * @param tagValues one for each of the metric's tags, in their order
     * @throws IllegalArgumentException where a tag value is missing, surplus or none of those the tag can have
     * @throws IllegalStateException for a timer
     */
    default <T> Meter register(MeterRegistry registry, T owner, ToDoubleFunction<T> value, String... tagValues) {
        return definition().register(registry, owner, value, tagValues);
    }

    /**
     * One series that is counted up, registered where it is new.
     *
     * @param tagValues as for {@link #register}
     * @throws IllegalArgumentException as {@link #register}
     * @throws IllegalStateException where this is no counter
     */
    default Counter counter(MeterRegistry registry, String... tagValues) {
        return definition().counted(registry, tagValues);
    }

    /**
     * One series of durations with its histogram, registered where it is new.
     *
     * @param tagValues as for {@link #register}
     * @throws IllegalArgumentException as {@link #register}
     * @throws IllegalStateException where this is no timer
     */
    default Timer timer(MeterRegistry registry, String... tagValues) {
        return definition().timed(registry, tagValues);
    }
}
