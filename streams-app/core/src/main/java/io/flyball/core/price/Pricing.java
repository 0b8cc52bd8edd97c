package io.flyball.core.price;

import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.UsageEvent;
import java.math.BigDecimal;

/** What a call is charged: by the book, by its source's word where that is trusted, or not yet. */
public final class Pricing {
    /** Returned by {@link #bookCostNanoUsd} where the book has no price for the call. */
    public static final long NO_PRICE = PriceRow.NO_PRICE;

    private Pricing() {}

    /** What the call costs by the book alone, nano-USD, or {@link #NO_PRICE}; a cost past the range of a long is none. */
    public static long bookCostNanoUsd(UsageEvent call, PriceBook book) {
        PriceRow row = book.find(call.pricedModel(), call.provider(), call.timeMs());
        long cost = row == null ? PriceRow.NO_PRICE : row.costNanoUsd(call);
        return cost == PriceRow.OVERFLOW ? PriceRow.NO_PRICE : cost;
    }

    /** The price of a call under a book and a rule of trust; exact, with one rounding. */
    public static Price price(UsageEvent call, PriceBook book, TrustReportedCost trust) {
        BigDecimal reported = call.reportedCostUsd();
        if (trust == TrustReportedCost.ALWAYS && reported != null) {
            return reported(reported);
        }
        PriceRow row = book.find(call.pricedModel(), call.provider(), call.timeMs());
        long cost = row == null ? PriceRow.NO_PRICE : row.costNanoUsd(call);
        if (cost == PriceRow.OVERFLOW) {
            return Price.TOO_LARGE;
        }
        if (row != null && cost != PriceRow.NO_PRICE) {
            return new Price(Price.State.PRICED, cost, row.version());
        }
        return trust == TrustReportedCost.UNPRICED_ONLY && reported != null ? reported(reported) : Price.NONE;
    }

    private static Price reported(BigDecimal usd) {
        try {
            return new Price(Price.State.REPORTED, NanoUsd.ofUsd(usd), "");
        } catch (ArithmeticException tooLarge) {
            return Price.TOO_LARGE;
        }
    }
}
