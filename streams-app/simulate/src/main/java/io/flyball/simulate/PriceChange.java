package io.flyball.simulate;

import io.flyball.core.model.TokenClass;
import java.util.Map;

/**
 * A price of a model, as a grader may enter it into a price book.
 *
 * @param model exact name
 * @param provider who serves the model
 * @param fromMs it holds for calls from then on, epoch ms
 * @param announcedMs when somebody enters it, epoch ms; later than {@code fromMs} where calls had no price at first
 * @param nanoUsdPerToken nano-USD a token, which is USD per million tokens times 1,000; a class that is absent has no price
 */
public record PriceChange(
        String model, String provider, long fromMs, long announcedMs, Map<TokenClass, Long> nanoUsdPerToken) {

    public PriceChange {
        nanoUsdPerToken = Map.copyOf(nanoUsdPerToken);
    }
}
