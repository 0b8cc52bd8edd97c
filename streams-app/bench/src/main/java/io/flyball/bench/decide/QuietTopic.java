package io.flyball.bench.decide;

import io.flyball.gateway.Gate;
import io.flyball.gateway.PacerSettings;
import io.flyball.gateway.ThrottleTable;
import io.flyball.gateway.ThrottleTopicReader;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** A gate with the system's clocks over a topic that was read to its end and is silent: no thread of it runs any more. */
public final class QuietTopic {
    private static final String TOPIC = ThrottleTopicReader.DEFAULT_TOPIC;
    private static final Gate.Settings FRESH_FOR_LONG =
            new Gate.Settings(PacerSettings.DEFAULT, Duration.ofDays(1), false);

    private QuietTopic() {}

    /** A topic without records. */
    private static MockConsumer<byte[], byte[]> silence() {
        MockConsumer<byte[], byte[]> silence = new MockConsumer<>("earliest");
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        silence.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
        silence.updateBeginningOffsets(Map.of(partition, 0L));
        silence.updateEndOffsets(Map.of(partition, 0L));
        return silence;
    }

    /** A gate over a table that is filled by whoever made it. */
    public static Gate gate(ThrottleTable table) {
        Clock clock = Clock.systemUTC();
        ThrottleTopicReader reader = new ThrottleTopicReader(QuietTopic::silence, TOPIC, table, clock);
        reader.start();
        while (reader.millisSinceCaughtUp(clock.millis()) == ThrottleTopicReader.NEVER) {
            Thread.onSpinWait();
        }
        reader.close();
        return new Gate(table, reader, FRESH_FOR_LONG, clock, System::nanoTime);
    }
}
