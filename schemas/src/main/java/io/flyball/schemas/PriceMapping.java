package io.flyball.schemas;

import io.flyball.core.model.TokenClass;
import io.flyball.core.price.ExactRatio;
import io.flyball.core.price.PriceRow;
import io.flyball.core.price.Rates;
import io.flyball.schemas.avro.ModelPrices;
import io.flyball.schemas.avro.PriceAbove;
import io.flyball.schemas.avro.PriceRowRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Price rows on the control topic. */
final class PriceMapping {
    private static final String LITELLM = "litellm";
    private static final String OWN = "flyball";
    private static final String SEARCHES = "web_search_requests";

    /** The core's longest decimal and as much below the slash; a megabyte of digits would take seconds to read. */
    private static final int LONGEST_RATIO = 1000;

    private PriceMapping() {}

    static ModelPrices toAvro(String model, List<PriceRow> rows) {
        List<PriceRowRecord> records = new ArrayList<>();
        for (PriceRow row : rows) {
            List<PriceAbove> above = new ArrayList<>();
            for (PriceRow.ContextTier tier : row.above()) {
                above.add(new PriceAbove(tier.contextTokens(), texts(tier.rates())));
            }
            Map<String, String> tiers = new HashMap<>();
            row.serviceTiers().forEach((name, factor) -> tiers.put(name, factor.toString()));
            ExactRatio searches = row.usdPerThousandWebSearches();
            records.add(new PriceRowRecord(
                    row.provider(),
                    row.fromMs(),
                    texts(row.base()),
                    above,
                    tiers,
                    searches == null ? Map.of() : Map.of(SEARCHES, searches.toString())));
        }
        boolean own = rows.isEmpty() || rows.get(0).comparesProvider();
        return new ModelPrices(model, own ? OWN : LITELLM, records);
    }

    static List<PriceRow> toCore(@Nullable ModelPrices prices) {
        List<PriceRow> rows = new ArrayList<>();
        if (prices == null) {
            return rows;
        }
        for (PriceRowRecord record : prices.getRows()) {
            List<PriceRow.ContextTier> above = new ArrayList<>();
            for (PriceAbove tier : record.getAbove()) {
                above.add(new PriceRow.ContextTier(tier.getContextTokens(), rates(tier.getUsdPerMtok())));
            }
            Map<String, ExactRatio> tiers = new HashMap<>();
            record.getServiceTiers().forEach((name, factor) -> tiers.put(name, ratio(factor)));
            String searches = record.getUsdPerThousand().get(SEARCHES);
            rows.add(new PriceRow(
                    prices.getModel(),
                    record.getProvider(),
                    !prices.getBook().equals(LITELLM),
                    record.getFromMs(),
                    rates(record.getUsdPerMtok()),
                    above,
                    tiers,
                    searches == null ? null : ratio(searches)));
        }
        return rows;
    }

    private static Map<String, String> texts(Rates rates) {
        Map<String, String> texts = new HashMap<>();
        rates.usdPerMtok().forEach((tokenClass, usd) -> texts.put(tokenClass.priceName(), usd.toString()));
        return texts;
    }

    private static Rates rates(Map<String, String> texts) {
        Map<TokenClass, ExactRatio> rates = new EnumMap<>(TokenClass.class);
        texts.forEach((name, usd) -> {
            TokenClass tokenClass = TokenClass.ofPriceName(name);
            if (tokenClass == null) {
                throw new IllegalArgumentException("unknown token class \"" + name + "\"");
            }
            rates.put(tokenClass, ratio(usd));
        });
        return new Rates(rates);
    }

    private static ExactRatio ratio(String text) {
        if (text.length() > LONGEST_RATIO) {
            throw new IllegalArgumentException("a price of " + text.length() + " letters");
        }
        return ExactRatio.parse(text);
    }
}
