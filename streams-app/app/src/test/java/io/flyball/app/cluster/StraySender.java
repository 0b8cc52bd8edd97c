package io.flyball.app.cluster;

import static org.awaitility.Awaitility.await;

import io.flyball.ingest.record.NativeRecord;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.UsageEventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A client that cares for nothing: each record goes to any partition, without a key or with a wrong one. */
final class StraySender implements AutoCloseable {
    private static final int BURST = 20;

    private final TopicCatalogue topics =
            new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, RealCluster.PARTITIONS, (short) 1);
    private final NativeRecord reader = new NativeRecord();
    private final Random random;
    private final SchemaRegistry registry;
    private final UsageEventCodec codec;
    private final KafkaProducer<byte[], byte[]> producer;

    StraySender(RealCluster cluster, Random random) {
        this.random = random;
        this.registry = SchemaRegistry.connect(cluster.registryUrl());
        this.codec = new UsageEventCodec(registry, topics);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.brokers()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends valid native records in small bursts, spread over a time. */
    void send(List<String> lines, Duration over) {
        Duration pause = over.multipliedBy(BURST).dividedBy(lines.size());
        for (int from = 0; from < lines.size(); from += BURST) {
            lines.subList(from, Math.min(lines.size(), from + BURST)).forEach(this::send);
            producer.flush();
            await().pollDelay(pause).until(() -> true);
        }
    }

    private void send(String line) {
        NativeRecord.Outcome outcome =
                reader.read(line.getBytes(StandardCharsets.ISO_8859_1), System.currentTimeMillis());
        byte[] value = codec.encode(((NativeRecord.Valid) outcome).event());
        byte[] key = random.nextBoolean() ? null : new byte[] {(byte) random.nextInt()};
        producer.send(
                new ProducerRecord<>(topics.name(Topic.USAGE), random.nextInt(RealCluster.PARTITIONS), key, value));
    }

    @Override
    public void close() {
        producer.close();
        registry.close();
    }
}
