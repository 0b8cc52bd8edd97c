package io.flyball.core.reconcile;

import io.flyball.core.model.TokenClass;
import io.flyball.core.price.ExactRatio;
import io.flyball.core.price.PriceBook;
import io.flyball.core.price.PriceRow;
import java.util.Optional;

/** What a unit costs by the price book, where the bill itself does not tell. */
public interface ListPrices {
    /** Nano-USD a unit of a model's meter at an instant; empty where there is no such price. */
    Optional<ExactRatio> nanoUsdPerUnit(String provider, String model, Meter meter, long timeMs);

    /** Those of a book: base rates, without tiers of context or service, for a bill's lines do not name calls. */
    static ListPrices of(PriceBook book) {
        return (provider, model, meter, timeMs) -> {
            PriceRow row = book.find(model, provider, timeMs);
            if (row == null) {
                return Optional.empty();
            }
            TokenClass tokenClass = meter.tokenClass();
            // USD per million are 1,000 nano-USD each, USD per thousand 1,000,000.
            return tokenClass != null
                    ? Optional.ofNullable(row.base().usdPerMtok().get(tokenClass))
                            .map(usd -> usd.times(1_000))
                    : Optional.ofNullable(row.usdPerThousandWebSearches()).map(usd -> usd.times(1_000_000));
        };
    }
}
