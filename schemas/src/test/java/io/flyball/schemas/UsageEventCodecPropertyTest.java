package io.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.flyball.core.model.ToolAction;
import io.flyball.core.model.UsageEvent;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

class UsageEventCodecPropertyTest {
    private static final long SMALL_BYTES = 8L << 20;

    private final SchemaRegistry registry = SchemaRegistry.inMemory();
    private final TopicCatalogue catalogue = new TopicCatalogue("flyball.", 4, (short) 1);
    private final UsageEventCodec codec = new UsageEventCodec(registry, catalogue);
    private final int olderId = registry.register("older", older());

    @Property(tries = 500)
    void readsBackWhateverItWrote(@ForAll("events") UsageEvent event) {
        assertThat(codec.decode(codec.encode(event))).isEqualTo(new Decoded.Usage(event));
    }

    @Property(tries = 500)
    void refusesEveryTruncation(@ForAll("events") UsageEvent event, @ForAll("fractions") double kept) {
        byte[] value = codec.encode(event);

        Decoded decoded = codec.decode(Arrays.copyOf(value, (int) (value.length * kept)));

        assertThat(decoded).isInstanceOf(Decoded.Unreadable.class);
    }

    @Property(tries = 2000)
    void answersWhateverTheBytesAreAndReservesLittle(
            @ForAll("events") UsageEvent event, @ForAll("mutations") List<Mutation> mutations) {
        byte[] value = codec.encode(event);
        mutations.forEach(mutation -> mutation.apply(value, WireHeader.SIZE));

        assertThat(allocatedBy(() -> codec.decode(value))).isLessThan(SMALL_BYTES);
    }

    @Property(tries = 2000)
    void answersWhateverTheBytesOfAnotherSchemaAreAndReservesLittle(@ForAll byte[] payload) {
        byte[] value = Arrays.copyOf(WireHeader.of(olderId), WireHeader.SIZE + payload.length);
        System.arraycopy(payload, 0, value, WireHeader.SIZE, payload.length);

        assertThat(allocatedBy(() -> codec.decode(value))).isLessThan(SMALL_BYTES);
    }

    /** One byte put in another's place, somewhere. */
    record Mutation(double where, byte what) {
        void apply(byte[] bytes, int from) {
            bytes[from + (int) (where * (bytes.length - from))] = what;
        }
    }

    @Provide
    Arbitrary<Double> fractions() {
        return Arbitraries.doubles().between(0, true, 1, false);
    }

    @Provide
    Arbitrary<List<Mutation>> mutations() {
        Arbitrary<Byte> bytes =
                Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.bytes()), Tuple.of(1, Arbitraries.just((byte) -1)));
        return Combinators.combine(fractions(), bytes)
                .as(Mutation::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<UsageEvent> events() {
        Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(40).filter(UsageEventCodecPropertyTest::wellFormed);
        Arbitrary<Long> longs = Arbitraries.longs();
        Arbitrary<List<ToolAction>> actions = Combinators.combine(texts, texts, texts, Arbitraries.of(true, false))
                .as((a, b, c, error) -> new ToolAction(orNull(a), orNull(b), orNull(c), null, error))
                .list()
                .ofMaxSize(5);
        Arbitrary<Map<String, String>> tags = Arbitraries.maps(texts, texts).ofMaxSize(4);
        return Combinators.combine(
                        texts.list().ofSize(8),
                        longs.list().ofSize(8),
                        Arbitraries.bigDecimals().injectNull(0.5),
                        actions,
                        tags)
                .as((t, n, cost, a, m) -> UsageEvent.builder()
                        .eventId(t.get(0))
                        .timeMs(n.get(0))
                        .model(t.get(1))
                        .user(t.get(2))
                        .source(t.get(3))
                        .region(t.get(4))
                        .costCenter(t.get(5))
                        .status(t.get(6))
                        .stopReason(t.get(7))
                        .inputTokens(n.get(1))
                        .cacheReadTokens(n.get(2))
                        .cacheWrite1hTokens(n.get(3))
                        .images(n.get(4))
                        .reportedContextTokens(n.get(5))
                        .latencyMs(n.get(6))
                        .attempt(n.get(7))
                        .reportedCostUsd(cost)
                        .actions(a)
                        .tags(m)
                        .build());
    }

    /** A schema like one of years ago, with every kind of type that has to be skipped or resolved. */
    private static Schema older() {
        return WireSchema.parse(
                "{\"type\":\"record\",\"name\":\"UsageEvent\",\"namespace\":\"io.flyball.schemas.avro\","
                        + "\"fields\":[{\"name\":\"event_id\",\"type\":\"string\"},{\"name\":\"time_ms\",\"type\":\"int\"},"
                        + "{\"name\":\"blob\",\"type\":\"bytes\"},{\"name\":\"nothing\",\"type\":{\"type\":\"array\","
                        + "\"items\":\"null\"}},{\"name\":\"e\",\"type\":{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\",\"B\"]}},"
                        + "{\"name\":\"tree\",\"type\":{\"type\":\"record\",\"name\":\"Tree\",\"fields\":[{\"name\":\"kids\","
                        + "\"type\":{\"type\":\"array\",\"items\":\"Tree\"}}]}},"
                        + "{\"name\":\"model\",\"type\":[\"null\",\"string\",\"long\"]},"
                        + "{\"name\":\"tags\",\"type\":{\"type\":\"map\",\"values\":\"string\"}}]}");
    }

    private static long allocatedBy(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static boolean wellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
