package io.flyball.ingest.intake;

import io.flyball.ingest.record.Mapped;
import io.flyball.metrics.Metric;
import io.flyball.metrics.MetricDefinition;
import io.flyball.metrics.MetricTag;
import java.util.Arrays;
import java.util.Locale;

/** The metrics of ingest. No tag is taken from what clients write but from bounded sets. */
public enum IngestMetric implements Metric {
    ACCEPTED(MetricDefinition.counter(
            "flyball.ingest.accepted",
            "calls",
            "Calls that Kafka has. Whether one is a duplicate or late is judged later.",
            Tags.CLIENT)),
    REFUSED(MetricDefinition.counter(
            "flyball.ingest.refused",
            "items",
            "Items that cannot be counted, by reason code.",
            Tags.CLIENT,
            MetricTag.open("reason", "the [reason code](native-record.md#reason-codes) of a refused item"))),
    IGNORED(MetricDefinition.counter(
            "flyball.ingest.ignored",
            "items",
            "Items that are no calls and are passed over.",
            MetricTag.open(
                    "signal", "the item's name among its source's signals; a name that is not known is a general one"),
            Tags.WHY)),
    USAGE_INCONSISTENT(MetricDefinition.counter(
            "flyball.ingest.usage_inconsistent", "calls", "Calls by OTLP with more cached tokens than tokens.")),
    ANSWER(MetricDefinition.timer(
            "flyball.ingest.answer",
            "How long answers took.",
            MetricTag.open("door", "where it came in, such as `native` or `otlp-http/logs`"),
            MetricTag.open("status", "the HTTP status; over gRPC the one that its own stands for"))),
    MEMORY_BYTES(MetricDefinition.gauge(
            "flyball.ingest.memory.bytes",
            "bytes",
            "Bodies under way, as they are charged against `flyball.ingest-memory`."));

    private final MetricDefinition definition;

    /** An enum's constants cannot name its own fields. */
    private static final class Tags {
        static final MetricTag CLIENT = MetricTag.open("client", "the client's name in the clients file");
        static final MetricTag WHY = new MetricTag(
                "why",
                Arrays.stream(Mapped.Ignored.Why.values())
                        .map(IngestMetric::wireName)
                        .toList(),
                "[why](ingest-sources.md#how-otlp-is-read) it is no call");
    }

    IngestMetric(MetricDefinition definition) {
        this.definition = definition;
    }

    @Override
    public MetricDefinition definition() {
        return definition;
    }

    static String wireName(Mapped.Ignored.Why why) {
        return why.name().toLowerCase(Locale.ROOT);
    }
}
