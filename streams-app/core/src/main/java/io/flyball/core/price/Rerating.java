package io.flyball.core.price;

import io.flyball.core.model.UsageEvent;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prices charged calls anew after rows of some models changed. What it says of a call depends on the book alone. */
public final class Rerating {
    private final PriceBook book;
    private final TrustReportedCost trust;
    private final Set<String> changed;

    /** @param changed names and globs of the models whose rows changed */
    public Rerating(PriceBook book, TrustReportedCost trust, Set<String> changed) {
        this.book = book;
        this.trust = trust;
        this.changed = Set.copyOf(changed);
    }

    /**
     * What the charge's call is to cost now; null where it is another model's, where its price is the one of its first
     * charge, or where no amount can say it. Of a call that was adjusted before, its adjustments are answered though its
     * first charge is not: whoever takes them knows what the call costs at present.
     */
    public @Nullable Adjustment of(ChargedCall charge) {
        if (!concerns(charge.call())) {
            return null;
        }
        Price price = Pricing.price(charge.call(), book, trust);
        if (price.state() == Price.State.OVERFLOW || (!charge.adjusts() && price.equals(charge.price()))) {
            return null;
        }
        return new Adjustment(charge, price);
    }

    private boolean concerns(UsageEvent call) {
        String model = call.pricedModel();
        for (String name : changed) {
            boolean same = name.endsWith("*")
                    ? model.startsWith(name.substring(0, name.length() - 1))
                    : name.equals(model) || name.equals(call.provider() + "/" + model);
            if (same) {
                return true;
            }
        }
        return false;
    }
}
