package io.flyball.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * All there is to know of a metric.
 *
 * @param meterName the name in Micrometer; a measured quantity ends in its unit, a timer gets it from Micrometer
 * @param type counter, gauge or timer
 * @param unit what one step of the value is
 * @param description what it means, for a person who reads a dashboard
 * @param tags what each series carries, in this order
 */
public record MetricDefinition(
        String meterName, Meter.Type type, String unit, Kept kept, String description, List<MetricTag> tags) {

    public MetricDefinition {
        tags = List.copyOf(tags);
    }

    /** Something that only grows, counted since the start. */
    public static MetricDefinition counter(String meterName, String unit, String description, MetricTag... tags) {
        return sinceStart(meterName, Meter.Type.COUNTER, unit, description, tags);
    }

    /** Something that is as it is now, known since the start. */
    public static MetricDefinition gauge(String meterName, String unit, String description, MetricTag... tags) {
        return sinceStart(meterName, Meter.Type.GAUGE, unit, description, tags);
    }

    /** How long something took, as a histogram in seconds, since the start. */
    public static MetricDefinition timer(String meterName, String description, MetricTag... tags) {
        return sinceStart(meterName, Meter.Type.TIMER, "seconds", description, tags);
    }

    private static MetricDefinition sinceStart(
            String meterName, Meter.Type type, String unit, String description, MetricTag... tags) {
        return new MetricDefinition(meterName, type, unit, Kept.SINCE_START, description, List.of(tags));
    }

    <T> Meter register(MeterRegistry registry, T owner, ToDoubleFunction<T> value, String... tagValues) {
        // The unit is in the name already; set as Micrometer's base unit it would be appended to the name of a count.
        return switch (type) {
            case COUNTER ->
                FunctionCounter.builder(meterName, owner, value)
                        .tags(tagged(tagValues))
                        .description(description)
                        .register(registry);
            case GAUGE ->
                Gauge.builder(meterName, owner, value)
                        .tags(tagged(tagValues))
                        .description(description)
                        .register(registry);
            default -> throw isNo("value that is read");
        };
    }

    Counter counted(MeterRegistry registry, String... tagValues) {
        if (type != Meter.Type.COUNTER) {
            throw isNo("counter");
        }
        return Counter.builder(meterName)
                .tags(tagged(tagValues))
                .description(description)
                .register(registry);
    }

    Timer timed(MeterRegistry registry, String... tagValues) {
        if (type != Meter.Type.TIMER) {
            throw isNo("timer");
        }
        return Timer.builder(meterName)
                .tags(tagged(tagValues))
                .description(description)
                .publishPercentileHistogram()
                .register(registry);
    }

    private IllegalStateException isNo(String asked) {
        return new IllegalStateException(meterName + " is a " + type + " and no " + asked);
    }

    private Tags tagged(String... tagValues) {
        List<String> names = tags.stream().map(MetricTag::name).toList();
        if (tagValues.length != tags.size()) {
            throw new IllegalArgumentException(meterName + " has the tags " + names + ", not " + tagValues.length
                    + " of them: give one value each");
        }
        Tags tagged = Tags.empty();
        for (int i = 0; i < tagValues.length; i++) {
            MetricTag tag = tags.get(i);
            if (!tag.allows(tagValues[i])) {
                throw new IllegalArgumentException(
                        meterName + " has no " + tag.name() + " '" + tagValues[i] + "': write one of " + tag.values());
            }
            tagged = tagged.and(Tag.of(tag.name(), tagValues[i]));
        }
        return tagged;
    }
}
