package io.flyball.app.feed;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.files.UsageSink;
import io.flyball.ingest.intake.UsageRecords;
import io.flyball.ingest.record.SourceCoordinates;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.UsageHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a reader finds to the usage topic, keyed by payer. What the reader refused is sent too, without a value and
 * with its reason in a header, so that one ledger counts everything. Loses nothing: a failed send is thrown at the next
 * call or at {@link #close}.
 */
public final class UsageSender implements UsageSink, AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final UsageRecords records;
    private final TopicCatalogue topics;
    private final Stamping stamping;
    private final ProgressListener progress;
    private final List<String> notes = new ArrayList<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long newestValidMs = Long.MIN_VALUE;
    private long sent;

    /** Whether records carry the newest valid event time of the whole input. */
    public enum Stamping {
        /** Yes: all partitions agree with one reader of the files on what is late. For replays. */
        INPUT_ORDER,
        /** No: each partition goes by its own stream time. For live input. */
        NONE
    }

    /** Hears how far the reading is. */
    public interface ProgressListener {
        void progress(long bytesRead, long bytesTotal, long records);
    }

    public UsageSender(
            Map<String, ?> clientConfig,
            SchemaRegistry registry,
            TopicCatalogue topics,
            Stamping stamping,
            ProgressListener progress) {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 262_144);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * 1024 * 1024);
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.records = new UsageRecords(registry, topics);
        this.topics = topics;
        this.stamping = stamping;
        this.progress = progress;
    }

    @Override
    public void accept(UsageEvent event, SourceCoordinates at) {
        newestValidMs = Math.max(newestValidMs, event.timeMs());
        ProducerRecord<byte[], byte[]> record = records.of(event);
        if (stamping == Stamping.INPUT_ORDER) {
            record.headers().add(UsageHeaders.STREAM_TIME, UsageHeaders.ofTimeMs(newestValidMs));
        }
        send(record);
    }

    @Override
    public void refuse(RejectionReason reason, SourceCoordinates at, long sizeBytes, String sha256Hex) {
        send(records.refused(reason, at, sizeBytes, sha256Hex));
    }

    @Override
    public void note(String sentence) {
        notes.add(sentence);
    }

    @Override
    public void progress(long bytesRead, long bytesTotal) {
        progress.progress(bytesRead, bytesTotal, sent);
    }

    /** Marks the end of the input in every partition: stream time goes to its newest valid time everywhere. */
    public void endOfInput() {
        for (int p = 0; p < topics.partitions(); p++) {
            ProducerRecord<byte[], byte[]> marker = new ProducerRecord<>(topics.name(Topic.USAGE), p, null, null);
            marker.headers()
                    .add(UsageHeaders.END_OF_INPUT, new byte[0])
                    .add(UsageHeaders.STREAM_TIME, UsageHeaders.ofTimeMs(newestValidMs));
            producer.send(marker, (metadata, e) -> failure.compareAndSet(null, e));
        }
        flush();
    }

    /** Waits until the brokers have everything. */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    /** Records sent, refused ones included, end marks not. */
    public long sent() {
        return sent;
    }

    /** What the reader noticed. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        throwFailure();
        producer.send(record, (metadata, e) -> failure.compareAndSet(null, e));
        sent++;
    }

    private void throwFailure() {
        Exception e = failure.get();
        if (e != null) {
            throw new KafkaException("A usage record could not be sent: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        producer.close();
        throwFailure();
    }
}
