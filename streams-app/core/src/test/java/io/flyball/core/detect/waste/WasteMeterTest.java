package io.flyball.core.detect.waste;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.TokenClass;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import io.flyball.core.model.WasteKind;
import io.flyball.core.price.ExactRatio;
import io.flyball.core.price.PriceBook;
import io.flyball.core.price.PriceRow;
import io.flyball.core.price.Pricing;
import io.flyball.core.price.Rates;
import io.flyball.core.price.TrustReportedCost;
import io.flyball.core.spend.Measures;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What of a call was avoidable, to the nano-USD. A token of the large model costs 5,000 nano-USD, 500 where it is read
 * from a cache, 6,250 and 10,000 where it is written to one for five minutes and for an hour, and 25,000 as output.
 */
class WasteMeterTest {
    private static final long START_MS = 1_772_445_600_000L;
    private static final long FIVE_MINUTES_MS = 300_000L;
    private static final long HOUR_MS = 3_600_000L;
    private static final PriceBook BOOK = book();

    private final WasteMeter meter = new WasteMeter(new WasteRule(10 * NanoUsd.PER_USD, 25, "small"));
    private final CacheTrail cache = new CacheTrail();
    private long nowMs = START_MS;
    private Measures last = new Measures();

    @Test
    void aCacheThatIsWrittenAgainWhileItLivesIsRebuilt() {
        // given
        observe(call().cacheWrite5mTokens(100_000));
        // when
        after(FIVE_MINUTES_MS, call().cacheWrite5mTokens(100_000));
        // then: 100,000 tokens at 6,250 rather than at 500
        assertOnly(WasteKind.CACHE_REBUILT, 575_000_000L);
    }

    @Test
    void theFirstWriteOfASessionWastesNothing() {
        // when
        observe(call().cacheWrite5mTokens(100_000));
        // then
        assertNothing();
    }

    @Test
    void aCacheThatHasLapsedIsNotRebuilt() {
        // given
        observe(call().cacheWrite5mTokens(40_000));
        // when
        after(FIVE_MINUTES_MS + 1, call().cacheWrite5mTokens(40_000));
        // then
        assertNothing();
    }

    @Test
    void aCacheForAnHourIsRebuiltWithinTheHour() {
        // given
        observe(call().cacheWrite1hTokens(40_000));
        // when
        after(HOUR_MS, call().cacheWrite1hTokens(40_000));
        // then: 40,000 tokens at 10,000 rather than at 500
        assertOnly(WasteKind.CACHE_REBUILT, 380_000_000L);
    }

    @Test
    void afterWritesOfFiveMinutesACacheNoLongerLivesForAnHour() {
        // given
        observe(call().cacheWrite1hTokens(40_000));
        after(1000, call().cacheReadTokens(40_000).cacheWrite5mTokens(10));
        // when
        after(FIVE_MINUTES_MS + 1, call().cacheWrite5mTokens(40_000));
        // then
        assertNothing();
    }

    @Test
    void eachReadProlongsTheLife() {
        // given
        observe(call().cacheWrite5mTokens(40_000));
        after(FIVE_MINUTES_MS, call().cacheReadTokens(40_000));
        // when
        after(FIVE_MINUTES_MS, call().inputTokens(40_000));
        // then: plain input at 5,000 rather than at 500
        assertOnly(WasteKind.CACHE_REBUILT, 180_000_000L);
    }

    @Test
    void readingATenthOfItIsNextToNothing() {
        // given
        observe(call().cacheWrite5mTokens(100_000));
        // when
        after(1000, call().cacheReadTokens(10_000).cacheWrite5mTokens(90_000));
        // then: the other 90,000
        assertOnly(WasteKind.CACHE_REBUILT, 517_500_000L);
    }

    @Test
    void readingMoreThanATenthIsOrdinary() {
        // given
        observe(call().cacheWrite5mTokens(100_000));
        // when
        after(1000, call().cacheReadTokens(10_001).cacheWrite5mTokens(90_000));
        // then
        assertNothing();
    }

    @Test
    void fewerTokensThanACacheTakesAreNoWaste() {
        // given
        observe(call().cacheWrite5mTokens(4_095));
        // when
        after(1000, call().cacheWrite5mTokens(4_095).outputTokens(1_000));
        // then
        assertNothing();
    }

