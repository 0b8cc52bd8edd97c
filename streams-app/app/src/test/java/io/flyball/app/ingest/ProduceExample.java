package io.flyball.app.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.core.model.UsageEvent;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.UsageEventCodec;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A JVM that reports its calls without a door. What stands between the marks is a snippet of docs/ingest-sources.md. */
final class ProduceExample {
    private ProduceExample() {}

    // snippet begins
    /** Reports one call; {@code kafka} has at least {@code bootstrap.servers}. */
    static void report(Map<String, Object> kafka, SchemaRegistry registry, TopicCatalogue topics)
            throws InterruptedException, ExecutionException {
        UsageEvent call = UsageEvent.builder()
                .eventId("nightly-report-2026-11-22-call-7") // the same whenever this call is reported again
                .timeMs(Instant.now().toEpochMilli()) // when it ended
                .model("claude-sonnet-4-5")
                .provider("anthropic")
                .source("nightly-report")
                .user("svc-reports")
                .team("finance")
                .inputTokens(2_100) // without what the cache gave
                .cacheReadTokens(14_000)
                .outputTokens(830)
                .build();
        UsageEventCodec codec = new UsageEventCodec(registry, topics);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] key = call.payer().getBytes(UTF_8);
            producer.send(new ProducerRecord<>(topics.name(Topic.USAGE), key, codec.encode(call)))
                    .get();
        }
    }
    // snippet ends
}
