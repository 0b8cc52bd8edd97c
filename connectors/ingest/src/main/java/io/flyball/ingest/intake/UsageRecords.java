package io.flyball.ingest.intake;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.record.SourceCoordinates;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.UsageEventCodec;
import io.flyball.schemas.UsageHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The records of the usage topic: an event keyed by its payer; a refused item without a value and with its reason in a
 * header, so that one ledger counts everything. Thread-safe.
 */
public final class UsageRecords {
    private final UsageEventCodec codec;
    private final String topic;

    public UsageRecords(SchemaRegistry registry, TopicCatalogue topics) {
        this.codec = new UsageEventCodec(registry, topics);
        this.topic = topics.name(Topic.USAGE);
    }

    /**
     * The record of an event.
     *
     * @throws io.flyball.schemas.RegistryUnavailableException at the first one, where the registry does not answer
     */
    public ProducerRecord<byte[], byte[]> of(UsageEvent event) {
        return new ProducerRecord<>(topic, utf8(event.payer()), codec.encode(event));
    }

    /** The record of an item that cannot be counted; goes to any partition. */
    public ProducerRecord<byte[], byte[]> refused(
            RejectionReason reason, SourceCoordinates at, long sizeBytes, String sha256Hex) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, null);
        record.headers()
                .add(UsageHeaders.REJECTED, utf8(reason.wireName()))
                .add(UsageHeaders.SOURCE, utf8(at.toString()))
                .add(UsageHeaders.SIZE_BYTES, utf8(Long.toString(sizeBytes)))
                .add(UsageHeaders.SHA256, utf8(sha256Hex));
        return record;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