    @Test
    void fromFourThousandAndNinetySixOnTheyAre() {
        // given
        observe(call().cacheWrite5mTokens(4_096));
        // when
        after(1000, call().cacheWrite5mTokens(4_096).outputTokens(1_000));
        // then
        assertOnly(WasteKind.CACHE_REBUILT, 4_096 * 5_750L);
    }

    @Test
    void aContextThatWasMadeSmallerThanHalfNeedsANewCache() {
        // given
        observe(call().cacheWrite5mTokens(100_000));
        // when
        after(1000, call().cacheWrite5mTokens(49_999));
        // then
        assertNothing();
    }

    @Test
    void ofAContextOfHalfTheSizeAllThatIsSentAgainWasAvoidable() {
        // given
        observe(call().cacheWrite5mTokens(100_000));
        // when
        after(1000, call().cacheWrite5mTokens(50_000));
        // then
        assertOnly(WasteKind.CACHE_REBUILT, 50_000 * 5_750L);
    }

    @Test
    void whatIsReadInsteadWouldHaveBeenTheDearestTokensFirst() {
        // given: 70,000 of the 100,000 were cached
        observe(call().cacheReadTokens(30_000).cacheWrite5mTokens(30_000).cacheWrite1hTokens(10_000));
        // when
        after(1000, call().cacheWrite1hTokens(30_000).cacheWrite5mTokens(30_000).inputTokens(40_000));
        // then: 30,000 at 10,000, 30,000 at 6,250 and 10,000 at 5,000, rather than all at 500
        assertOnly(WasteKind.CACHE_REBUILT, 30_000 * 9_500L + 30_000 * 5_750L + 10_000 * 4_500L);
    }

    @Test
    void ofTheLessDearOnesNoMoreThanNeeded() {
        // given: 50,000 of the 100,000 were cached
        observe(call().cacheReadTokens(10_000).cacheWrite5mTokens(30_000).cacheWrite1hTokens(10_000));
        // when
        after(1000, call().cacheWrite1hTokens(30_000).cacheWrite5mTokens(30_000).inputTokens(40_000));
        // then
        assertOnly(WasteKind.CACHE_REBUILT, 30_000 * 9_500L + 20_000 * 5_750L);
    }

    @Test
    void writesOfCallsThatWereAvoidableThemselvesAreNotUnreadToo() {
        // given: the second call rebuilt what the first had written, the third failed
        observe(call().cacheWrite1hTokens(40_000));
        after(1000, call().cacheWrite1hTokens(40_000));
        after(1000, call().cacheWrite1hTokens(40_000).status("error"));
        // when
        after(HOUR_MS + 1, call().inputTokens(9_000));
        // then
        assertOnly(WasteKind.UNREAD_CACHE_WRITE, 40_000 * 5_000L);
    }

    @Test
    void aFreshSessionHasTheRatesOfItsSmallerContext() {
        // given: above 200,000 tokens everything costs twice as much
        observe(call().model("tiered").cacheWrite5mTokens(10_000));
        after(1000, call().model("tiered").cacheReadTokens(10_000).cacheWrite5mTokens(200_000));
        // when
        after(FIVE_MINUTES_MS + 1, call().model("tiered").cacheWrite5mTokens(210_000));
        // then: 210,000 at 12,500, rather than 10,000 at 6,250
        assertOnly(WasteKind.CONTEXT_RESENT, 210_000 * 12_500L - 10_000 * 6_250L);
    }

    @Test
    void aLongContextTakenUpAfterABreakIsResentButForWhatItBeganWith() {
        // given
        observe(call().cacheWrite5mTokens(10_000));
        after(1000, call().cacheReadTokens(10_000).cacheWrite5mTokens(90_000));
        // when
        after(FIVE_MINUTES_MS + 1, call().cacheWrite5mTokens(100_000).inputTokens(300));
        // then: a fresh session begins with 10,000, so 90,000 at 6,250 need not have been sent
        assertOnly(WasteKind.CONTEXT_RESENT, 562_500_000L);
    }

    @Test
    void aContextBelowFiftyThousandIsNotLong() {
        // given
        observe(call().cacheWrite5mTokens(10_000));
        after(1000, call().cacheReadTokens(10_000).cacheWrite5mTokens(39_999));
        // when
        after(FIVE_MINUTES_MS + 1, call().cacheWrite5mTokens(49_999));
        // then
        assertNothing();
    }

