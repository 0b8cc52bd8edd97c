package io.flyball.app.node;

import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.avro.Alert;
import io.flyball.schemas.avro.FindingEvent;
import io.flyball.schemas.avro.SpendUpdate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what the output topics say: from their beginning on, read committed, without a group, on a thread of its
 * own. What cannot be read is named in the log and passed over.
 */
final class LiveFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final List<Topic> TOPICS = List.of(Topic.SPEND, Topic.FINDINGS, Topic.THROTTLE, Topic.ALERTS);

    private final Map<String, Object> config;
    private final TopicCatalogue topics;
    private final List<FeedListener> listeners;
    private final AvroSerde<SpendUpdate> spend;
    private final AvroSerde<FindingEvent> findings;
    private final AvroSerde<Alert> alerts;
    private final Thread thread = new Thread(this::run, "flyball-live-feed");
    private volatile boolean closing;

    LiveFeed(Map<String, Object> client, TopicCatalogue topics, SchemaRegistry registry, List<FeedListener> listeners) {
        this.config = new HashMap<>(client);
        this.config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        this.config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.topics = topics;
        this.listeners = List.copyOf(listeners);
        this.spend = new AvroSerde<>(registry, topics, Topic.SPEND, SpendUpdate.class);
        this.findings = new AvroSerde<>(registry, topics, Topic.FINDINGS, FindingEvent.class);
        this.alerts = new AvroSerde<>(registry, topics, Topic.ALERTS, Alert.class);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (Topic topic : TOPICS) {
                consumer.partitionsFor(topics.name(topic))
                        .forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closing) {
                consumer.poll(POLL).forEach(this::show);
            }
        } catch (WakeupException e) {
            LOG.debug("The live feed was woken up to close");
        }
    }

    private void show(ConsumerRecord<byte[], byte[]> record) {
        try {
            listeners.forEach(listener -> tell(listener, record));
        } catch (RuntimeException e) {
            LOG.warn(
                    "Record {}-{}@{} could not be shown: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }

    private void tell(FeedListener listener, ConsumerRecord<byte[], byte[]> record) {
        String topic = record.topic();
        if (topic.equals(topics.name(Topic.THROTTLE))) {
            listener.onSignal(new String(record.key(), StandardCharsets.UTF_8), record.value());
        } else if (record.value() == null) {
            LOG.debug("Nothing to show of a deleted record of {}", topic);
        } else if (topic.equals(topics.name(Topic.SPEND))) {
            listener.onSpend(spend.deserialize(record.value()));
        } else if (topic.equals(topics.name(Topic.FINDINGS))) {
            listener.onFinding(findings.deserialize(record.value()));
        } else {
            listener.onAlert(alerts.deserialize(record.value()));
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
