package io.flyball.app.reconcile;

import io.flyball.app.feed.Cluster;
import io.flyball.app.replay.Replay.ReplayProgress;
import io.flyball.app.streams.TopicTail;
import io.flyball.core.price.PriceBook;
import io.flyball.core.reconcile.BilledDays;
import io.flyball.core.reconcile.MeasuredDays;
import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.BillingMapping;
import io.flyball.schemas.ChargeCodec;
import io.flyball.schemas.ControlChange;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.Decoded;
import io.flyball.schemas.Topic;
import io.flyball.schemas.UsageEventCodec;
import io.flyball.schemas.avro.BillingLine;
import io.flyball.schemas.avro.ControlRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Both sides as a cluster's topics have them, read committed and to where each ended: prices of {@code control}, calls of
 * {@code charges} and {@code usage.late}, bills of {@code billing}. What cannot be read is counted and left out.
 */
final class ReconcileInput {
    private final Cluster cluster;
    private final TopicTail tail;
    private final ReplayProgress progress;
    private final PriceBook book = new PriceBook();
    private final MeasuredDays measured = new MeasuredDays();
    private final BilledDays billed = new BilledDays();
    private final List<String> notes = new ArrayList<>();
    private long unreadable;

    ReconcileInput(Cluster cluster, ReplayProgress progress) {
        this.cluster = cluster;
        this.tail = new TopicTail(cluster.client());
        this.progress = progress;
    }

    void read() {
        readPrices();
        readCharges();
        readLate();
        readBills();
    }

    /** List prices in force. */
    PriceBook book() {
        return book;
    }

    MeasuredDays measured() {
        return measured;
    }

    BilledDays billed() {
        return billed;
    }

    /** What could not be read, one sentence a topic. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    private void readPrices() {
        AvroSerde<ControlRecord> serde =
                new AvroSerde<>(cluster.registry(), cluster.topics(), Topic.CONTROL, ControlRecord.class);
        each(Topic.CONTROL, "prices", record -> {
            // Every change lies in every partition: one is enough, and keeps the order.
            if (record.partition() == 0
                    && record.value() != null
                    && ControlMapping.read(serde.deserialize(record.value())) instanceof ControlChange.Prices prices) {
                book.replace(prices.model(), prices.rows());
            }
        });
    }

    private void readCharges() {
        ChargeCodec codec = new ChargeCodec(cluster.registry(), cluster.topics());
        each(Topic.CHARGES, "charges", record -> measured.add(codec.read(record.value())));
    }

    private void readLate() {
        UsageEventCodec codec = new UsageEventCodec(cluster.registry(), cluster.topics());
        each(Topic.USAGE_LATE, "late calls", record -> {
            if (codec.decode(record.value()) instanceof Decoded.Usage usage) {
                measured.addLate(usage.event());
            } else {
                unreadable++;
            }
        });
    }

    private void readBills() {
        AvroSerde<BillingLine> serde =
                new AvroSerde<>(cluster.registry(), cluster.topics(), Topic.BILLING, BillingLine.class);
        // The broker may not have compacted yet: of each line the latest holds.
        Map<String, BillingLine> lines = new HashMap<>();
        each(Topic.BILLING, "bills", record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                lines.remove(key);
            } else {
                lines.put(key, serde.deserialize(record.value()));
            }
        });
        lines.values().forEach(line -> billed.add(BillingMapping.toCore(line)));
    }

    private void each(Topic topic, String what, Consumer<ConsumerRecord<byte[], byte[]>> action) {
        progress.phase("reading " + what);
        unreadable = 0;
        tail.readAll(
                cluster.topics().name(topic),
                record -> {
                    try {
                        action.accept(record);
                    } catch (SerializationException | IllegalArgumentException e) {
                        unreadable++;
                    }
                },
                progress::reading);
        if (unreadable > 0) {
            notes.add(unreadable + " records of " + cluster.topics().name(topic)
                    + " cannot be read and are left out: check whether all parts use the same registry.");
        }
    }
}