    @Test
    void aContextOfFiftyThousandIs() {
        // given
        observe(call().cacheWrite5mTokens(10_000));
        after(1000, call().cacheReadTokens(10_000).cacheWrite5mTokens(40_000));
        // when
        after(FIVE_MINUTES_MS + 1, call().cacheWrite5mTokens(50_000));
        // then
        assertOnly(WasteKind.CONTEXT_RESENT, 250_000_000L);
    }

    @Test
    void aSessionThatBeganWithAllOfItsContextCouldNotHaveSentLess() {
        // given
        observe(call().cacheWrite5mTokens(80_000));
        // when
        after(FIVE_MINUTES_MS + 1, call().cacheWrite5mTokens(80_000));
        // then
        assertNothing();
    }

    @Test
    void aFailedCallNeedNotHaveBeenMade() {
        // when
        observe(call().inputTokens(5_000).status("error"));
        // then
        assertOnly(WasteKind.RETRY, 25_000_000L);
    }

    @Test
    void aCallThatAsksAgainNeedNotHaveBeenMade() {
        // when
        nowMs += 1000;
        resent(call().inputTokens(5_000));
        // then
        assertOnly(WasteKind.RETRY, 25_000_000L);
    }

    @Test
    void aTokenIsAvoidableOnce() {
        // given
        observe(call().cacheWrite5mTokens(100_000));
        // when: failed, and it rebuilt a cache
        after(1000, call().cacheWrite5mTokens(100_000).status("error"));
        // then
        assertOnly(WasteKind.RETRY, 625_000_000L);
    }

    @Test
    void smallWorkOnALargeModelCouldHaveGoneToASmallOne() {
        // when
        observe(call().inputTokens(4_000).outputTokens(400));
        // then: 30,000,000 less 4,000 * 1,000 + 400 * 5,000
        assertOnly(WasteKind.FRONTIER_MODEL, 24_000_000L);
    }

    @Test
    void aModelThatAnsweredIsPricedAndNotTheOneThatWasAsked() {
        // when
        observe(call().model("small").responseModel("big").inputTokens(4_000).outputTokens(400));
        // then
        assertOnly(WasteKind.FRONTIER_MODEL, 24_000_000L);
    }

    @Test
    void workOfMoreThanFourThousandTokensIsNotSmall() {
        // when
        observe(call().inputTokens(4_001).outputTokens(400));
        // then
        assertNothing();
    }

    @Test
    void workThatAnswersMoreThanFourHundredTokensIsNotSmall() {
        // when
        observe(call().inputTokens(4_000).outputTokens(401));
        // then
        assertNothing();
    }

    @Test
    void aModelAtThreeTimesThePriceIsLarge() {
        // when
        observe(call().model("triple").inputTokens(4_000).outputTokens(400));
        // then
        assertOnly(WasteKind.FRONTIER_MODEL, 12_000_000L);
    }

    @Test
    void aModelAtLessThanThreeTimesThePriceIsNot() {
        // when
        observe(call().model("nearly-triple").inputTokens(4_000).outputTokens(400));
        // then
        assertNothing();
    }

    @Test
    void whereNoSmallModelIsNamedNoneIsLarge() {
        // given
        WasteMeter without = new WasteMeter(new WasteRule(1, 25, ""));
        UsageEvent call = call().inputTokens(4_000).outputTokens(400).build();
        // when
        without.observe(cache, call, Pricing.price(call, BOOK, TrustReportedCost.NEVER), false, BOOK, last);
        // then
        assertNothing();
    }

    @Test
    void whereTheSmallModelHasNoPriceNothingIsKnown() {
        // given
        WasteMeter unknown = new WasteMeter(new WasteRule(1, 25, "nobody-knows"));
        UsageEvent call = call().inputTokens(4_000).outputTokens(400).build();
        // when
        unknown.observe(cache, call, Pricing.price(call, BOOK, TrustReportedCost.NEVER), false, BOOK, last);
        // then
        assertNothing();
    }

    @Test
    void writesOfAnHourThatNobodyReadWereMoreThanPlainInput() {
        // given
        observe(call().cacheWrite1hTokens(20_000));
        // when
        after(HOUR_MS + 1, call().inputTokens(9_000));
        // then: 20,000 at 10,000 rather than at 5,000
        assertOnly(WasteKind.UNREAD_CACHE_WRITE, 100_000_000L);
    }

    @Test
    void theyAreBookedOnce() {
        // given
        observe(call().cacheWrite1hTokens(20_000));
        after(HOUR_MS + 1, call().inputTokens(9_000));
        // when
        after(HOUR_MS + 1, call().inputTokens(9_000));
        // then
        assertNothing();
    }

