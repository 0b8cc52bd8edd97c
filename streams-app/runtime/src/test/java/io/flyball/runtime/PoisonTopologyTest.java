package io.flyball.runtime;

import static io.flyball.runtime.TopologyFixture.NOW_MS;
import static io.flyball.runtime.TopologyFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.spend.Window;
import io.flyball.schemas.Topic;
import io.flyball.schemas.UsageHeaders;
import io.flyball.schemas.avro.RejectedUsage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever lies on the usage topic, nothing is thrown: it ends in usage.rejected, and all else is counted. */
class PoisonTopologyTest {
    private final TopologyFixture flyball;

    PoisonTopologyTest(@TempDir Path stateDir) {
        flyball = new TopologyFixture(stateDir);
    }

    @AfterEach
    void close() {
        flyball.close();
    }

    /** Makes the bytes of a record out of those of a good one. */
    interface Spoil {
        byte @Nullable [] apply(TopologyFixture flyball);
    }

    static Stream<Arguments> poison() {
        return Stream.of(bytes(), numbers(), names()).flatMap(rows -> rows);
    }

    private static Stream<Arguments> bytes() {
        return Stream.of(
                poison(
                        "truncated Avro",
                        "bad_avro",
                        f -> shortened(f.bytes(f.call("1").build()))),
                poison(
                        "bytes behind the record",
                        "bad_avro",
                        f -> lengthened(f.bytes(f.call("1").build()))),
                poison("a schema id nobody knows", "unknown_schema", f -> withSchemaId(f, 4711)),
                poison("a wrong first byte", "bad_avro", f -> withFirstByte(f, 7)),
                poison(
                        "a header without a payload",
                        "bad_avro",
                        f -> Arrays.copyOf(f.bytes(f.call("1").build()), 5)),
                poison("a text", "bad_avro", f -> utf8("{\"event_id\":\"e\"}")),
                poison("an empty value", "empty_value", f -> new byte[0]),
                poison("no value", "null_value", f -> null));
    }

    private static Stream<Arguments> numbers() {
        return Stream.of(
                poison(
                        "a negative count",
                        "negative_count",
                        f -> f.bytes(f.call("1").inputTokens(-1).build())),
                poison(
                        "a cost below 0",
                        "negative_count",
                        f -> f.bytes(f.call("-1").build())),
                poison(
                        "a time before 1970",
                        "bad_time",
                        f -> f.bytes(f.call("1").timeMs(-1).build())),
                poison(
                        "the year 10000",
                        "bad_time",
                        f -> f.bytes(f.call("1").timeMs(253_402_300_800_000L).build())),
                poison(
                        "a time of 1e15",
                        "bad_time",
                        f -> f.bytes(f.call("1").timeMs(1_000_000_000_000_000L).build())),
                poison(
                        "the latest of all times",
                        "bad_time",
                        f -> f.bytes(f.call("1").timeMs(Long.MAX_VALUE).build())),
                poison(
                        "tomorrow",
                        "future_time",
                        f -> f.bytes(f.call("1").timeMs(NOW_MS + 600_001).build())));
    }

    private static Stream<Arguments> names() {
        return Stream.of(
                poison(
                        "no event id",
                        "missing_event_id",
                        f -> f.bytes(f.call("1").eventId("").build())),
                poison(
                        "no model",
                        "missing_model",
                        f -> f.bytes(f.call("1").model("").build())),
                poison(
                        "nobody pays",
                        "missing_user",
                        f -> f.bytes(f.call("1").user("").build())),
                poison(
                        "an unknown status",
                        "unknown_status",
                        f -> f.bytes(f.call("1").status("melted").build())),
                poison(
                        "more money than there is",
                        "cost_overflow",
                        f -> f.bytes(f.call("1e11").build())));
    }

    private static Arguments poison(String what, String reason, Spoil spoil) {
        return Arguments.of(what, reason, spoil);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("poison")
    void rejectsWithItsReasonAndCountsAllElse(String what, String reason, Spoil spoil) {
        // given
        flyball.usage(flyball.call("1"));
        byte[] value = spoil.apply(flyball);
        // when
        flyball.usage(utf8("ann"), value, new RecordHeaders());
        flyball.usage(flyball.call("2"));
        // then
        RejectedUsage rejected = flyball.rejected().get(0);
        assertThat(rejected.getReason()).isEqualTo(reason);
        assertThat(rejected.getSource()).isEqualTo("usage-0@1");
        assertThat(rejected.getSizeBytes()).isEqualTo(value == null ? 0 : value.length);
        assertThat(rejected.getSha256()).hasSize(value == null ? 0 : 64);
        assertThat(rejected.getRejectedAtMs()).isEqualTo(NOW_MS);
        assertThat(flyball.out(Topic.USAGE_REJECTED).get(0).key()).isEqualTo(utf8("usage-0@1"));
        assertThat(flyball.counts()).isEqualTo("read=3 admitted=2 rejected=1");
        assertThat(flyball.cost("user:ann", Window.ROLLING_1H)).isEqualTo(3 * NanoUsd.PER_USD);
        assertThat(flyball.ledger().streamTimeMs()).isEqualTo(NOW_MS);
    }

    @Test
    void rejectsALineThatWasRefusedBeforeItWasSent() {
        // given
        RecordHeaders headers = new RecordHeaders();
        headers.add(UsageHeaders.REJECTED, utf8("not_json"));
        headers.add(UsageHeaders.SOURCE, utf8("log.jsonl:17"));
        headers.add(UsageHeaders.SIZE_BYTES, utf8("42"));
        headers.add(UsageHeaders.SHA256, utf8("ab12"));
        // when
        flyball.usage(null, null, headers);
        // then
        assertThat(flyball.rejected().get(0)).satisfies(r -> {
            assertThat(r.getReason()).isEqualTo("not_json");
            assertThat(r.getSource()).isEqualTo("log.jsonl:17");
            assertThat(r.getSizeBytes()).isEqualTo(42);
            assertThat(r.getSha256()).isEqualTo("ab12");
        });
        assertThat(flyball.out(Topic.USAGE_REJECTED).get(0).headers().toArray()).hasSize(4);
        assertThat(flyball.counts()).isEqualTo("read=1 rejected=1");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"melted", ""})
    void takesARefusalOfAnUnknownReasonForARecordWithoutAValue(String reason) {
        // given
        RecordHeaders headers = new RecordHeaders();
        headers.add(UsageHeaders.REJECTED, utf8(reason));
        headers.add(UsageHeaders.SIZE_BYTES, utf8("many"));
        // when
        flyball.usage(null, null, headers);
        // then
        assertThat(flyball.rejected().get(0).getReason()).isEqualTo("null_value");
        assertThat(flyball.rejected().get(0).getSizeBytes()).isZero();
    }

