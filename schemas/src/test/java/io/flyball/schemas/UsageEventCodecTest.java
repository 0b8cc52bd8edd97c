package io.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.model.UsageEvent;
import io.flyball.schemas.avro.Charge;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageEventCodecTest {
    private final SchemaRegistry registry = SchemaRegistry.inMemory();
    private final TopicCatalogue catalogue = new TopicCatalogue("flyball.", 4, (short) 1);
    private final UsageEventCodec codec = new UsageEventCodec(registry, catalogue);

    @Test
    void readsBackEveryFieldItWrote() {
        for (UsageEvent event : new UsageEvent[] {Samples.smallEvent(), Samples.fullEvent()}) {
            // when
            Decoded decoded = codec.decode(codec.encode(event));

            // then
            assertThat(decoded).isEqualTo(new Decoded.Usage(event));
        }
    }

    @Test
    void writesTheBytesThatOtherVersionsRelyOn() {
        // given
        String golden = "00" + "00000001"
                + "06652d31" // event_id e-1
                + "80a0d5edee66" // time_ms
                + "066d2d31" // model m-1
                + "00" // response_model
                + "06616e6e" // user ann
                + "0c6e6174697665" // source native
                + "00" // provider
                + "0863686174" // operation chat
                + "107374616e64617264" // service_tier standard
                + "0c6e6f726d616c" // speed normal
                + "0000000000000000" // region, team, agent, session, task, key, org, cost_center
                + "c801" // input_tokens 100
                + "000000" // cache
                + "0e" // output_tokens 7
                + "0000000000" // reasoning, web searches, audio in and out, images
                + "00" // reported_cost_usd null
                + "046f6b" // status ok
                + "01" // context_tokens -1
                + "00" // request_fingerprint
                + "00" // actions
                + "01" // latency_ms -1
                + "01" // attempt -1
                + "00" // stop_reason
                + "00"; // tags

        // when
        byte[] bytes = codec.encode(Samples.smallEvent());

        // then
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(golden);
    }

    @Test
    void writesWhatTheGeneratedClassReads() {
        // given
        AvroSerde<io.flyball.schemas.avro.UsageEvent> serde =
                new AvroSerde<>(registry, catalogue, Topic.USAGE, io.flyball.schemas.avro.UsageEvent.class);

        // when
        io.flyball.schemas.avro.UsageEvent read = serde.deserialize(codec.encode(Samples.fullEvent()));

        // then
        assertThat(read.getCostCenter()).isEqualTo("cc-1");
        assertThat(read.getImages()).isEqualTo(10);
        assertThat(read.getReportedCostUsd()).isEqualTo("0.012345678901");
        assertThat(read.getActions()).hasSize(2);
        assertThat(codec.decode(serde.serialize(read))).isEqualTo(new Decoded.Usage(Samples.fullEvent()));
    }

    @Test
    void readsWhatAnEarlierSchemaWroteWithDefaultsForWhatItLacks() {
        // given: a schema with three fields of the current one and one that is gone
        Schema earlier = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"UsageEvent\","
                        + "\"namespace\":\"io.flyball.schemas.avro\",\"fields\":["
                        + "{\"name\":\"event_id\",\"type\":\"string\"},{\"name\":\"gone\",\"type\":\"int\"},"
                        + "{\"name\":\"time_ms\",\"type\":\"long\"},{\"name\":\"model\",\"type\":\"string\"}]}");
        int id = registry.register("elsewhere", earlier);
        byte[] value = concat(WireHeader.of(id), "02" + "61" + "0a" + "10" + "02" + "6d");

        // when
        Decoded decoded = codec.decode(value);

        // then
        assertThat(decoded)
                .isEqualTo(new Decoded.Usage(
                        UsageEvent.builder().eventId("a").timeMs(8).model("m").build()));
    }

    @Test
    void namesTheReasonWhyARecordCannotBeRead() {
        byte[] good = codec.encode(Samples.fullEvent());
        assertThat(reason(null)).isEqualTo("null_value");
        assertThat(reason(new byte[0])).isEqualTo("empty_value");
        assertThat(reason(new byte[] {0, 0, 0})).isEqualTo("bad_avro");
        assertThat(reason("{\"event_id\":\"a\"}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("bad_avro");
        assertThat(reason(Arrays.copyOf(good, good.length - 1))).isEqualTo("bad_avro");
        assertThat(reason(Arrays.copyOf(good, good.length + 1))).isEqualTo("bad_avro");
        assertThat(reason(concat(WireHeader.of(77), "00"))).isEqualTo("unknown_schema");
    }

    @Test
    void refusesARecordOfAnotherKind() {
        // given
        int id = registry.register("flyball.charges-value", WireSchema.of(Charge.getClassSchema()));

        // when
        String reason = reason(concat(WireHeader.of(id), "00000000000000"));

        // then
        assertThat(reason).isEqualTo("bad_avro");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "twelve", "", "NaN", "1e1000", "0x1p3"})
    void refusesAReportedCostThatIsNoAmount(String text) {
        // given
        AvroSerde<io.flyball.schemas.avro.UsageEvent> serde =
                new AvroSerde<>(registry, catalogue, Topic.USAGE, io.flyball.schemas.avro.UsageEvent.class);
        io.flyball.schemas.avro.UsageEvent event = io.flyball.schemas.avro.UsageEvent.newBuilder()
                .setEventId("e")
                .setTimeMs(1)
                .setModel("m")
                .setReportedCostUsd(text)
                .build();

        // when
        String reason = reason(serde.serialize(event));

        // then
        assertThat(reason).isEqualTo("bad_number");
    }

    @Test
    void keepsTheDigitsOfAReportedCost() {
        // given
        UsageEvent event = Samples.smallEvent().toBuilder()
                .reportedCostUsd(new BigDecimal("-1.50E-7"))
                .build();

        // when
        Decoded decoded = codec.decode(codec.encode(event));

        // then
        assertThat(decoded).isEqualTo(new Decoded.Usage(event));
    }

    @Test
    void refusesALengthThatNoRecordCanHaveWithoutReservingIt() {
        // given: the first text claims 2^31 - 9 bytes, which a heap of 1 GiB cannot hold
        byte[] value = concat(codec.encode(Samples.smallEvent()), "");
        byte[] hostile = concat(Arrays.copyOf(value, WireHeader.SIZE), "eeffffff0f");

        // when
        String reason = reason(hostile);

        // then
        assertThat(reason).isEqualTo("bad_avro");
    }

    @Test
    void doesNotTakeMalformedTextForAnId() {
        // given
        byte[] value = codec.encode(Samples.smallEvent());
        value[6] = (byte) 0xff;

        // when
        String reason = reason(value);

        // then
        assertThat(reason).isEqualTo("bad_avro");
    }

    @Test
    void saysThatTheRegistryIsAwayInsteadOfBlamingTheRecord() {
        // given: nobody listens there
        UsageEventCodec cutOff = new UsageEventCodec(SchemaRegistry.connect("http://127.0.0.1:1"), catalogue);

        // then
        assertThatThrownBy(() -> cutOff.decode(concat(WireHeader.of(1), "00")))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("http://127.0.0.1:1");
    }

    private String reason(byte @Nullable [] value) {
        return ((Decoded.Unreadable) codec.decode(value)).reason().wireName();
    }

    private static byte[] concat(byte[] head, String hex) {
        byte[] tail = HexFormat.of().parseHex(hex);
        return ByteBuffer.allocate(head.length + tail.length)
                .put(head)
                .put(tail)
                .array();
    }
}
