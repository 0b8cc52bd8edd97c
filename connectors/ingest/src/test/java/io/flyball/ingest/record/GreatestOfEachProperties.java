package io.flyball.ingest.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.TokenClass;
import io.flyball.core.model.UsageEvent;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GreatestOfEachProperties {
    private static final Mapped OTHER = new Mapped.Ignored("s", Mapped.Ignored.Why.NO_USAGE);

    @Property
    void everyCallIsThereOnceWithTheGreatestOfEachClass(@ForAll("batches") List<Mapped> batch) {
        // when
        List<Mapped> merged = GreatestOfEach.merge(batch);

        // then
        Map<String, long[]> expected = new LinkedHashMap<>();
        for (Mapped item : batch) {
            if (item instanceof Mapped.Call call) {
                long[] greatest =
                        expected.computeIfAbsent(keyOf(call.event()), k -> new long[TokenClass.values().length]);
                for (TokenClass tokenClass : TokenClass.values()) {
                    int i = tokenClass.ordinal();
                    greatest[i] = Math.max(greatest[i], call.event().tokens(tokenClass));
                }
            }
        }
        Map<String, long[]> actual = new LinkedHashMap<>();
        for (Mapped item : merged) {
            if (item instanceof Mapped.Call call) {
                long[] counts = new long[TokenClass.values().length];
                for (TokenClass tokenClass : TokenClass.values()) {
                    counts[tokenClass.ordinal()] = call.event().tokens(tokenClass);
                }
                assertThat(actual.put(keyOf(call.event()), counts)).isNull();
            }
        }
        assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
        actual.forEach((key, counts) -> assertThat(counts).isEqualTo(expected.get(key)));
    }

    @Property
    void whatIsNoCallStaysInItsPlaceAmongTheFirsts(@ForAll("batches") List<Mapped> batch) {
        // when
        List<Mapped> merged = GreatestOfEach.merge(batch);

        // then
        assertThat(merged.stream().filter(m -> !(m instanceof Mapped.Call)).toList())
                .isEqualTo(
                        batch.stream().filter(m -> !(m instanceof Mapped.Call)).toList());
    }

    @Property
    void mergingAgainChangesNothing(@ForAll("batches") List<Mapped> batch) {
        // given
        List<Mapped> once = GreatestOfEach.merge(batch);

        // when, then
        assertThat(GreatestOfEach.merge(once)).isEqualTo(once);
    }

    @Example
    void theLatestSaysHowTheCallEnded() {
        // given
        UsageEvent early = UsageEvent.builder()
                .eventId("e")
                .user("ann")
                .timeMs(1)
                .status("error")
                .outputTokens(5)
                .reportedCostUsd(new BigDecimal("0.1"))
                .build();
        UsageEvent late = early.toBuilder()
                .timeMs(2)
                .status("ok")
                .stopReason("stop")
                .outputTokens(9)
                .reportedCostUsd(null)
                .build();

        // when
        List<Mapped> merged = GreatestOfEach.merge(List.of(new Mapped.Call(late), OTHER, new Mapped.Call(early)));

        // then
        UsageEvent expected =
                late.toBuilder().reportedCostUsd(new BigDecimal("0.1")).build();
        assertThat(merged).containsExactly(new Mapped.Call(expected), OTHER);
    }

    @Provide
    Arbitrary<List<Mapped>> batches() {
        Arbitrary<Long> counts = Arbitraries.longs().between(0, 1000);
        Arbitrary<Mapped> calls = Combinators.combine(
                        Arbitraries.of("a", "b", "c"), Arbitraries.of("ann", "ben"), counts, counts, counts, counts)
                .as((id, user, input, read, write, output) -> new Mapped.Call(UsageEvent.builder()
                        .eventId(id)
                        .user(user)
                        .timeMs(input)
                        .inputTokens(input)
                        .cacheReadTokens(read)
                        .cacheWrite1hTokens(write)
                        .cacheWrite5mTokens(output)
                        .outputTokens(output)
                        .audioInputTokens(read)
                        .build()));
        Arbitrary<Mapped> others =
                Arbitraries.of(OTHER, Mapped.refused(RejectionReason.NOT_JSON, "It is not JSON.", new byte[0]));
        return Arbitraries.oneOf(calls, calls, others).list().ofMaxSize(12);
    }

    private static String keyOf(UsageEvent event) {
        return event.payer() + " " + event.eventId();
    }
}
