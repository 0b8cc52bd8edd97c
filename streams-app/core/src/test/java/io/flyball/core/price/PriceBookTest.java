package io.flyball.core.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.TokenClass;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls whose cost was computed by hand from a small price book. */
class PriceBookTest {
    private static final long UNPRICED = -1;
    private static final long TEN_O_CLOCK = at("2026-02-10T10:00:00Z");
    private static final PriceBook BOOK = book(null);

    static Stream<Arguments> calls() {
        return Stream.of(
                call("five classes", 22_275_000, fiveClasses()),
                call("batch is half the call", 11_137_500, fiveClasses().serviceTier("batch")),
                call("priority is twice", 44_550_000, fiveClasses().serviceTier("priority")),
                call("fast is a factor by its name", 133_650_000, fiveClasses().speed("fast")),
                call(
                        "both factors multiply",
                        66_825_000,
                        fiveClasses().speed("fast").serviceTier("batch")),
                call(
                        "a tier without a factor is never guessed",
                        UNPRICED,
                        fiveClasses().serviceTier("flex")),
                call(
                        "a speed without a factor is never guessed",
                        UNPRICED,
                        fiveClasses().speed("warp")),
                call("speed standard is no factor", 22_275_000, fiveClasses().speed("standard")),
                call("200000 is not above 200000", 1_000_000_000, big().inputTokens(200_000)),
                call("200001 reprices the whole call", 2_000_010_000, big().inputTokens(200_001)),
                call(
                        "cache counts as context",
                        200_085_000,
                        big().inputTokens(1).cacheReadTokens(200_000).outputTokens(2)),
                call(
                        "output is not context",
                        1_000_250_000,
                        big().inputTokens(200_000).outputTokens(10)),
                call("stated context wins", 100_000, big().inputTokens(10).reportedContextTokens(300_000)),
                call(
                        "a class the tier does not name keeps its price",
                        210_000,
                        big().inputTokens(1).cacheWrite1hTokens(20).reportedContextTokens(300_000)),
                call(
                        "a later row from its instant on",
                        4_000_000,
                        big().inputTokens(1000).timeMs(at("2026-03-01T00:00:00Z"))),
                call(
                        "the earlier row a ms before",
                        5_000_000,
                        big().inputTokens(1000).timeMs(at("2026-02-28T23:59:59.999Z"))),
                call("before the first row", UNPRICED, big().inputTokens(1000).timeMs(at("2025-12-31T23:59:59.999Z"))),
                call("a class without a price", UNPRICED, march().inputTokens(1).cacheReadTokens(1)),
                call("a class without a price and without tokens", 4000, march().inputTokens(1)),
                call("a glob", 500, big().model("tiny-1").inputTokens(1000)),
                call(
                        "the longer glob first",
                        1_000_000,
                        big().model("tiny-pro-1").inputTokens(1000)),
                call("half a nano goes to even: 0", 0, big().model("tiny-1").inputTokens(1)),
                call("1.5 nano goes to even: 2", 2, big().model("tiny-1").inputTokens(3)),
                call("2.5 nano goes to even: 2", 2, big().model("tiny-1").inputTokens(5)),
                call(
                        "one rounding a call, not one a class",
                        2,
                        big().model("tiny-1").inputTokens(1).outputTokens(1)),
                call(
                        "the model that answered prices",
                        5_000_000,
                        big().model("nobody").responseModel("big").inputTokens(1000)),
                call(
                        "an unknown one is not guessed",
                        UNPRICED,
                        big().responseModel("nobody").inputTokens(1000)),
                call("an unknown model", UNPRICED, big().model("nobody").inputTokens(1000)),
                call("an unknown model without tokens", UNPRICED, big().model("nobody")),
                call("another provider", UNPRICED, big().provider("umbrella").inputTokens(1000)),
                call(
                        "the same provider but for case",
                        5_000_000,
                        big().provider("Acme").inputTokens(1000)),
                call(
                        "audio tokens without a price",
                        UNPRICED,
                        big().inputTokens(1000).audioInputTokens(5)),
                call(
                        "searches without a price are not charged",
                        5_000_000,
                        big().inputTokens(1000).webSearchRequests(5).images(2)));
    }

