package io.flyball.core.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.TokenClass;
import io.flyball.core.model.UsageEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The cost of a call against the formula in decimals, which has no fast path and cannot overflow. */
class PriceRowPropertyTest {
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    /** USD per million tokens of input, cache read and output. */
    record Prices(BigDecimal input, BigDecimal cacheRead, BigDecimal output) {}

    record Tokens(long input, long cacheRead, long output) {}

    @Property(tries = 2000)
    void equalsTheFormulaRoundedOnce(
            @ForAll("prices") Prices prices,
            @ForAll("tokens") Tokens tokens,
            @ForAll("factors") BigDecimal factor,
            @ForAll("searches") long searches) {
        // given
        PriceRow row = row(prices, factor);
        BigDecimal nanoUsd = tokenCost(prices, tokens).multiply(factor).add(searchCost(searches));
        // when
        long cost = row.costNanoUsd(call(tokens, "tier", searches));
        // then
        BigDecimal expected = nanoUsd.setScale(0, RoundingMode.HALF_EVEN);
        assertThat(cost).isEqualTo(expected.compareTo(MOST) > 0 ? PriceRow.OVERFLOW : expected.longValueExact());
    }

    @Property(tries = 2000)
    void costsTheSameOnTheFastPathAndOnTheExactOne(@ForAll("prices") Prices prices, @ForAll("tokens") Tokens tokens) {
        // given a tier of factor one, written so that the row cannot tell: it takes the exact path
        PriceRow row = row(prices, BigDecimal.ONE);
        // when
        long fast = row.costNanoUsd(call(tokens, "standard", 0));
        long exact = row.costNanoUsd(call(tokens, "tier", 0));
        // then
        assertThat(fast).isEqualTo(exact);
    }

    private static BigDecimal tokenCost(Prices prices, Tokens tokens) {
        // USD per million tokens is 1000 nano-USD a token
        return prices.input()
                .multiply(BigDecimal.valueOf(tokens.input()))
                .add(prices.cacheRead().multiply(BigDecimal.valueOf(tokens.cacheRead())))
                .add(prices.output().multiply(BigDecimal.valueOf(tokens.output())))
                .movePointRight(3);
    }

    private static BigDecimal searchCost(long searches) {
        // 10 USD a thousand is ten million nano-USD a search
        return BigDecimal.valueOf(searches).movePointRight(7);
    }

    private static PriceRow row(Prices prices, BigDecimal factor) {
        Map<TokenClass, ExactRatio> rates = new EnumMap<>(TokenClass.class);
        rates.put(TokenClass.INPUT, ExactRatio.of(prices.input()));
        rates.put(TokenClass.CACHE_READ, ExactRatio.of(prices.cacheRead()));
        rates.put(TokenClass.OUTPUT, ExactRatio.of(prices.output()));
        return new PriceRow(
                "m",
                "",
                true,
                0,
                new Rates(rates),
                List.of(),
                Map.of("tier", ExactRatio.of(factor)),
                ExactRatio.parse("10"));
    }

    private static UsageEvent call(Tokens tokens, String tier, long searches) {
        return UsageEvent.builder()
                .eventId("e")
                .model("m")
                .user("ann")
                .serviceTier(tier)
                .inputTokens(tokens.input())
                .cacheReadTokens(tokens.cacheRead())
                .outputTokens(tokens.output())
                .webSearchRequests(searches)
                .build();
    }

    @Provide
    Arbitrary<Prices> prices() {
        Arbitrary<BigDecimal> whole = Arbitraries.of("0", "5", "0.5", "6.25", "37.5", "0.000001", "123456.789012")
                .map(BigDecimal::new);
        // finer than a pico-USD a token: never on the fast path
        Arbitrary<BigDecimal> fine =
                Arbitraries.of("0.0000005", "0.00000000001", "3.1415926535897").map(BigDecimal::new);
        Arbitrary<BigDecimal> any =
                Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(4, whole), net.jqwik.api.Tuple.of(1, fine));
        return Combinators.combine(any, any, any).as(Prices::new);
    }

    @Provide
    Arbitrary<Tokens> tokens() {
        Arbitrary<Long> usual = Arbitraries.longs().between(0, 2_000_000);
        Arbitrary<Long> absurd = Arbitraries.longs().between(0, Long.MAX_VALUE);
        Arbitrary<Long> any =
                Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(6, usual), net.jqwik.api.Tuple.of(1, absurd));
        return Combinators.combine(any, any, any).as(Tokens::new);
    }

    @Provide
    Arbitrary<BigDecimal> factors() {
        return Arbitraries.of("1", "0.5", "2", "6", "1.0", "0.333", "0").map(BigDecimal::new);
    }

    @Provide
    Arbitrary<Long> searches() {
        return Arbitraries.of(0L, 1L, 3L, 1000L);
    }
}
