package io.flyball.ingest.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.UsageValidation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NativeRecordPropertyTest {
    private static final long NOW_MS = 1_770_000_000_000L;
    private static final byte[] LINE =
            ("{\"event_id\":\"e\",\"time\":\"2026-01-31T10:00:00.123+05:30\",\"model\":\"m\","
                            + "\"user\":\"ann\",\"input_tokens\":123456,\"reported_cost_usd\":\"1.25e-3\",\"status\":\"ok\","
                            + "\"context_tokens\":-0,\"tags\":{\"a\":[1,null]},\"actions\":[{\"name\":\"x\",\"error\":true}]}")
                    .getBytes(StandardCharsets.UTF_8);
    private static final String FEWEST = "\"event_id\":\"e\",\"time\":7,\"model\":\"m\",\"user\":\"ann\"";
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "7",
            "-1",
            "1.5",
            "1e5",
            "1e999999999",
            "9223372036854775808",
            "\"\"",
            "\"7\"",
            "\"\\ud800\"",
            "[]",
            "{}",
            "[{}]",
            "[[[]]]",
            "NaN",
            "\"2026-01-31T10:00:00Z\"",
            "01",
            "-",
            "\"\u0000\"",
            "");
    private static final List<String> FIELDS = List.of(
            "event_id",
            "time",
            "model",
            "user",
            "key",
            "status",
            "input_tokens",
            "latency_ms",
            "reported_cost_usd",
            "actions",
            "tags",
            "unknown",
            "");

    private final NativeRecord record = new NativeRecord();

    @Property(tries = 2000)
    void answersAnyBytes(@ForAll byte[] bytes) {
        assertAnswered(bytes);
    }

    @Property(tries = 5000)
    void answersAnyMutationOfAValidLine(@ForAll("mutations") byte[] bytes) {
        assertAnswered(bytes);
    }

    @Property(tries = 5000)
    void answersAnyValueInAnyField(@ForAll("objects") String json) {
        assertAnswered(json.getBytes(StandardCharsets.UTF_8));
    }

    private void assertAnswered(byte[] bytes) {
        NativeRecord.Outcome outcome = record.read(bytes, NOW_MS);

        if (outcome instanceof NativeRecord.Valid valid) {
            assertThat(UsageValidation.check(valid.event(), NOW_MS)).isNull();
        } else {
            assertThat(((NativeRecord.Refused) outcome).reason()).isNotNull();
        }
    }

    @Provide
    Arbitrary<byte[]> mutations() {
        Arbitrary<Integer> place = Arbitraries.integers().between(0, LINE.length - 1);
        Arbitrary<Integer> length = Arbitraries.integers().between(0, 20);
        Arbitrary<byte[]> replacement = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(6),
                Arbitraries.of(VALUES).map(v -> v.getBytes(StandardCharsets.UTF_8)));
        return Combinators.combine(place, length, replacement).as(NativeRecordPropertyTest::replaced);
    }

    @Provide
    Arbitrary<String> objects() {
        Arbitrary<String> field = Combinators.combine(Arbitraries.of(FIELDS), Arbitraries.of(VALUES))
                .as((name, value) -> ",\"" + name + "\":" + value);
        return field.list().ofMaxSize(8).map(fields -> "{" + FEWEST + String.join("", fields) + "}");
    }

    private static byte[] replaced(int place, int length, byte[] replacement) {
        int from = Math.min(LINE.length, place + length);
        byte[] result = Arrays.copyOf(LINE, place + replacement.length + LINE.length - from);
        System.arraycopy(replacement, 0, result, place, replacement.length);
        System.arraycopy(LINE, from, result, place + replacement.length, LINE.length - from);
        return result;
    }
}
