package io.flyball.app.files;

import io.flyball.core.model.TokenClass;
import io.flyball.core.price.ExactRatio;
import io.flyball.core.price.PriceRow;
import io.flyball.core.price.Rates;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Price rows out of a LiteLLM price file ({@code model_prices_and_context_window.json}) as it is: prices in USD a token,
 * cliffs as {@code ..._above_200k_tokens}, service tiers as absolute prices. A tier becomes a factor only where input
 * and output agree on it; what is neither is left out, so that such a call is unpriced, never wrongly priced.
 */
final class LiteLlmPrices {
    private static final ExactRatio TOKENS_PER_MTOK = ExactRatio.ONE.times(1_000_000L);
    private static final String SAMPLE = "sample_spec";
    private static final Pattern ABOVE = Pattern.compile("(.+)_above_(\\d{1,12})k_tokens");
    private static final Map<String, String> TIER_SUFFIXES =
            new TreeMap<>(Map.of("priority", "_priority", "flex", "_flex", "batch", "_batches"));
    private static final Map<TokenClass, String> FIELDS = new EnumMap<>(Map.of(
            TokenClass.INPUT, "input_cost_per_token",
            TokenClass.OUTPUT, "output_cost_per_token",
            TokenClass.CACHE_READ, "cache_read_input_token_cost",
            TokenClass.CACHE_WRITE_5M, "cache_creation_input_token_cost",
            TokenClass.CACHE_WRITE_1H, "cache_creation_input_token_cost_above_1hr",
            TokenClass.AUDIO_INPUT, "input_cost_per_audio_token",
            TokenClass.AUDIO_OUTPUT, "output_cost_per_audio_token"));

    private final Problems problems;
    private final String model;
    private final Map<String, Node> values = new LinkedHashMap<>();

    private LiteLlmPrices(Problems problems, String model, Node.Mapping entry) {
        this.problems = problems;
        this.model = model;
        entry.entries().forEach(e -> values.put(e.key(), e.value()));
    }

    /** Whether an entry of the file is a model's, and not the sample or a remark. */
    static boolean isModel(Node.Entry entry) {
        return entry.value() instanceof Node.Mapping && !entry.key().equals(SAMPLE);
    }

    /** The rows of all models that have a price for tokens; of a model given twice the last, as any JSON reader does. */
    static List<PriceRow> rows(Problems problems, Node root) {
        Map<String, Node.Mapping> models = new LinkedHashMap<>();
        for (Node.Entry entry : ((Node.Mapping) root).entries()) {
            if (isModel(entry)) {
                models.put(entry.key(), (Node.Mapping) entry.value());
            }
        }
        List<PriceRow> rows = new ArrayList<>();
        models.forEach((model, entry) -> {
            PriceRow row = new LiteLlmPrices(problems, model, entry).row();
            if (row != null) {
                rows.add(row);
            }
        });
        if (rows.isEmpty() && problems.none()) {
            problems.add(
                    root.line(),
                    "no prices, neither Flyball's (a list under prices) nor LiteLLM's (input_cost_per_token by model):"
                            + " give one of the two.");
        }
        return List.copyOf(rows);
    }

    private @Nullable PriceRow row() {
        Map<TokenClass, ExactRatio> base = new EnumMap<>(TokenClass.class);
        FIELDS.forEach((tokenClass, field) -> {
            ExactRatio usd = number(field, values.get(field));
            if (usd != null) {
                base.put(tokenClass, usd.times(TOKENS_PER_MTOK));
            }
        });
        if (!base.containsKey(TokenClass.INPUT) && !base.containsKey(TokenClass.OUTPUT)) {
            return null;
        }
        String provider = values.get("litellm_provider") instanceof Node.Scalar scalar ? scalar.text() : "";
        return new PriceRow(model, provider, false, 0, new Rates(base), above(), tiers(), null);
    }

    private List<PriceRow.ContextTier> above() {
        Map<Long, Map<TokenClass, ExactRatio>> byContext = new TreeMap<>();
        values.forEach((key, value) -> {
            Matcher m = ABOVE.matcher(key);
            TokenClass tokenClass = m.matches() ? classOf(m.group(1)) : null;
            ExactRatio usd = tokenClass == null ? null : number(key, value);
            if (tokenClass != null && usd != null) {
                byContext
                        .computeIfAbsent(Long.parseLong(m.group(2)) * 1000, k -> new EnumMap<>(TokenClass.class))
                        .put(tokenClass, usd.times(TOKENS_PER_MTOK));
            }
        });
        List<PriceRow.ContextTier> tiers = new ArrayList<>();
        byContext.forEach((context, usd) -> tiers.add(new PriceRow.ContextTier(context, new Rates(usd))));
        return tiers;
    }

    private static @Nullable TokenClass classOf(String field) {
        return FIELDS.entrySet().stream()
                .filter(e -> e.getValue().equals(field))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private Map<String, ExactRatio> tiers() {
        Map<String, ExactRatio> tiers = new TreeMap<>();
        TIER_SUFFIXES.forEach((tier, suffix) -> {
            Set<ExactRatio> factors = new HashSet<>();
            for (TokenClass tokenClass : List.of(TokenClass.INPUT, TokenClass.OUTPUT)) {
                String field = FIELDS.get(tokenClass);
                ExactRatio list = number(field, values.get(field));
                ExactRatio atTier = number(field + suffix, values.get(field + suffix));
                if (list != null && atTier != null && !list.equals(ExactRatio.ZERO)) {
                    factors.add(atTier.dividedBy(list));
                }
            }
            if (factors.size() == 1) {
                tiers.put(tier, factors.iterator().next());
            }
        });
        if (values.get("provider_specific_entry") instanceof Node.Mapping extra) {
            for (Node.Entry entry : extra.entries()) {
                ExactRatio factor = entry.key().equals("fast") ? number("fast", entry.value()) : null;
                if (factor != null) {
                    tiers.put("fast", factor);
                }
            }
        }
        return tiers;
    }

    private @Nullable ExactRatio number(@Nullable String field, @Nullable Node node) {
        if (node == null || node instanceof Node.Nothing) {
            return null;
        }
        BigDecimal value = node instanceof Node.Scalar scalar ? Fields.parseDecimal(scalar.text()) : null;
        if (value == null || value.signum() < 0) {
            problems.add(
                    node.line(),
                    model + ": " + field + " is " + node.described()
                            + ", which is no price: write a decimal of 0 or more.");
            return null;
        }
        try {
            return ExactRatio.of(value);
        } catch (NumberFormatException e) {
            problems.add(
                    node.line(),
                    model + ": " + field + " is " + node.described()
                            + ", which has too many digits for a price: write fewer.");
            return null;
        }
    }
}
