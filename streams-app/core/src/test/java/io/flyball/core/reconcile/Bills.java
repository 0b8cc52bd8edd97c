package io.flyball.core.reconcile;

import io.flyball.core.model.TokenClass;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.ChargedCall;
import io.flyball.core.price.ExactRatio;
import io.flyball.core.price.Price;
import io.flyball.core.price.PriceBook;
import io.flyball.core.price.PriceRow;
import io.flyball.core.price.Rates;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Both sides of a made-up account on one day, at round prices, and their comparison. */
final class Bills {
    static final long DAY = 20_000;
    static final String MODEL = "claude-opus-4-6";
    static final String PROVIDER = "anthropic";
    private static final long DAY_MS = 86_400_000L;
    private static final long NANO_PER_UNIT_OF_USD_PER_MTOK = 1_000;

    private final MeasuredDays measured = new MeasuredDays();
    private final BilledDays billed = new BilledDays();
    private final PriceBook book = new PriceBook();
    private int calls;

    /** The list prices of all tests, nano-USD a token. */
    static final Map<Meter, Long> LIST = Map.of(
            Meter.INPUT, 5_000L,
            Meter.CACHE_READ, 500L,
            Meter.CACHE_WRITE_5M, 6_250L,
            Meter.CACHE_WRITE_1H, 10_000L,
            Meter.OUTPUT, 25_000L);

    Bills() {
        price(MODEL);
    }

    void price(String model) {
        Map<TokenClass, ExactRatio> rates = new EnumMap<>(TokenClass.class);
        LIST.forEach((meter, nano) -> {
            TokenClass tokenClass = meter.tokenClass();
            if (tokenClass != null) {
                rates.put(
                        tokenClass,
                        ExactRatio.of(BigDecimal.valueOf(nano / NANO_PER_UNIT_OF_USD_PER_MTOK)
                                .add(BigDecimal.valueOf(nano % NANO_PER_UNIT_OF_USD_PER_MTOK, 3))));
            }
        });
        book.replace(model, List.of(new PriceRow(model, "", true, 0, new Rates(rates), List.of(), Map.of(), null)));
    }

    /** A call that was counted at list prices. */
    UsageEvent measure(String model, Units units) {
        UsageEvent call = call(model, units, "standard");
        measured.add(ChargedCall.first(call, new Price(Price.State.PRICED, worth(units), "list"), "t", "", 0));
        return call;
    }

    UsageEvent measure(Units units) {
        return measure(MODEL, units);
    }

    /** A call that was counted without a price. */
    UsageEvent measureUnpriced(String model, Units units) {
        UsageEvent call = call(model, units, "standard");
        measured.add(ChargedCall.first(call, new Price(Price.State.UNPRICED, 0, ""), "t", "", 0));
        return call;
    }

    void measure(ChargedCall charge) {
        measured.add(charge);
    }

    void late(UsageEvent call) {
        measured.addLate(call);
    }

    UsageEvent call(String model, Units units, String tier) {
        return UsageEvent.builder()
                .eventId("e" + calls++)
                .timeMs(DAY * DAY_MS + calls)
                .model(model)
                .user("ann")
                .provider(PROVIDER)
                .source("gateway")
                .serviceTier(tier)
                .inputTokens(units.of(Meter.INPUT))
                .cacheReadTokens(units.of(Meter.CACHE_READ))
                .cacheWrite5mTokens(units.of(Meter.CACHE_WRITE_5M))
                .cacheWrite1hTokens(units.of(Meter.CACHE_WRITE_1H))
                .outputTokens(units.of(Meter.OUTPUT))
                .build();
    }

    void billUsage(String model, Units units) {
        billed.add(new BillLine(PROVIDER, true, DAY, model, "standard", units, 3, 0, null, "", 0));
    }

    void billCost(String model, @Nullable Meter meter, long nanoUsd, String item) {
        billed.add(new BillLine(PROVIDER, false, DAY, model, "standard", new Units(), -1, nanoUsd, meter, item, 0));
    }

    void bill(BillLine line) {
        billed.add(line);
    }

    /** Usage and, meter by meter, its cost at so many percent of the list. */
    void bill(String model, Units units, long percentOfList) {
        billUsage(model, units);
        for (Meter meter : Meter.values()) {
            long listed = Math.multiplyExact(units.of(meter), LIST.getOrDefault(meter, 0L));
            if (listed != 0) {
                billCost(model, meter, listed * percentOfList / 100, meter.wireName());
            }
        }
    }

    void bill(Units units) {
        bill(MODEL, units, 100);
    }

    static long worth(Units units) {
        return LIST.entrySet().stream()
                .mapToLong(price -> units.of(price.getKey()) * price.getValue())
                .sum();
    }

    static Units units(long input, long cacheRead, long output) {
        return new Units()
                .add(Meter.INPUT, input)
                .add(Meter.CACHE_READ, cacheRead)
                .add(Meter.OUTPUT, output);
    }

    MeasuredDays measured() {
        return measured;
    }

    List<Reconciled> reconcileAll() {
        return new Reconciliation(measured, billed, ListPrices.of(book), 0).of(PROVIDER, 0, Long.MAX_VALUE);
    }

    Reconciled reconcile() {
        List<Reconciled> all = reconcileAll();
        if (all.size() != 1) {
            throw new AssertionError("expected one comparison: " + all);
        }
        return all.get(0);
    }
}