    @Test
    void withinTheHourTheyMayStillBeRead() {
        // given
        observe(call().cacheWrite1hTokens(20_000));
        // when
        after(HOUR_MS, call().inputTokens(3_000).outputTokens(500));
        // then
        assertNothing();
    }

    @Test
    void writesThatWereReadAreNoWaste() {
        // given
        observe(call().cacheWrite1hTokens(20_000));
        after(1000, call().cacheReadTokens(20_000).outputTokens(500));
        // when
        after(HOUR_MS + 1, call().inputTokens(9_000));
        // then
        assertNothing();
    }

    @Test
    void writesAddUpUntilTheyAreRead() {
        // given
        observe(call().cacheWrite1hTokens(2_000).outputTokens(500));
        after(1000, call().cacheWrite1hTokens(3_000).outputTokens(500));
        // when
        after(HOUR_MS + 1, call().inputTokens(9_000));
        // then
        assertOnly(WasteKind.UNREAD_CACHE_WRITE, 5_000 * 5_000L);
    }

    @Test
    void aCallOlderThanTheLatestHasNoPlaceInTheSession() {
        // given
        observe(call().cacheWrite5mTokens(100_000));
        // when
        after(-1, call().cacheWrite5mTokens(100_000).status("error"));
        // then
        assertNothing();
    }

    @Test
    void aCallAtTheSameInstantHasOne() {
        // given
        observe(call().cacheWrite5mTokens(100_000));
        // when
        after(0, call().cacheWrite5mTokens(100_000));
        // then
        assertOnly(WasteKind.CACHE_REBUILT, 575_000_000L);
    }

    @Test
    void ofACallWhoseCostIsItsSourcesWordNothingIsKnown() {
        // when
        observe(call().model("nobody-knows").status("error").reportedCostUsd(BigDecimal.ONE));
        // then
        assertNothing();
    }

    private void after(long ms, UsageEventBuilder call) {
        nowMs += ms;
        observe(call);
    }

    private void observe(UsageEventBuilder call) {
        observe(call, false);
    }

    private void resent(UsageEventBuilder call) {
        observe(call, true);
    }

    private void observe(UsageEventBuilder builder, boolean resent) {
        UsageEvent call = builder.timeMs(nowMs).build();
        last = new Measures();
        meter.observe(cache, call, Pricing.price(call, BOOK, TrustReportedCost.UNPRICED_ONLY), resent, BOOK, last);
    }

    private void assertOnly(WasteKind kind, long nanoUsd) {
        assertThat(last.avoidableNanoUsd(kind)).isEqualTo(nanoUsd);
        assertThat(last.avoidableNanoUsd()).isEqualTo(nanoUsd);
    }

    private void assertNothing() {
        assertThat(last.avoidableNanoUsd()).isZero();
    }

    private static UsageEventBuilder call() {
        return UsageEvent.builder().eventId("e").timeMs(START_MS).model("big").user("ann");
    }

    private static PriceBook book() {
        PriceBook book = new PriceBook();
        row(book, "big", List.of(), rates("5", "0.5", "6.25", "10", "25"));
        row(book, "small", List.of(), rates("1", "0.5", "6.25", "10", "5"));
        row(book, "triple", List.of(), rates("3", "0.5", "6.25", "10", "15"));
        row(book, "nearly-triple", List.of(), rates("2.99", "0.5", "6.25", "10", "15"));
        Rates twice = rates("10", "1", "12.5", "20", "50");
        row(book, "tiered", List.of(new PriceRow.ContextTier(200_000, twice)), rates("5", "0.5", "6.25", "10", "25"));
        return book;
    }

    private static void row(PriceBook book, String model, List<PriceRow.ContextTier> above, Rates rates) {
        book.replace(model, List.of(new PriceRow(model, "", true, 0, rates, above, Map.of(), null)));
    }

    private static Rates rates(String input, String read, String write5m, String write1h, String output) {
        return new Rates(Map.of(
                TokenClass.INPUT, ExactRatio.parse(input),
                TokenClass.CACHE_READ, ExactRatio.parse(read),
                TokenClass.CACHE_WRITE_5M, ExactRatio.parse(write5m),
                TokenClass.CACHE_WRITE_1H, ExactRatio.parse(write1h),
                TokenClass.OUTPUT, ExactRatio.parse(output)));
    }
}