    private static Arguments call(String what, long expectedNanoUsd, UsageEventBuilder call) {
        return Arguments.of(what, expectedNanoUsd, call.build());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void costsWhatTheHandSays(String what, long expectedNanoUsd, UsageEvent call) {
        // when
        Price price = Pricing.price(call, BOOK, TrustReportedCost.UNPRICED_ONLY);
        // then
        assertThat(price.state() == Price.State.UNPRICED ? UNPRICED : price.costNanoUsd())
                .isEqualTo(expectedNanoUsd);
        assertThat(price.version().isEmpty()).isEqualTo(expectedNanoUsd == UNPRICED);
    }

    @Test
    void discountsNoSearches() {
        // given three searches at 10 USD a thousand
        UsageEvent call = big().inputTokens(1000)
                .webSearchRequests(3)
                .serviceTier("batch")
                .build();
        // when
        Price price = Pricing.price(call, book("10"), TrustReportedCost.NEVER);
        // then
        assertThat(price.costNanoUsd()).isEqualTo(2_500_000 + 30_000_000);
    }

    static Stream<Arguments> reported() {
        UsageEvent unknown = big().model("nobody")
                .inputTokens(10)
                .reportedCostUsd(new BigDecimal("0.0123456785"))
                .build();
        UsageEvent known =
                big().inputTokens(1000).reportedCostUsd(new BigDecimal("0.5")).build();
        UsageEvent silent = big().inputTokens(1000).build();
        return Stream.of(
                Arguments.of(TrustReportedCost.UNPRICED_ONLY, unknown, Price.State.REPORTED, 12_345_678L),
                Arguments.of(TrustReportedCost.UNPRICED_ONLY, known, Price.State.PRICED, 5_000_000L),
                Arguments.of(TrustReportedCost.NEVER, unknown, Price.State.UNPRICED, 0L),
                Arguments.of(TrustReportedCost.ALWAYS, known, Price.State.REPORTED, 500_000_000L),
                Arguments.of(TrustReportedCost.ALWAYS, silent, Price.State.PRICED, 5_000_000L));
    }

    @ParameterizedTest
    @MethodSource("reported")
    void trustsItsSourceWhereThePolicyDoes(TrustReportedCost trust, UsageEvent call, Price.State state, long nanoUsd) {
        // when
        Price price = Pricing.price(call, BOOK, trust);
        // then
        assertThat(price.state()).isEqualTo(state);
        assertThat(price.costNanoUsd()).isEqualTo(nanoUsd);
    }

    @Test
    void comparesNoProviderInAForeignBookAndTriesTheNamedOneFirst() {
        // given
        PriceBook book = new PriceBook();
        book.replace("big", List.of(foreign("big", "1")));
        book.replace("acme/big", List.of(foreign("acme/big", "3")));
        // when, then
        assertThat(cost(book, big().inputTokens(1000).provider("acme"))).isEqualTo(3_000_000);
        assertThat(cost(book, big().inputTokens(1000).provider("umbrella"))).isEqualTo(1_000_000);
        assertThat(cost(book, big().inputTokens(1000))).isEqualTo(1_000_000);
    }

    @Test
    void saysThatACostDoesNotFit() {
        // given
        UsageEvent call = big().inputTokens(Long.MAX_VALUE).build();
        // when, then
        assertThat(Pricing.price(call, BOOK, TrustReportedCost.NEVER).state()).isEqualTo(Price.State.OVERFLOW);
    }

    @Test
    void forgetsARowThatWasTakenBack() {
        // given
        PriceBook book = book(null);
        // when
        book.replace("big", List.of());
        book.replace("tiny-pro-*", List.of());
        // then
        assertThat(book.find("big", "", TEN_O_CLOCK)).isNull();
        assertThat(cost(book, big().model("tiny-pro-1").inputTokens(1000))).isEqualTo(500);
    }

    private static long cost(PriceBook book, UsageEventBuilder call) {
        return Pricing.price(call.build(), book, TrustReportedCost.NEVER).costNanoUsd();
    }

    private static UsageEventBuilder big() {
        return UsageEvent.builder()
                .eventId("e")
                .timeMs(TEN_O_CLOCK)
                .model("big")
                .user("ann");
    }

    private static UsageEventBuilder march() {
        return big().timeMs(at("2026-03-02T00:00:00Z"));
    }

    private static UsageEventBuilder fiveClasses() {
        return big().inputTokens(1000)
                .cacheReadTokens(20_000)
                .cacheWrite5mTokens(300)
                .cacheWrite1hTokens(40)
                .outputTokens(200);
    }

    private static PriceBook book(@Nullable String usdPerThousandSearches) {
        Rates base = rates("5", "25", "0.5", "6.25", "10");
        Rates above = rates("10", "37.5", "1", "12.5", null);
        Map<String, ExactRatio> tiers = Map.of(
                "batch", ExactRatio.parse("0.5"), "priority", ExactRatio.parse("2"), "fast", ExactRatio.parse("6"));
        ExactRatio searches = usdPerThousandSearches == null ? null : ExactRatio.parse(usdPerThousandSearches);
        PriceBook book = new PriceBook();
        book.replace(
                "big",
                List.of(
                        new PriceRow(
                                "big",
                                "acme",
                                true,
                                at("2026-01-01T00:00:00Z"),
                                base,
                                List.of(new PriceRow.ContextTier(200_000, above)),
                                tiers,
                                searches),
                        plain("big", at("2026-03-01T00:00:00Z"), rates("4", "20", null, null, null))));
        book.replace("tiny-*", List.of(plain("tiny-*", 0, rates("0.0005", "0.0015", null, null, null))));
        book.replace("tiny-pro-*", List.of(plain("tiny-pro-*", 0, rates("1", "2", null, null, null))));
        return book;
    }

    private static PriceRow plain(String model, long fromMs, Rates rates) {
        return new PriceRow(model, "", true, fromMs, rates, List.of(), Map.of(), null);
    }

    private static PriceRow foreign(String model, String usd) {
        return new PriceRow(model, "someone", false, 0, rates(usd, usd, null, null, null), List.of(), Map.of(), null);
    }

    private static Rates rates(
            String input, String output, @Nullable String read, @Nullable String write5m, @Nullable String write1h) {
        Map<TokenClass, ExactRatio> rates = new EnumMap<>(TokenClass.class);
        rates.put(TokenClass.INPUT, ExactRatio.parse(input));
        rates.put(TokenClass.OUTPUT, ExactRatio.parse(output));
        put(rates, TokenClass.CACHE_READ, read);
        put(rates, TokenClass.CACHE_WRITE_5M, write5m);
        put(rates, TokenClass.CACHE_WRITE_1H, write1h);
        return new Rates(rates);
    }

    private static void put(Map<TokenClass, ExactRatio> rates, TokenClass tokenClass, @Nullable String usd) {
        if (usd != null) {
            rates.put(tokenClass, ExactRatio.parse(usd));
        }
    }

    private static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    @Test
    void readsAReportedCostByItsDigits() {
        assertThat(NanoUsd.ofUsd(new BigDecimal("0.017400000000000002"))).isEqualTo(17_400_000);
    }
}
