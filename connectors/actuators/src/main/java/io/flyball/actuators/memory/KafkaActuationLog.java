package io.flyball.actuators.memory;

import io.flyball.actuators.decide.Entry;
import io.flyball.schemas.TopicUpToNow;
import io.flyball.schemas.avro.Actuation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The actuations topic. A target's entries have the key of its scope, so they keep their order. */
final class KafkaActuationLog implements ActuationLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaActuationLog.class);

    private final ActuationTopics topics;
    private final Producer<byte[], byte[]> producer;

    /** Takes over: whoever wrote before cannot any more. */
    KafkaActuationLog(ActuationKafka kafka, ActuationTopics topics) {
        this.topics = topics;
        this.producer = kafka.producer();
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    @Override
    public void append(Entry entry) {
        Actuation value = ActuationMapping.toAvro(entry);
        byte[] key = value.getScope().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = topics.values().serializer().serialize(topics.actuations(), value);
        producer.beginTransaction();
        var sent = producer.send(new ProducerRecord<>(topics.actuations(), key, bytes));
        producer.commitTransaction();
        try {
            sent.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new KafkaException("An entry was not written", e);
        }
    }

    /**
     * All that was written, as far as it went when it was asked; a target's entries in their order. What cannot be read is
     * counted, and its scope is told.
     */
    static Past read(ActuationKafka kafka, ActuationTopics topics, ActuationMeters meters) {
        List<Entry> entries = new ArrayList<>();
        Set<String> unread = new HashSet<>();
        try (Consumer<byte[], byte[]> consumer = kafka.reader()) {
            TopicUpToNow.read(consumer, TopicUpToNow.partitionsOf(consumer, topics.actuations()), record -> {
                if (!read(record, topics, entries)) {
                    meters.unreadable();
                    unread.add(scope(record));
                }
            });
        }
        return new Past(entries, unread);
    }

    private static String scope(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    private static boolean read(ConsumerRecord<byte[], byte[]> record, ActuationTopics topics, List<Entry> entries) {
        try {
            Actuation value = topics.values().deserializer().deserialize(record.topic(), record.value());
            if (value != null) {
                entries.add(ActuationMapping.toEntry(value));
            }
            return true;
        } catch (SerializationException | IllegalArgumentException e) {
            LOG.error(
                    "Record {}-{}@{} is no actuation: what it says of limits is not known, and none are set on its scope",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e);
            return false;
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
