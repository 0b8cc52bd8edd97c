package io.flyball.simulate;

import io.flyball.core.model.TokenClass;
import io.flyball.core.model.UsageEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the models of the company cost: list prices of 2026, and two changes that are made up. No model costs more past
 * some size of context.
 */
final class ListPrices {
    private static final TokenClass[] CLASSES = TokenClass.values();

    private record Row(long fromMs, long[] nanoUsdPerToken) {}

    private final List<PriceChange> changes;
    private final Map<String, List<Row>> rowsByModel = new HashMap<>();

    private ListPrices(List<PriceChange> changes) {
        this.changes = changes.stream()
                .sorted(Comparator.comparingLong(PriceChange::announcedMs))
                .toList();
        for (PriceChange change : changes) {
            rowsByModel
                    .computeIfAbsent(change.model(), model -> new ArrayList<>())
                    .add(new Row(change.fromMs(), rates(change)));
        }
        rowsByModel.values().forEach(rows -> rows.sort(Comparator.comparingLong(Row::fromMs)));
    }

    /** The prices over the days of the plan; the unknown models get theirs when they are announced. */
    static ListPrices of(CompanyPlan plan, List<UnknownModel> unknownModels) {
        List<PriceChange> changes = new ArrayList<>();
        long longAgoMs = 0;
        changes.add(anthropic(Model.OPUS, longAgoMs, 5_000, 25_000));
        changes.add(anthropic(Model.SONNET, longAgoMs, 3_000, 15_000));
        changes.add(anthropic(Model.HAIKU, longAgoMs, 1_000, 5_000));
        changes.add(openAi(Model.CODEX, longAgoMs, 1_750, 14_000));
        changes.add(anthropic(Model.HAIKU, plan.timeAt(.35), 900, 4_500));
        changes.add(openAi(Model.CODEX, plan.timeAt(.6), 1_400, 11_200));
        for (UnknownModel unknown : unknownModels) {
            changes.add(anthropic(unknown.model(), unknown.startMs(), unknown.announcedMs(), 6_000, 30_000));
        }
        return new ListPrices(changes);
    }

    /** In the order in which they are announced. */
    List<PriceChange> changes() {
        return changes;
    }

    /**
     * What the call costs at the price of its instant, whenever that was announced, in nano-USD; 0 where it has none.
     */
    long costNanoUsd(UsageEvent call) {
        Row row = rowOf(call.model(), call.timeMs());
        if (row == null) {
            return 0;
        }
        long cost = 0;
        for (TokenClass tokenClass : CLASSES) {
            long tokens = call.tokens(tokenClass);
            if (tokens > 0) {
                cost = Math.addExact(cost, Math.multiplyExact(tokens, row.nanoUsdPerToken()[tokenClass.ordinal()]));
            }
        }
        return cost;
    }

    private @Nullable Row rowOf(String model, long timeMs) {
        Row found = null;
        for (Row row : rowsByModel.getOrDefault(model, List.of())) {
            if (row.fromMs() <= timeMs) {
                found = row;
            }
        }
        return found;
    }

    private static long[] rates(PriceChange change) {
        long[] rates = new long[CLASSES.length];
        change.nanoUsdPerToken().forEach((tokenClass, rate) -> rates[tokenClass.ordinal()] = rate);
        return rates;
    }

    private static PriceChange anthropic(Model model, long fromMs, long input, long output) {
        return anthropic(model, fromMs, fromMs, input, output);
    }

    /** Cache reads at a tenth of the input, writes at 1.25 times and twice, as the provider publishes. */
    private static PriceChange anthropic(Model model, long fromMs, long announcedMs, long input, long output) {
        Map<TokenClass, Long> rates = new EnumMap<>(TokenClass.class);
        rates.put(TokenClass.INPUT, input);
        rates.put(TokenClass.OUTPUT, output);
        rates.put(TokenClass.CACHE_READ, input / 10);
        rates.put(TokenClass.CACHE_WRITE_5M, input * 5 / 4);
        rates.put(TokenClass.CACHE_WRITE_1H, input * 2);
        return new PriceChange(model.name(), model.provider(), fromMs, announcedMs, rates);
    }

    private static PriceChange openAi(Model model, long fromMs, long input, long output) {
        Map<TokenClass, Long> rates = new EnumMap<>(TokenClass.class);
        rates.put(TokenClass.INPUT, input);
        rates.put(TokenClass.OUTPUT, output);
        rates.put(TokenClass.CACHE_READ, input / 10);
        return new PriceChange(model.name(), model.provider(), fromMs, fromMs, rates);
    }
}
