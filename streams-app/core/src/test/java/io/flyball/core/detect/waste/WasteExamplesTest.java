package io.flyball.core.detect.waste;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.TokenClass;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import io.flyball.core.model.WasteKind;
import io.flyball.core.price.ExactRatio;
import io.flyball.core.price.Price;
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

/** The examples of {@code docs/waste.md}, to the nano-USD. */
class WasteExamplesTest {
    private static final long BEGIN_MS = 1_772_446_500_000L;
    private static final long MINUTE_MS = 60_000;
    private static final String LARGE = "claude-opus-4-6";
    private static final String SMALL = "claude-haiku-4-5";

    private final PriceBook book = new PriceBook();
    private final WasteMeter meter = new WasteMeter(new WasteRule(NanoUsd.PER_USD, 25, SMALL));
    private final CacheTrail cache = new CacheTrail();

    WasteExamplesTest() {
        book.replace(LARGE, List.of(row(LARGE, "5", "0.5", "6.25", "10", "25")));
        book.replace(SMALL, List.of(row(SMALL, "1", "0.1", "1.25", "2", "5")));
    }

    @Test
    void aCacheThatIsWrittenAgainTwoMinutesLaterCouldHaveBeenRead() {
        // given
        observe(0, call().cacheWrite5mTokens(100_000));
        // when
        Measures measures = observe(2, call().cacheWrite5mTokens(102_000));
        // then
        assertThat(onlyAvoidable(measures, WasteKind.CACHE_REBUILT)).isEqualTo(575_000_000);
    }

    @Test
    void aLongSessionThatGoesOnAfterABreakSendsMoreThanAFreshOneWould() {
        // given
        observe(0, call().cacheWrite5mTokens(20_000));
        observe(1, call().cacheReadTokens(20_000).cacheWrite5mTokens(160_000));
        // when
        Measures measures = observe(41, call().cacheWrite5mTokens(181_000));
        // then
        assertThat(onlyAvoidable(measures, WasteKind.CONTEXT_RESENT)).isEqualTo(NanoUsd.PER_USD);
    }

    @Test
    void aFailedCallNeedNotHaveBeenMade() {
        // when
        Measures measures =
                observe(0, call().cacheReadTokens(60_000).inputTokens(2_000).status("error"));
        // then
        assertThat(onlyAvoidable(measures, WasteKind.RETRY)).isEqualTo(40_000_000);
        assertThat(measures.costNanoUsd()).isEqualTo(40_000_000);
    }

    @Test
    void smallWorkCouldHaveGoneToTheSmallModel() {
        // when
        Measures measures = observe(0, call().inputTokens(3_000).outputTokens(200));
        // then
        assertThat(onlyAvoidable(measures, WasteKind.FRONTIER_MODEL)).isEqualTo(16_000_000);
    }

    @Test
    void whatWasWrittenForAnHourAndNotReadCouldHaveBeenPlainInput() {
        // given
        Measures atOnce = observe(0, call().cacheWrite1hTokens(200_000));
        // when
        Measures later = observe(61, call().inputTokens(10_000));
        // then
        assertThat(atOnce.avoidableNanoUsd()).isZero();
        assertThat(onlyAvoidable(later, WasteKind.UNREAD_CACHE_WRITE)).isEqualTo(NanoUsd.PER_USD);
    }

    private static UsageEventBuilder call() {
        return UsageEvent.builder().model(LARGE).user("ann").session("s");
    }

    private Measures observe(long minute, UsageEventBuilder of) {
        UsageEvent call = of.timeMs(BEGIN_MS + minute * MINUTE_MS).build();
        Price price = Pricing.price(call, book, TrustReportedCost.NEVER);
        Measures measures = Measures.ofCall(call, price.costNanoUsd());
        meter.observe(cache, call, price, false, book, measures);
        return measures;
    }

    private static long onlyAvoidable(Measures measures, WasteKind kind) {
        assertThat(measures.avoidableNanoUsd()).isEqualTo(measures.avoidableNanoUsd(kind));
        return measures.avoidableNanoUsd(kind);
    }

    private static PriceRow row(String model, String input, String read, String five, String hour, String output) {
        Rates rates = new Rates(Map.of(
                TokenClass.INPUT, usd(input),
                TokenClass.CACHE_READ, usd(read),
                TokenClass.CACHE_WRITE_5M, usd(five),
                TokenClass.CACHE_WRITE_1H, usd(hour),
                TokenClass.OUTPUT, usd(output)));
        return new PriceRow(model, "", true, 0, rates, List.of(), Map.of(), null);
    }

    private static ExactRatio usd(String amount) {
        return ExactRatio.of(new BigDecimal(amount));
    }
}
