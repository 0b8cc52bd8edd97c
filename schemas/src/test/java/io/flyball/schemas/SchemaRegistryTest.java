package io.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.schemas.avro.FindingEvent;
import io.flyball.schemas.avro.SpendUpdate;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class SchemaRegistryTest {
    private final SchemaRegistry registry = SchemaRegistry.inMemory();
    private final TopicCatalogue catalogue = new TopicCatalogue("flyball.", 1, (short) 1);
    private final AvroSerde<SpendUpdate> serde = new AvroSerde<>(registry, catalogue, Topic.SPEND, SpendUpdate.class);

    @Test
    void refusesAnIncompatibleVersionInMemoryToo() {
        // given
        registry.register("s", schema("{\"name\":\"id\",\"type\":\"string\"}"));
        registry.requireFullCompatibility("s");

        // then
        assertThatThrownBy(() -> registry.register("s", schema("{\"name\":\"id\",\"type\":\"long\"}")))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining("new schema of s");
    }

    @Test
    void givesTheSameSchemaTheSameId() {
        int id = registry.register("s", schema(""));

        assertThat(registry.register("s", schema(""))).isEqualTo(id);
        assertThat(registry.schemaById(id)).contains(schema(""));
        assertThat(registry.schemaById(id + 1)).isEmpty();
    }

    @Test
    void bringsARecordThereAndBackAndATombstoneToo() {
        // given
        SpendUpdate update = SpendUpdate.newBuilder()
                .setScope("user:ann")
                .setAsOfMs(1)
                .setWindowsNanoUsd(Map.of("3d", 4L))
                .build();

        // when
        byte[] bytes = serde.serializer().serialize("flyball.spend", update);

        // then
        assertThat(serde.deserializer().deserialize("flyball.spend", bytes)).isEqualTo(update);
        assertThat(serde.serializer().serialize("flyball.spend", null)).isNull();
        assertThat(serde.deserializer().deserialize("flyball.spend", null)).isNull();
    }

    @Test
    void saysInASentenceWhyARecordCannotBeRead() {
        byte[] good = serde.serialize(
                SpendUpdate.newBuilder().setScope("user:ann").setAsOfMs(1).build());

        assertThatThrownBy(() -> serde.deserialize(new byte[] {1}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("zero byte");
        assertThatThrownBy(() -> serde.deserialize(Arrays.copyOf(good, good.length - 1)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("flyball.spend-value");
        assertThatThrownBy(() -> serde.deserialize(WireHeader.of(9)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("names schema 9");
    }

    @Test
    void refusesAClassThatIsNotTheTopics() {
        assertThatThrownBy(() -> new AvroSerde<>(registry, catalogue, Topic.SPEND, FindingEvent.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not hold FindingEvent");
    }

    private static Schema schema(String fields) {
        return WireSchema.parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
    }
}
