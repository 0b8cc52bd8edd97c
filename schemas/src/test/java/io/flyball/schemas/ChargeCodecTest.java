package io.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.ChargedCall;
import io.flyball.core.price.Price;
import io.flyball.schemas.avro.Charge;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class ChargeCodecTest {
    private static final ChargedCall CHARGE = new ChargedCall(
            Samples.fullEvent(),
            "e-2",
            Price.State.PRICED,
            12_345_678_901L,
            "m-*@2026-01-01T00:00:00Z",
            "payments",
            "cc-7",
            1_767_225_600_123L);

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
        assertThat(charge.getCostCenter()).isEqualTo("cc-7");
        assertThat(charge.getAdmittedAtMs()).isEqualTo(1_767_225_600_123L);
        assertThat(charge.getUsage().getStopReason()).isEqualTo("end_turn");
        assertThat(usages.toCore(charge.getUsage())).isEqualTo(Samples.fullEvent());
        assertThat(charges.read(value)).isEqualTo(CHARGE);
    }

    @Test
    void readsAChargeOfAnotherSchemaToo() {
        // given: the same record under another id, as an earlier version would have it
        byte[] value = encode(usages.encode(Samples.fullEvent()));
        Schema same = WireSchema.of(Charge.getClassSchema());
        same.addProp("said_by", "another version");
        byte[] elsewhere = value.clone();
        System.arraycopy(WireHeader.of(registry.register("elsewhere", same)), 0, elsewhere, 0, WireHeader.SIZE);

        // then
        assertThat(charges.read(elsewhere)).isEqualTo(CHARGE);
    }

    @Test
    void refusesBytesThatAreNoCharge() {
        assertThatThrownBy(() -> charges.read(Arrays.copyOf(encode(usages.encode(Samples.fullEvent())), 40)))
                .isInstanceOf(SerializationException.class);
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
        return charges.encode(CHARGE, usage);
    }
}