    @Test
    void countsACallThoughAHeaderSaysItWasRefused() {
        // given
        RecordHeaders headers = new RecordHeaders();
        headers.add(UsageHeaders.REJECTED, utf8("not_json"));
        // when
        flyball.usage(utf8("ann"), flyball.bytes(flyball.call("1").build()), headers);
        // then
        assertThat(flyball.counts()).isEqualTo("read=1 admitted=1");
    }

    @Test
    void rejectsWhatIsTooLargeForItsChargeToBeWritten() {
        // given
        UsageEvent call =
                flyball.call("1").requestFingerprint("x".repeat(2 << 20)).build();
        // when
        flyball.usage(utf8("ann"), flyball.bytes(call), new RecordHeaders());
        // then
        assertThat(flyball.rejected().get(0).getReason()).isEqualTo("too_large");
        assertThat(flyball.rejected().get(0).getSizeBytes()).isGreaterThan(2 << 20);
        assertThat(flyball.counts()).isEqualTo("read=1 rejected=1");
        assertThat(flyball.charges()).isEmpty();
    }

    @Test
    void takesACallOfOneMebibyte() {
        // given
        UsageEvent call = flyball.call("1")
                .requestFingerprint("x".repeat((1 << 20) - 500))
                .build();
        // when
        flyball.usage(call);
        // then
        assertThat(flyball.counts()).isEqualTo("read=1 admitted=1");
    }

    @Test
    void rejectsAnIdThatWouldMakeItsRecordsTooLarge() {
        // when
        flyball.usage(flyball.call("1").user("u".repeat(20_000)));
        flyball.usage(flyball.call("1").session("s".repeat(20_000)));
        // then
        assertThat(flyball.rejected()).extracting(RejectedUsage::getReason).containsExactly("too_large", "too_large");
        assertThat(flyball.spend()).isEmpty();
    }

    @Test
    void passesOnNoHeadersThatWouldMakeARecordTooLarge() {
        // given
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[2 << 20]);
        headers.add(UsageHeaders.SOURCE, utf8("log.jsonl:17"));
        // when
        flyball.usage(utf8("ann"), new byte[0], headers);
        // then
        assertThat(flyball.rejected().get(0).getSource()).isEqualTo("log.jsonl:17");
        assertThat(flyball.out(Topic.USAGE_REJECTED).get(0).headers())
                .extracting(header -> header.key())
                .containsExactly(UsageHeaders.SOURCE);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(longs = {Long.MIN_VALUE + 1, -1, NOW_MS + 600_001, 1_000_000_000_000_000L, Long.MAX_VALUE})
    void believesNoImpossibleStamp(long stampMs) {
        // given
        RecordHeaders headers = new RecordHeaders();
        headers.add(UsageHeaders.STREAM_TIME, UsageHeaders.ofTimeMs(stampMs));
        // when
        flyball.usage(utf8("ann"), flyball.bytes(flyball.call("1").build()), headers);
        flyball.endOfInput(stampMs);
        flyball.usage(flyball.call("2"));
        // then
        assertThat(flyball.counts()).isEqualTo("read=2 admitted=2");
        assertThat(flyball.ledger().streamTimeMs()).isEqualTo(NOW_MS);
    }

    private static byte[] shortened(byte[] value) {
        return Arrays.copyOf(value, value.length - 3);
    }

    private static byte[] lengthened(byte[] value) {
        return Arrays.copyOf(value, value.length + 3);
    }

    private static byte[] withSchemaId(TopologyFixture flyball, int id) {
        byte[] value = flyball.bytes(flyball.call("1").build());
        ByteBuffer.wrap(value).putInt(1, id);
        return value;
    }

    private static byte[] withFirstByte(TopologyFixture flyball, int first) {
        byte[] value = flyball.bytes(flyball.call("1").build());
        value[0] = (byte) first;
        return value;
    }
}
