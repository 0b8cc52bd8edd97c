package io.flyball.bench.traffic;

import io.flyball.core.govern.Policy;
import io.flyball.core.model.TokenClass;
import io.flyball.core.price.ExactRatio;
import io.flyball.core.price.PriceRow;
import io.flyball.core.price.Rates;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.avro.ControlRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the pipeline goes by: the standard policy, and a price row for each model of the traffic. */
final class BenchControls {
    /** USD per million tokens of the dearest model; each further one costs half of the one before. */
    private static final Map<TokenClass, String> DEAREST = Map.of(
            TokenClass.INPUT, "5",
            TokenClass.OUTPUT, "25",
            TokenClass.CACHE_READ, "0.5",
            TokenClass.CACHE_WRITE_5M, "6.25",
            TokenClass.CACHE_WRITE_1H, "10");

    private BenchControls() {}

    static List<ControlRecord> records() {
        List<ControlRecord> records = new ArrayList<>();
        records.add(ControlMapping.ofPolicy(Policy.standard()));
        BigDecimal factor = BigDecimal.ONE;
        for (String model : UsageTraffic.MODELS) {
            records.add(ControlMapping.ofPrices(model, List.of(row(model, factor))));
            factor = factor.multiply(new BigDecimal("0.5"));
        }
        return records;
    }

    private static PriceRow row(String model, BigDecimal factor) {
        Map<TokenClass, ExactRatio> usdPerMtok = new EnumMap<>(TokenClass.class);
        DEAREST.forEach((tokens, usd) ->
                usdPerMtok.put(tokens, ExactRatio.of(new BigDecimal(usd).multiply(factor))));
        return new PriceRow(model, "anthropic", true, 0, new Rates(usdPerMtok), List.of(), Map.of(), null);
    }
}
