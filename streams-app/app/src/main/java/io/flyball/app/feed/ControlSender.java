package io.flyball.app.feed;

import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.avro.ControlRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts control records into every partition of the control topic, all of them in one transaction. */
public final class ControlSender {
    private final Map<String, Object> config;
    private final AvroSerde<ControlRecord> serde;
    private final TopicCatalogue topics;

    public ControlSender(Map<String, ?> clientConfig, SchemaRegistry registry, TopicCatalogue topics) {
        this.config = new HashMap<>(clientConfig);
        this.config.put(ProducerConfig.ACKS_CONFIG, "all");
        this.config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        this.config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "flyball-control-" + UUID.randomUUID());
        this.serde = new AvroSerde<>(registry, topics, Topic.CONTROL, ControlRecord.class);
        this.topics = topics;
    }

    /** Sends the changes; when it returns, all of them are in force soon, or, where it throws, none. */
    public void send(List<ControlRecord> changes) {
        if (changes.isEmpty()) {
            return;
        }
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (ControlRecord change : changes) {
                byte[] key = ControlMapping.key(change).getBytes(StandardCharsets.UTF_8);
                byte[] value = serde.serialize(change);
                for (int p = 0; p < topics.partitions(); p++) {
                    producer.send(new ProducerRecord<>(topics.name(Topic.CONTROL), p, key, value));
                }
            }
            producer.commitTransaction();
        }
    }
}
