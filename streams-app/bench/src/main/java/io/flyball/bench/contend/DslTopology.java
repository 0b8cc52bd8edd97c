package io.flyball.bench.contend;

import io.flyball.core.model.UsageEvent;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.TimeWindows;

/**
 * Spend per user, team and agent over three days by the hour, with hopping windows of the DSL. It forgoes what would
 * cost it more: prices, ids seen, late and rejected records, further windows, and any output.
 */
final class DslTopology {
    private static final TimeWindows THREE_DAYS_BY_THE_HOUR = TimeWindows.ofSizeAndGrace(
                    Duration.ofDays(3), Duration.ofDays(7))
            .advanceBy(Duration.ofHours(1));

    /** How many windows an event is in, for its user, team and agent together. */
    static final int UPDATES_PER_EVENT = 3 * 72;

    private DslTopology() {}

    /** Reads calls. */
    interface CallReader extends Deserializer<UsageEvent> {}

    /** @param updated counts the windows updated */
    static Topology of(String usageTopic, CallReader reader, LongAdder updated) {
        StreamsBuilder builder = new StreamsBuilder();
        Serde<UsageEvent> calls = Serdes.serdeFrom(
                (topic, call) -> {
                    throw new IllegalStateException("Expected calls to be read only");
                },
                reader);
        KStream<String, UsageEvent> usage = builder.stream(
                usageTopic,
                Consumed.with(Serdes.String(), calls)
                        .withOffsetResetPolicy(AutoOffsetReset.earliest())
                        .withTimestampExtractor((record, partitionTime) -> ((UsageEvent) record.value()).timeMs()));
        KStream<String, Long> tokens = usage.mapValues(DslTopology::tokens);
        sum("user", tokens.groupByKey(Grouped.with(Serdes.String(), Serdes.Long())), updated);
        sum("team", by(usage, "team", UsageEvent::team), updated);
        sum("agent", by(usage, "agent", UsageEvent::agent), updated);
        return builder.build();
    }

    private static KGroupedStream<String, Long> by(
            KStream<String, UsageEvent> usage, String name, java.util.function.Function<UsageEvent, String> key) {
        return usage.map((user, call) -> new KeyValue<>(key.apply(call), tokens(call)))
                .groupByKey(Grouped.with("by-" + name, Serdes.String(), Serdes.Long()));
    }

    private static void sum(String name, KGroupedStream<String, Long> grouped, LongAdder updated) {
        grouped.windowedBy(THREE_DAYS_BY_THE_HOUR)
                .aggregate(
                        () -> 0L,
                        (key, value, sum) -> {
                            updated.increment();
                            return sum + value;
                        },
                        Materialized.<String, Long, org.apache.kafka.streams.state.WindowStore<
                                        org.apache.kafka.common.utils.Bytes, byte[]>>
                                as(name + "-windows")
                                .withKeySerde(Serdes.String())
                                .withValueSerde(Serdes.Long()));
    }

    private static long tokens(UsageEvent call) {
        return call.inputTokens() + call.cacheReadTokens() + call.outputTokens();
    }
}
