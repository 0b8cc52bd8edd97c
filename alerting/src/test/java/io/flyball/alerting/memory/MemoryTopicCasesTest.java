package io.flyball.alerting.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.alerting.cases.CaseKey;
import io.flyball.alerting.testing.Alerts;
import io.flyball.alerting.testing.Deliveries;
import io.flyball.schemas.avro.AlertMemory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryTopicCasesTest {
    private static final String TOPIC = "alerts.memory";
    private static final CaseKey ANN = new CaseKey("user:ann", "burn", "3d");

    @Test
    void findsACaseInAnyPartitionBeyondWhatIsForgottenOrCannotBeRead() {
        // given
        MockConsumer<byte[], byte[]> topic = topic();
        topic.schedulePollTask(() -> {
            topic.addRecord(record(0, 0, null));
            topic.addRecord(record(0, 1, "poison"));
            topic.addRecord(record(1, 0, "user:ann"));
        });
        // when
        Optional<CaseKey> found = cases(topic).find(ANN::equals);
        // then
        assertThat(found).contains(ANN);
        assertThat(topic.closed()).isTrue();
    }

    @Test
    void endsWhereTheTopicEnded() {
        // given
        MockConsumer<byte[], byte[]> topic = topic();
        topic.schedulePollTask(() -> {
            topic.addRecord(record(0, 0, "user:bob"));
            topic.addRecord(record(0, 1, "user:cleo"));
            topic.addRecord(record(1, 0, "user:dan"));
        });
        // when
        Optional<CaseKey> found = cases(topic).find(ANN::equals);
        // then
        assertThat(found).isEmpty();
    }

    private static MockConsumer<byte[], byte[]> topic() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        TopicPartition first = new TopicPartition(TOPIC, 0);
        TopicPartition second = new TopicPartition(TOPIC, 1);
        consumer.updatePartitions(
                TOPIC,
                List.of(
                        new PartitionInfo(TOPIC, 0, Node.noNode(), null, null),
                        new PartitionInfo(TOPIC, 1, Node.noNode(), null, null)));
        consumer.updateBeginningOffsets(Map.of(first, 0L, second, 0L));
        consumer.updateEndOffsets(Map.of(first, 2L, second, 1L));
        return consumer;
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, @Nullable String scope) {
        byte[] value = scope == null ? null : scope.getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(TOPIC, partition, offset, new byte[0], value);
    }

    private static RememberedCases cases(MockConsumer<byte[], byte[]> topic) {
        return new MemoryTopicCases(() -> topic, TOPIC, (name, bytes) -> {
            String scope = new String(bytes, StandardCharsets.UTF_8);
            if (scope.equals("poison")) {
                throw new SerializationException("no Avro");
            }
            return memory(scope);
        });
    }

    private static AlertMemory memory(String scope) {
        return MemoryMapping.toAvro(
                Deliveries.first(Alerts.burn(scope, "high"), "").of());
    }
}
