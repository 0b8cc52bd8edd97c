package io.flyball.schemas;

import io.flyball.schemas.avro.Actuation;
import io.flyball.schemas.avro.Adjustment;
import io.flyball.schemas.avro.Alert;
import io.flyball.schemas.avro.AlertMemory;
import io.flyball.schemas.avro.BillingLine;
import io.flyball.schemas.avro.Charge;
import io.flyball.schemas.avro.ControlRecord;
import io.flyball.schemas.avro.FindingEvent;
import io.flyball.schemas.avro.Reconciliation;
import io.flyball.schemas.avro.RejectedUsage;
import io.flyball.schemas.avro.SpendUpdate;
import io.flyball.schemas.avro.UsageEvent;
import java.time.Duration;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Every topic of Flyball. Retention counts from the moment a broker appended a record, never from event time, so a
 * replay of last year's log lives as long as today's traffic.
 */
public enum Topic {
    /** One usage event per call. Kept for two admission horizons of seven days, so that a lost state can be rebuilt. */
    USAGE("usage", "user", UsageEvent.getClassSchema(), CleanUp.DELETE, 14, true),
    /** What could not be read or is impossible, with the reason. */
    USAGE_REJECTED("usage.rejected", "source coordinates", RejectedUsage.getClassSchema(), CleanUp.DELETE, 30, false),
    /** Older than the admission horizon: counted and shown, replayable by hand. */
    USAGE_LATE("usage.late", "user", UsageEvent.getClassSchema(), CleanUp.DELETE, 30, false),
    /** Usage that arrived on a partition that is not its payer's. */
    USAGE_REKEY("usage.rekey", "user", UsageEvent.getClassSchema(), CleanUp.DELETE, 7, true),
    /** Prices, policies and directory entries; every change in every partition. */
    CONTROL("control", "kind/name", ControlRecord.getClassSchema(), CleanUp.COMPACT, 0, true),
    /** Every admitted call with its price. Kept longer than the 31 days that slices reach back, for re-rating. */
    CHARGES("charges", "user", Charge.getClassSchema(), CleanUp.DELETE, 35, true),
    /** What charged calls are to cost after a change of prices; on its way to the payer's state. */
    ADJUSTMENTS("adjustments", "user", Adjustment.getClassSchema(), CleanUp.DELETE, 7, true),
    /** Latest windows of a scope. */
    SPEND("spend", "scope", SpendUpdate.getClassSchema(), CleanUp.COMPACT, 0, false),
    /** Anomalies opened, updated and closed. */
    FINDINGS("findings", "scope", FindingEvent.getClassSchema(), CleanUp.COMPACT_DELETE, 90, false),
    /** The latest soft-throttle signal of a scope; a tombstone when it is cleared. */
    THROTTLE("throttle", "scope", ValueFormat.JSON, CleanUp.COMPACT, 0, false),
    /** What alerting must deliver. */
    ALERTS("alerts", "scope", Alert.getClassSchema(), CleanUp.DELETE, 14, true),
    /** What alerting remembers of each case: who was told where, and what they answered; in the partition of its alerts. */
    ALERT_MEMORY("alerts.memory", "scope/kind/window", AlertMemory.getClassSchema(), CleanUp.COMPACT, 0, true),
    /** Packed deltas on their way from the payer's state to the other scopes; internal. */
    ROLLUP("rollup", "partition", ValueFormat.PACKED, CleanUp.DELETE, 7, true),
    /** What providers themselves report of usage and cost, line by line; a later reading takes the place of an earlier one. */
    BILLING("billing", "provider/report/bucket/group", BillingLine.getClassSchema(), CleanUp.COMPACT, 0, false),
    /** What was measured beside what was billed, with what the difference comes from. */
    RECONCILIATION("reconciliation", "provider/day/model", Reconciliation.getClassSchema(), CleanUp.COMPACT, 0, false),
    /** Each step of setting limits at vendors and of taking them back: the audit, and all that is remembered of them. */
    ACTUATIONS("actuations", "scope", Actuation.getClassSchema(), CleanUp.DELETE, 365, false);

    private final String suffix;
    private final String key;
    private final ValueFormat valueFormat;

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes a generated class's schema
    private final @Nullable Schema valueSchema;

    private final CleanUp cleanUp;
    private final int retentionDays;
    private final boolean partitionedAsUsage;

    Topic(String suffix, String key, Schema valueSchema, CleanUp cleanUp, int retentionDays, boolean asUsage) {
        this(suffix, key, ValueFormat.AVRO, valueSchema, cleanUp, retentionDays, asUsage);
    }

    Topic(String suffix, String key, ValueFormat format, CleanUp cleanUp, int retentionDays, boolean asUsage) {
        this(suffix, key, format, null, cleanUp, retentionDays, asUsage);
    }

    Topic(
            String suffix,
            String key,
            ValueFormat valueFormat,
            @Nullable Schema valueSchema,
            CleanUp cleanUp,
            int retentionDays,
            boolean partitionedAsUsage) {
        this.suffix = suffix;
        this.key = key;
        this.valueFormat = valueFormat;
        this.valueSchema = valueSchema;
        this.cleanUp = cleanUp;
        this.retentionDays = retentionDays;
        this.partitionedAsUsage = partitionedAsUsage;
    }

    /** The name without the prefix, for example {@code usage.rejected}. */
    public String suffix() {
        return suffix;
    }

    /** What the key of a record says, in a word or two. */
    public String key() {
        return key;
    }

    public ValueFormat valueFormat() {
        return valueFormat;
    }

    /** The Avro schema of the values, as it is registered; empty where values are not Avro. */
    public Optional<Schema> valueSchema() {
        return Optional.ofNullable(valueSchema).map(WireSchema::of);
    }

    public CleanUp cleanUp() {
        return cleanUp;
    }

    /** How long a record is kept; empty where a topic is compacted and nothing else. */
    public Optional<Duration> retention() {
        return cleanUp == CleanUp.COMPACT ? Optional.empty() : Optional.of(Duration.ofDays(retentionDays));
    }

    /** Whether it must have as many partitions as {@link #USAGE}: one task reads them together. */
    public boolean partitionedAsUsage() {
        return partitionedAsUsage;
    }
}
