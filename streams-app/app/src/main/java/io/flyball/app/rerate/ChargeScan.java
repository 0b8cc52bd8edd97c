package io.flyball.app.rerate;

import io.flyball.core.price.Adjustment;
import io.flyball.core.price.Rerating;
import io.flyball.schemas.AdjustmentCodec;
import io.flyball.schemas.ChargeCodec;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass over the charges of a partition after prices changed: from where the changed rows can matter up to where the
 * topic ended when it began. Adjustments go out in transactions of a bounded size, the last of which carries the
 * progress on control. A pass that breaks off is made again from its beginning: an adjustment says what a call costs in
 * all, so the second one of a call changes nothing. A new pass of the same partition shuts out the old one.
 */
final class ChargeScan {
    private static final Logger LOG = LoggerFactory.getLogger(ChargeScan.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int ADJUSTMENTS_A_TRANSACTION = 1000;

    /** A call's time may be that much ahead of the broker's: what was charged later than that cannot be of before. */
    private static final long FUTURE_TOLERANCE_MS = 600_000L;

    private final Map<String, Object> client;
    private final ReraterGroup group;
    private final ChargeCodec charges;
    private final AdjustmentCodec adjustments;
    private final LongAdder lookedAt = new LongAdder();
    private final LongAdder adjusted = new LongAdder();
    private int sent;
    private long looked;

    ChargeScan(Map<String, Object> client, SchemaRegistry registry, ReraterGroup group) {
        this.client = client;
        this.group = group;
        this.charges = new ChargeCodec(registry, group.topics());
        this.adjustments = new AdjustmentCodec(registry, group.topics());
    }

    /** Charges looked at in all passes; safe from any thread. */
    long lookedAt() {
        return lookedAt.sum();
    }

    /** Adjustments sent in all passes; safe from any thread. */
    long adjusted() {
        return adjusted.sum();
    }

    /**
     * Runs it.
     *
     * @param progress what to write down with the last adjustment
     * @param mine asked while it goes on; it breaks off where it answers no
     * @return whether it came to its end
     */
    boolean run(
            int partition,
            PricesFollowed prices,
            Progress progress,
            ConsumerGroupMetadata member,
            BooleanSupplier mine) {
        Rerating rerating = prices.rerating();
        sent = 0;
        looked = 0;
        TopicPartition source = new TopicPartition(group.topics().name(Topic.CHARGES), partition);
        TopicPartition control = new TopicPartition(group.topics().name(Topic.CONTROL), partition);
        long end = group.chargesEnd(partition);
        try (KafkaProducer<byte[], byte[]> producer = producer(partition);
                KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            producer.initTransactions();
            consumer.assign(List.of(source));
            consumer.seek(source, start(consumer, source, progress.chargesBegin(), prices.earliestMs()));
            producer.beginTransaction();
            while (consumer.position(source) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    adjust(record, rerating, producer);
                }
                if (!mine.getAsBoolean()) {
                    producer.abortTransaction();
                    return false;
                }
            }
            producer.sendOffsetsToTransaction(Map.of(control, progress.offset()), member);
            producer.commitTransaction();
        }
        LOG.info("Prices changed: looked at {} charges of partition {}, adjusted {}", looked, partition, sent);
        return true;
    }

    private void adjust(
            ConsumerRecord<byte[], byte[]> record, Rerating rerating, KafkaProducer<byte[], byte[]> producer) {
        looked++;
        lookedAt.increment();
        Adjustment adjustment = rerating.of(charges.read(record.value()));
        if (adjustment == null) {
            return;
        }
        byte[] value = adjustments.encode(new AdjustmentCodec.Addressed(group.applicationId(), adjustment));
        byte[] key = adjustment.charge().call().payer().getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(group.topics().name(Topic.ADJUSTMENTS), record.partition(), key, value));
        adjusted.increment();
        if (++sent % ADJUSTMENTS_A_TRANSACTION == 0) {
            producer.commitTransaction();
            producer.beginTransaction();
        }
    }

    private long start(KafkaConsumer<byte[], byte[]> consumer, TopicPartition source, long begin, long earliestMs) {
        long from = Math.max(begin, consumer.beginningOffsets(List.of(source)).getOrDefault(source, 0L));
        if (earliestMs <= FUTURE_TOLERANCE_MS) {
            return from;
        }
        OffsetAndTimestamp found = consumer.offsetsForTimes(Map.of(source, earliestMs - FUTURE_TOLERANCE_MS))
                .get(source);
        // No charge as late as that: nothing to look at, but for what comes up to the end.
        return found == null
                ? Math.max(from, consumer.endOffsets(List.of(source)).getOrDefault(source, from))
                : Math.max(from, found.offset());
    }

    private KafkaProducer<byte[], byte[]> producer(int partition) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * 1024 * 1024);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group.name() + "-" + partition);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
