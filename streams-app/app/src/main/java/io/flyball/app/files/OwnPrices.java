package io.flyball.app.files;

import io.flyball.core.model.TokenClass;
import io.flyball.core.price.ExactRatio;
import io.flyball.core.price.PriceRow;
import io.flyball.core.price.Rates;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Price rows in Flyball's own format. */
final class OwnPrices {
    private static final List<String> ROW_KEYS =
            List.of("model", "provider", "from", "usd_per_mtok", "above", "service_tiers", "usd_per_thousand");
    private static final List<String> TIER_KEYS = List.of("context_tokens", "usd_per_mtok");
    private static final List<String> CLASSES = IntStream.range(0, TokenClass.count())
            .mapToObj(i -> TokenClass.ofOrdinal(i).priceName())
            .toList();
    private static final String SEARCHES = "web_search_requests";

    private final Problems problems;

    private OwnPrices(Problems problems) {
        this.problems = problems;
    }

    private record Placed(int line, PriceRow row) {}

    static List<PriceRow> rows(Problems problems, Node root) {
        Fields top = Fields.of(problems, "", root, List.of("prices"));
        List<Placed> placed = new ArrayList<>();
        if (top.requires("prices", "[{model: some-model, usd_per_mtok: {input: \"3\", output: \"15\"}}]")) {
            int number = 0;
            for (Node item : top.items("prices", false)) {
                PriceRow row = new OwnPrices(problems).row(++number, item);
                if (row != null) {
                    placed.add(new Placed(item.line(), row));
                }
            }
        }
        refuseTies(problems, placed);
        return placed.stream().map(Placed::row).toList();
    }

    private @Nullable PriceRow row(int number, Node item) {
        String where = "price row " + number + " " + modelLabel(item);
        Fields fields = Fields.of(problems, where, item, ROW_KEYS);
        String model = model(fields);
        long fromMs = fromMs(fields);
        Rates base = fields.requires("usd_per_mtok", "{input: \"3\", output: \"15\"}")
                ? rates(fields, where, "usd_per_mtok")
                : new Rates(Map.of());
        String provider = fields.text("provider");
        List<PriceRow.ContextTier> above = above(fields, where);
        Map<String, ExactRatio> tiers = serviceTiers(fields, where);
        ExactRatio searches = searches(fields, where);
        return model == null
                ? null
                : new PriceRow(model, provider == null ? "" : provider, true, fromMs, base, above, tiers, searches);
    }

    private static String modelLabel(Node item) {
        if (item instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                if (entry.key().equals("model") && entry.value() instanceof Node.Scalar scalar) {
                    return "(" + scalar.text() + "): ";
                }
            }
        }
        return "";
    }

    private static @Nullable String model(Fields fields) {
        String model = fields.requires("model", "claude-opus-4-6") ? fields.text("model") : null;
        if (model != null && Globs.hasStarInside(model)) {
            fields.refuse("model", "which has a star that is not its last letter: write a name, or one trailing star.");
        }
        return model;
    }

    private static long fromMs(Fields fields) {
        String text = fields.text("from");
        OptionalLong instant = text == null ? OptionalLong.of(0) : Times.epochMs(text);
        if (instant.isEmpty()) {
            fields.refuse("from", "which is no time with an offset: write for example 2026-01-01T00:00:00Z.");
        }
        return instant.orElse(0);
    }

    private Rates rates(Fields row, String where, String key) {
        Map<TokenClass, ExactRatio> usd = new EnumMap<>(TokenClass.class);
        Node node = row.node(key);
        if (node != null) {
            Fields classes = Fields.of(problems, where + key + ".", node, CLASSES);
            for (String name : classes.keys()) {
                TokenClass tokenClass = TokenClass.ofPriceName(name);
                BigDecimal price = tokenClass == null ? null : classes.decimal(name);
                if (tokenClass != null && price != null) {
                    usd.put(tokenClass, ratio(classes, name, price));
                }
            }
        }
        return new Rates(usd);
    }

    private static ExactRatio ratio(Fields fields, String key, BigDecimal decimal) {
        try {
            return ExactRatio.of(decimal);
        } catch (NumberFormatException e) {
            fields.refuse(key, "which has too many digits for a price: write fewer.");
            return ExactRatio.ZERO;
        }
    }

    private List<PriceRow.ContextTier> above(Fields row, String where) {
        Map<Long, PriceRow.ContextTier> tiers = new LinkedHashMap<>();
        for (Node item : row.items("above", false)) {
            Fields fields = Fields.of(problems, where + "above.", item, TIER_KEYS);
            Long context = fields.requires("context_tokens", "200000")
                    ? fields.whole("context_tokens", 0, Long.MAX_VALUE)
                    : null;
            Rates rates = fields.requires("usd_per_mtok", "{input: \"6\"}")
                    ? rates(fields, where + "above.", "usd_per_mtok")
                    : new Rates(Map.of());
            if (context != null && tiers.put(context, new PriceRow.ContextTier(context, rates)) != null) {
                fields.refuse("context_tokens", "which another tier of this row has too: remove one of the two.");
            }
        }
        return List.copyOf(tiers.values());
    }

    private Map<String, ExactRatio> serviceTiers(Fields row, String where) {
        Map<String, ExactRatio> tiers = new LinkedHashMap<>();
        Node node = row.node("service_tiers");
        if (node != null) {
            Fields fields = Fields.of(problems, where + "service_tiers.", node, List.of());
            for (String tier : fields.keys()) {
                BigDecimal factor = fields.decimal(tier);
                if (factor == null) {
                    fields.requires(tier, "\"0.5\"");
                } else if (isPlain(tier) && factor.compareTo(BigDecimal.ONE) != 0) {
                    fields.refuse(tier, "but calls of that tier have the prices of the row itself: remove it.");
                } else {
                    tiers.put(tier, ratio(fields, tier, factor));
                }
            }
        }
        return tiers;
    }

    /** The core looks up no factor for these two. */
    private static boolean isPlain(String tier) {
        return tier.equals("standard") || tier.equals("normal");
    }

    private @Nullable ExactRatio searches(Fields row, String where) {
        Node node = row.node("usd_per_thousand");
        if (node == null) {
            return null;
        }
        Fields fields = Fields.of(problems, where + "usd_per_thousand.", node, List.of(SEARCHES));
        BigDecimal price = fields.decimal(SEARCHES);
        return price == null ? null : ratio(fields, SEARCHES, price);
    }

    /** Two rows of a model that begin together both fit a call of the same provider, and of one that names none. */
    private static void refuseTies(Problems problems, List<Placed> placed) {
        Map<String, List<Placed>> byStart = new LinkedHashMap<>();
        for (Placed later : placed) {
            String start = later.row().model() + " from " + later.row().fromMs();
            List<Placed> earlier = byStart.computeIfAbsent(start, key -> new ArrayList<>());
            for (Placed other : earlier) {
                String a = other.row().provider();
                String b = later.row().provider();
                if (a.isEmpty() || b.isEmpty() || a.equalsIgnoreCase(b)) {
                    problems.add(
                            later.line(),
                            "the price row of " + later.row().model()
                                    + " begins at the same instant as the one on line " + other.line()
                                    + ": remove one of the two, or give it another from.");
                    break;
                }
            }
            earlier.add(later);
        }
    }
}
