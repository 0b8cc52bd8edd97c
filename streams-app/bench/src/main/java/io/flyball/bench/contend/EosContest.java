package io.flyball.bench.contend;

import io.flyball.bench.traffic.BenchTopics;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.ChargedCall;
import io.flyball.core.price.Price;
import io.flyball.schemas.ChargeCodec;
import io.flyball.schemas.Decoded;
import io.flyball.schemas.Topic;
import io.flyball.schemas.UsageEventCodec;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Decodes and writes a charge for each call, in transactions of a second with the offsets of the input. No state. */
final class EosContest implements Contest {
    private static final long COMMIT_EVERY_NANOS = 1_000_000_000L;
    private static final int MEASURED_PASSES = 2;

    @Override
    public Measured run(BenchTopics topics, RoundPlan plan) {
        pass(topics, plan, 1);
        Stopwatch stopwatch = new Stopwatch();
        pass(topics, plan, MEASURED_PASSES);
        return stopwatch.stop("eos", plan.events() * MEASURED_PASSES);
    }

    private static void pass(BenchTopics topics, RoundPlan plan, int times) {
        InParallel.run(plan.threads(), thread -> {
            try (PartitionReader reader = new PartitionReader(topics, plan.roundId(), thread, plan.threads());
                    KafkaProducer<byte[], byte[]> producer = producer(topics, plan.roundId() + "-" + thread)) {
                producer.initTransactions();
                for (int time = 0; time < times; time++) {
                    reader.rewind();
                    new Share(topics, reader, producer).read();
                }
            }
        });
    }

    /** The settings of the pipeline's own producer. */
    private static KafkaProducer<byte[], byte[]> producer(BenchTopics topics, String transactionalId) {
        Map<String, Object> config = new HashMap<>(topics.client());
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 131_072);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** One thread's way through its partitions. */
    private static final class Share {
        private final PartitionReader reader;
        private final KafkaProducer<byte[], byte[]> producer;
        private final UsageEventCodec usages;
        private final ChargeCodec charges;
        private final String chargesTopic;
        private final Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();

        private Share(BenchTopics topics, PartitionReader reader, KafkaProducer<byte[], byte[]> producer) {
            this.reader = reader;
            this.producer = producer;
            this.usages = new UsageEventCodec(topics.registry(), topics.catalogue());
            this.charges = new ChargeCodec(topics.registry(), topics.catalogue());
            this.chargesTopic = topics.catalogue().name(Topic.CHARGES);
        }

        private void read() {
            long left = reader.size();
            while (left > 0) {
                producer.beginTransaction();
                long until = System.nanoTime() + COMMIT_EVERY_NANOS;
                while (left > 0 && System.nanoTime() < until) {
                    for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
                        charge(record);
                        left--;
                    }
                }
                producer.sendOffsetsToTransaction(next, reader.consumer().groupMetadata());
                producer.commitTransaction();
            }
        }

        private void charge(ConsumerRecord<byte[], byte[]> record) {
            if (!(usages.decode(record.value()) instanceof Decoded.Usage usage)) {
                throw new IllegalStateException("Expected every record of the benchmark to be readable");
            }
            UsageEvent call = usage.event();
            Price price = new Price(Price.State.PRICED, 1, "1");
            byte[] charge =
                    charges.encode(ChargedCall.first(call, price, call.team(), "", call.timeMs()), record.value());
            producer.send(new ProducerRecord<>(chargesTopic, record.key(), charge));
            next.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
    }
}
