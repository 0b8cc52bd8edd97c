package io.flyball.core.detect.waste;

import io.flyball.core.model.WasteKind;
import org.junit.jupiter.api.Test;

/** What sending a context again costs, warm and cold, to the nano-USD. */
class CacheWasteTest extends MeteredSession {
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
    void aReadLeavesACacheItsHour() {
        // given
        observe(call().cacheWrite1hTokens(40_000));
        after(1000, call().cacheReadTokens(40_000));
        // when
        after(FIVE_MINUTES_MS + 1, call().inputTokens(40_000));
        // then
        assertOnly(WasteKind.CACHE_REBUILT, 180_000_000L);
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
}
