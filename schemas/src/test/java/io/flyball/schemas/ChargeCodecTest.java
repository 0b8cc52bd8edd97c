package io.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.model.UsageEvent;
import io.flyball.schemas.avro.Charge;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ChargeCodecTest {
    private final SchemaRegistry registry = SchemaRegistry.inMemory();
    private final TopicCatalogue catalogue = new TopicCatalogue("flyball.", 4, (short) 1);
    private final UsageEventCodec usages = new UsageEventCodec(registry, catalogue);
    private final ChargeCodec charges = new ChargeCodec(registry, catalogue);

    @Test
    void passesOnTheUsageAsItCame() {
        // given
        byte[] usage = usages.encode(Samples.fullEvent());

        // when
        byte[] value = encode(usage);

        // then
        byte[] payload = Arrays.copyOfRange(usage, WireHeader.SIZE, usage.length);
        assertThat(value).endsWith(payload);
        Charge charge = charges.decode(value);
        assertThat(charge.getPayer()).isEqualTo("bob");
        assertThat(charge.getChargeId()).isEqualTo("e-2");
        assertThat(charge.getCostNanoUsd()).isEqualTo(12_345_678_901L);
        assertThat(charge.getState()).isEqualTo("priced");
        assertThat(charge.getPriceVersion()).isEqualTo("m-*@2026-01-01T00:00:00Z");
        assertThat(charge.getTeam()).isEqualTo("payments");
        assertThat(charge.getAdmittedAtMs()).isEqualTo(1_767_225_600_123L);
        assertThat(charge.getUsage().getStopReason()).isEqualTo("end_turn");
        assertThat(usages.toCore(charge.getUsage())).isEqualTo(Samples.fullEvent());
    }

    @Test
    void rewritesAUsageOfAnotherSchema() {
        // given
        Schema earlier = WireSchema.parse("{\"type\":\"record\",\"name\":\"UsageEvent\","
                + "\"namespace\":\"io.flyball.schemas.avro\",\"fields\":[{\"name\":\"model\",\"type\":\"string\"},"
                + "{\"name\":\"event_id\",\"type\":\"string\"},{\"name\":\"time_ms\",\"type\":\"long\"}]}");
        byte[] usage = Arrays.copyOf(WireHeader.of(registry.register("elsewhere", earlier)), 10);
        System.arraycopy(new byte[] {2, 'm', 2, 'e', 2}, 0, usage, WireHeader.SIZE, 5);

        // when
        Charge charge = charges.decode(encode(usage));

        // then
        UsageEvent expected =
                UsageEvent.builder().model("m").eventId("e").timeMs(1).build();
        assertThat(usages.toCore(charge.getUsage())).isEqualTo(expected);
    }

    @Test
    void refusesBytesThatAreNoUsage() {
        assertThatThrownBy(() -> encode(new byte[] {1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BAD_AVRO");
    }

    private byte[] encode(byte[] usage) {
        return charges.encode(
                "bob",
                "e-2",
                12_345_678_901L,
                "priced",
                "m-*@2026-01-01T00:00:00Z",
                "payments",
                1_767_225_600_123L,
                usage);
    }
}
