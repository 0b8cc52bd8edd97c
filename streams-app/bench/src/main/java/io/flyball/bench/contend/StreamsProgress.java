package io.flyball.bench.contend;

import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;

/** How far a Kafka Streams application is through the usage topic, by its consumers' own metrics. */
public final class StreamsProgress {
    private static final long LOOK_EVERY_MS = 100;

    private final KafkaStreams streams;
    private final String topic;
    private final BooleanSupplier alive;

    public StreamsProgress(KafkaStreams streams, String topic, BooleanSupplier alive) {
        this.streams = streams;
        this.topic = topic;
        this.alive = alive;
    }

    /** Waits until that many records of the topic were consumed, and answers how many it are by then. */
    public long awaitConsumed(long records) {
        long consumed = consumed();
        while (consumed < records) {
            pause(alive);
            consumed = consumed();
        }
        return consumed;
    }

    private long consumed() {
        double sum = 0;
        for (var metric : streams.metrics().entrySet()) {
            if (metric.getKey().name().equals("records-consumed-total")
                    && topic.equals(metric.getKey().tags().get("topic"))
                    && metric.getValue().metricValue() instanceof Double value) {
                sum += value;
            }
        }
        return (long) sum;
    }

    static void pause(BooleanSupplier alive) {
        if (!alive.getAsBoolean()) {
            throw new IllegalStateException("Expected the topology to run, but it stopped: see the log above");
        }
        try {
            Thread.sleep(LOOK_EVERY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }
}
