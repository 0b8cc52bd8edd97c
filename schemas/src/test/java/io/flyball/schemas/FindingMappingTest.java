package io.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.Severity;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import io.flyball.schemas.avro.FindingEvent;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindingMappingTest {
    @ParameterizedTest
    @EnumSource(FindingKind.class)
    void bringsAFindingOfEveryKindThereAndBack(FindingKind kind) {
        // given
        AvroSerde<FindingEvent> serde = new AvroSerde<>(
                SchemaRegistry.inMemory(),
                new TopicCatalogue("flyball.", 1, (short) 1),
                Topic.FINDINGS,
                FindingEvent.class);
        Finding open = finding(kind, -1);
        Finding closed = finding(kind, 99);

        // then
        assertThat(FindingMapping.toAvro(open).getClosedAtMs()).isNull();
        assertThat(FindingMapping.toCore(serde.deserialize(serde.serialize(FindingMapping.toAvro(open)))))
                .isEqualTo(open);
        assertThat(FindingMapping.toCore(serde.deserialize(serde.serialize(FindingMapping.toAvro(closed)))))
                .isEqualTo(closed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BURN", "hunch"})
    void namesAKindItDoesNotKnow(String kind) {
        FindingEvent event = FindingMapping.toAvro(finding(FindingKind.BURN, -1));
        event.setKind(kind);

        assertThatThrownBy(() -> FindingMapping.toCore(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + kind + "\"");
    }

    private static Finding finding(FindingKind kind, long closedAtMs) {
        return new Finding(
                "f-1",
                kind,
                new Scope(Dimension.USER, "key:k-robot"),
                Severity.HIGH,
                "3d",
                10,
                closedAtMs,
                20,
                4_000_000_000_000L,
                "Spent a lot.",
                new TreeMap<>(Map.of("sessions", "3", "share", "0.8")));
    }
}
