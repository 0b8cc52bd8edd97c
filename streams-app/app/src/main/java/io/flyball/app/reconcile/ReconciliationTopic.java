package io.flyball.app.reconcile;

import io.flyball.app.feed.Cluster;
import io.flyball.app.streams.TopicTail;
import io.flyball.core.reconcile.Reconciled;
import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.ReconciliationMapping;
import io.flyball.schemas.Topic;
import io.flyball.schemas.avro.Reconciliation;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes comparisons down, and takes back what an earlier run wrote of these days that does not hold any more. */
final class ReconciliationTopic {
    private final Cluster cluster;
    private final String name;

    ReconciliationTopic(Cluster cluster) {
        this.cluster = cluster;
        this.name = cluster.topics().name(Topic.RECONCILIATION);
    }

    /**
     * Replaces all records of a provider's days by these, in one transaction.
     *
     * @param nowMs when they were compared, epoch ms
     */
    void replace(String provider, long fromEpochDay, long toEpochDay, List<Reconciled> comparisons, long nowMs) {
        AvroSerde<Reconciliation> serde =
                new AvroSerde<>(cluster.registry(), cluster.topics(), Topic.RECONCILIATION, Reconciliation.class);
        Set<String> stale = written(provider, fromEpochDay, toEpochDay);
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.initTransactions();
            producer.beginTransaction();
            for (Reconciled each : comparisons) {
                String key = ReconciliationMapping.key(each);
                stale.remove(key);
                byte[] value = serde.serialize(ReconciliationMapping.toAvro(each, nowMs));
                producer.send(new ProducerRecord<>(name, utf8(key), value));
            }
            stale.forEach(key -> producer.send(new ProducerRecord<>(name, utf8(key), null)));
            producer.commitTransaction();
        }
    }

    private Set<String> written(String provider, long fromEpochDay, long toEpochDay) {
        Set<String> keys = new HashSet<>();
        new TopicTail(cluster.client()).readAll(name, record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                keys.remove(key);
            } else if (isOf(key, provider, fromEpochDay, toEpochDay)) {
                keys.add(key);
            }
        });
        return keys;
    }

    private static boolean isOf(String key, String provider, long fromEpochDay, long toEpochDay) {
        String[] parts = key.split("/", 3);
        try {
            long day = LocalDate.parse(parts[1]).toEpochDay();
            return parts[0].equals(provider) && day >= fromEpochDay && day <= toEpochDay;
        } catch (DateTimeException | ArrayIndexOutOfBoundsException notOurs) {
            return false;
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> config = new HashMap<>(cluster.client());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "flyball-reconcile-" + UUID.randomUUID());
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
