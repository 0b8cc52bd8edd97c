package io.flyball.connect;

import io.flyball.connect.poll.BucketChange;
import io.flyball.connect.poll.Progress;
import io.flyball.connect.report.BillingReport;
import io.flyball.connect.report.Line;
import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.avro.BillingLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Changes as records whose keys and values are bytes already: the worker must run them with {@code ByteArrayConverter}.
 * The last record of a bucket carries the offset with which the bucket is done, all others one that names its lines and no
 * more, so that what a crash leaves half sent is sent again, and taken back should it be gone by then.
 */
final class BillingRecords {
    private final String topic;
    private final AvroSerde<BillingLine> serde;
    private final long revisionMs;

    /** @param revisionMs how long after its end a bucket is read again */
    BillingRecords(String topic, AvroSerde<BillingLine> serde, long revisionMs) {
        this.topic = topic;
        this.serde = serde;
        this.revisionMs = revisionMs;
    }

    /**
     * The source partition of a report. In this order and no other: Connect finds an offset by the bytes of its partition
     * as JSON, and the order of {@link Map#of} is another in each process.
     */
    static Map<String, String> partition(BillingReport report) {
        Map<String, String> partition = new LinkedHashMap<>();
        partition.put("provider", report.api().name());
        partition.put("report", report.name());
        return partition;
    }

    /**
     * The records of these changes, in order.
     *
     * @throws io.flyball.schemas.RegistryUnavailableException where the registry does not answer the first time
     */
    List<SourceRecord> of(BillingReport report, List<BucketChange> changes, long readAtMs) {
        List<SourceRecord> records = new ArrayList<>();
        for (BucketChange change : changes) {
            Map<String, byte @Nullable []> values = new LinkedHashMap<>();
            for (String group : change.gone()) {
                values.put(group, null);
            }
            for (Line line : change.changed()) {
                values.put(line.group(), serde.serialize(stamped(line.value(), readAtMs)));
            }
            addTo(records, report, change, values);
        }
        return records;
    }

    private void addTo(
            List<SourceRecord> records,
            BillingReport report,
            BucketChange change,
            Map<String, byte @Nullable []> values) {
        Map<String, Object> during = offset(change.during());
        int left = values.size();
        for (Map.Entry<String, byte @Nullable []> value : values.entrySet()) {
            left--;
            byte[] key = report.key(change.startMs(), value.getKey()).getBytes(StandardCharsets.UTF_8);
            records.add(new SourceRecord(
                    partition(report),
                    left == 0 ? offset(change.after()) : during,
                    topic,
                    Schema.BYTES_SCHEMA,
                    key,
                    Schema.OPTIONAL_BYTES_SCHEMA,
                    value.getValue()));
        }
    }

    private static Map<String, Object> offset(Progress progress) {
        return progress.toOffset();
    }

    private BillingLine stamped(BillingLine line, long readAtMs) {
        return BillingLine.newBuilder(line)
                .setReadAtMs(readAtMs)
                .setRevisedUntilMs(line.getBucketEndMs() + revisionMs)
                .build();
    }
}
