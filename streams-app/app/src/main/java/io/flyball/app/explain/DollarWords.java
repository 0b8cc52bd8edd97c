package io.flyball.app.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.WasteKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What each dollar of a scope did, in sentences, from what the spend door says of it. */
final class DollarWords {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal NINETY_NINE = BigDecimal.valueOf(99);

    private DollarWords() {}

    /** The useful part first, then the ways in which the rest was avoidable, the dearest first. */
    static List<String> of(JsonNode spend) {
        long costNanoUsd = spend.path("cost_nano_usd").asLong();
        long usefulNanoUsd = spend.path("useful_nano_usd").asLong();
        String useful = "Of " + NanoUsd.toDisplayString(costNanoUsd) + " so far " + share(usefulNanoUsd, costNanoUsd)
                + " was useful.";
        JsonNode waste = spend.path("waste");
        Stream<String> avoidable = Arrays.stream(WasteKind.values())
                .filter(kind -> amount(waste, kind) > 0)
                .sorted(Comparator.comparingLong((WasteKind kind) -> amount(waste, kind))
                        .reversed())
                .map(kind -> share(amount(waste, kind), costNanoUsd) + " " + kind.words() + ".");
        long unpriced = spend.path("unpriced_calls").asLong();
        Stream<String> withoutPrice =
                unpriced == 0 ? Stream.of() : Stream.of(unpriced + " calls have no price yet and are not in it.");
        return Stream.of(Stream.of(useful), avoidable, withoutPrice)
                .flatMap(lines -> lines)
                .toList();
    }

    private static long amount(JsonNode waste, WasteKind kind) {
        return waste.path(kind.wireName()).asLong();
    }

    private static String share(long nanoUsd, long ofNanoUsd) {
        String amount = NanoUsd.toDisplayString(nanoUsd);
        return ofNanoUsd <= 0 ? amount : amount + " (" + percent(nanoUsd, ofNanoUsd) + " %)";
    }

    /** A little waste must not be hidden by a rounded share, neither its own nor that of the rest. */
    private static String percent(long nanoUsd, long ofNanoUsd) {
        BigDecimal percent = BigDecimal.valueOf(nanoUsd)
                .multiply(HUNDRED)
                .divide(BigDecimal.valueOf(ofNanoUsd), 9, RoundingMode.DOWN);
        if (percent.signum() > 0 && percent.compareTo(BigDecimal.ONE) < 0) {
            return "under 1";
        }
        if (nanoUsd < ofNanoUsd && percent.compareTo(NINETY_NINE) > 0) {
            return "over 99";
        }
        return percent.setScale(0, RoundingMode.HALF_EVEN).toPlainString();
    }
}
