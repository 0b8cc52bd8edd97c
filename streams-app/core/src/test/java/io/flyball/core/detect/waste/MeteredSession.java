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
import java.util.List;
import java.util.Map;

/**
 * A session whose calls are metered. A token of the large model costs 5,000 nano-USD, 500 where it is read from a cache,
 * 6,250 and 10,000 where it is written to one for five minutes and for an hour, and 25,000 as output.
 */
abstract class MeteredSession {
    static final long START_MS = 1_772_445_600_000L;
    static final long FIVE_MINUTES_MS = 300_000L;
    static final long HOUR_MS = 3_600_000L;
    static final PriceBook BOOK = book();

    private final WasteMeter meter = new WasteMeter(new WasteRule(10 * NanoUsd.PER_USD, 25, "small"));
    final CacheTrail cache = new CacheTrail();
    long nowMs = START_MS;
    Measures last = new Measures();

    final void after(long ms, UsageEventBuilder call) {
        nowMs += ms;
        observe(call);
    }

    final void observe(UsageEventBuilder call) {
        observe(call, false);
    }

    final void resent(UsageEventBuilder call) {
        observe(call, true);
    }

    final void observe(UsageEventBuilder builder, boolean resent) {
        UsageEvent call = builder.timeMs(nowMs).build();
        last = new Measures();
        meter.observe(cache, call, Pricing.price(call, BOOK, TrustReportedCost.UNPRICED_ONLY), resent, BOOK, last);
    }

    final void assertOnly(WasteKind kind, long nanoUsd) {
        assertThat(last.avoidableNanoUsd(kind)).isEqualTo(nanoUsd);
        assertThat(last.avoidableNanoUsd()).isEqualTo(nanoUsd);
    }

    final void assertNothing() {
        assertThat(last.avoidableNanoUsd()).isZero();
    }

    static UsageEventBuilder call() {
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
