package io.flyball.core.detect.waste;

import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.WasteKind;
import io.flyball.core.price.Pricing;
import io.flyball.core.price.TrustReportedCost;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What retries, large models and writes that nobody reads cost, to the nano-USD. */
class WasteMeterTest extends MeteredSession {
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
}
