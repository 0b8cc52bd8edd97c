package io.flyball.app.demo;

import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.TokenClass;
import io.flyball.core.model.UsageEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * List prices of the models of the demo, read from its price book. Just enough arithmetic to place the demo's burn: no
 * tiers and no dates. What a call is charged is for the topology to say, by the same file.
 */
final class DemoPrices {
    /** The class-path resource of the price book, in the documented form of price books. */
    static final String RESOURCE = "/demo/prices.yaml";

    static final String OPUS = "claude-opus-4-6";
    static final String SONNET = "claude-sonnet-4-5";
    static final String HAIKU = "claude-haiku-4-5";
    static final String GPT_CODEX = "gpt-5.2-codex";

    private final Map<String, Map<TokenClass, BigDecimal>> usdPerMillionTokens;

    private DemoPrices(Map<String, Map<TokenClass, BigDecimal>> usdPerMillionTokens) {
        this.usdPerMillionTokens = usdPerMillionTokens;
    }

    static DemoPrices load() {
        try (InputStream in = Objects.requireNonNull(DemoPrices.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            Object book = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            return new DemoPrices(readRows((Map<?, ?>) Objects.requireNonNull(book)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Map<TokenClass, BigDecimal>> readRows(Map<?, ?> book) {
        Map<String, Map<TokenClass, BigDecimal>> byModel = new HashMap<>();
        for (Object row : (List<?>) Objects.requireNonNull(book.get("prices"))) {
            Map<TokenClass, BigDecimal> prices = new EnumMap<>(TokenClass.class);
            Map<?, ?> written = (Map<?, ?>) Objects.requireNonNull(((Map<?, ?>) row).get("usd_per_mtok"));
            written.forEach((name, usd) -> prices.put(
                    Objects.requireNonNull(TokenClass.ofPriceName((String) name)), new BigDecimal((String) usd)));
            byModel.put((String) Objects.requireNonNull(((Map<?, ?>) row).get("model")), prices);
        }
        return byModel;
    }

    /** What the call costs at list price, in nano-USD; throws where it has tokens of a class without a price. */
    long costNanoUsd(UsageEvent call) {
        Map<TokenClass, BigDecimal> prices = pricesOf(call.pricedModel());
        BigDecimal microUsd = BigDecimal.ZERO;
        for (TokenClass tokenClass : TokenClass.values()) {
            long tokens = call.tokens(tokenClass);
            if (tokens > 0) {
                BigDecimal price = Objects.requireNonNull(prices.get(tokenClass), tokenClass.priceName());
                microUsd = microUsd.add(price.multiply(BigDecimal.valueOf(tokens)));
            }
        }
        return NanoUsd.ofUsd(microUsd.movePointLeft(6));
    }

    /** The price of one token written to the five-minute cache, in nano-USD. */
    long nanoUsdOfCacheWriteToken(String model) {
        BigDecimal price = Objects.requireNonNull(pricesOf(model).get(TokenClass.CACHE_WRITE_5M));
        return NanoUsd.ofUsd(price.movePointLeft(6));
    }

    private Map<TokenClass, BigDecimal> pricesOf(String model) {
        return Objects.requireNonNull(usdPerMillionTokens.get(model), model);
    }
}
