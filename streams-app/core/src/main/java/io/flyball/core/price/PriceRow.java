package io.flyball.core.price;

import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.TokenClass;
import io.flyball.core.model.UsageEvent;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs from an instant on.
 *
 * <p>Cost of a call in pico-USD = sum over token classes of tokens x (USD per million tokens x 1,000,000), times the
 * factors of service tier and speed, plus web searches, which no tier discounts; then one rounding, half even, to
 * nano-USD.
 */
public final class PriceRow {
    private static final long PICO_PER_NANO = 1000;
    private static final ExactRatio PICO_PER_SEARCH_OF_USD_PER_THOUSAND = ExactRatio.ONE.times(1_000_000_000L);
    /** Returned by {@link #costNanoUsd} where the row has no price for something the call has. */
    static final long NO_PRICE = -1;
    /** Returned by {@link #costNanoUsd} where the cost does not fit a long. */
    static final long OVERFLOW = -2;

    private final String model;
    private final String provider;
    private final boolean comparesProvider;
    private final long fromMs;
    private final Rates base;
    private final List<ContextTier> above;
    private final Map<String, ExactRatio> serviceTiers;
    private final @Nullable ExactRatio usdPerThousandWebSearches;
    private final String version;

    /** Rates that reprice the whole call when its context is strictly larger. */
    public record ContextTier(long contextTokens, Rates rates) {}

    /**
     * @param model exact name, or a glob with one trailing {@code *}
     * @param provider compared with the call's where both name one; empty: any
     * @param comparesProvider false for LiteLLM rows, whose provider names are not providers'
     * @param fromMs instant from which it holds, inclusive
     * @param above tiers; a class a tier does not name keeps its base price
     * @param serviceTiers factors on the whole call by service tier and by speed
     */
    public PriceRow(
            String model,
            String provider,
            boolean comparesProvider,
            long fromMs,
            Rates base,
            List<ContextTier> above,
            Map<String, ExactRatio> serviceTiers,
            @Nullable ExactRatio usdPerThousandWebSearches) {
        this.model = model;
        this.provider = provider;
        this.comparesProvider = comparesProvider;
        this.fromMs = fromMs;
        this.base = base;
        List<ContextTier> merged = new ArrayList<>();
        above.stream()
                .sorted(Comparator.comparingLong(ContextTier::contextTokens).reversed())
                .forEach(tier -> merged.add(new ContextTier(tier.contextTokens(), base.overriddenBy(tier.rates()))));
        this.above = List.copyOf(merged);
        this.serviceTiers = Map.copyOf(serviceTiers);
        this.usdPerThousandWebSearches = usdPerThousandWebSearches;
        this.version = (provider.isEmpty() ? "" : provider + "/") + model + "@" + Instant.ofEpochMilli(fromMs);
    }

    public String model() {
        return model;
    }

    public String provider() {
        return provider;
    }

    public boolean comparesProvider() {
        return comparesProvider;
    }

    public long fromMs() {
        return fromMs;
    }

    public Rates base() {
        return base;
    }

    /** Context tiers, largest context first, each complete: classes it does not name have the base price. */
    public List<ContextTier> above() {
        return above;
    }

    public Map<String, ExactRatio> serviceTiers() {
        return serviceTiers;
    }

    public @Nullable ExactRatio usdPerThousandWebSearches() {
        return usdPerThousandWebSearches;
    }

    /** Names the row: provider, where it has one, and model pattern, and the instant: {@code anthropic/claude-*@2026-01-01T00:00:00Z}. */
    public String version() {
        return version;
    }

    boolean isGlob() {
        return model.endsWith("*");
    }

    boolean matchesByGlob(String name) {
        return name.startsWith(model.substring(0, model.length() - 1));
    }

    boolean fits(String callProvider, long timeMs) {
        return fromMs <= timeMs
                && (!comparesProvider
                        || callProvider.isEmpty()
                        || provider.isEmpty()
                        || provider.equalsIgnoreCase(callProvider));
    }

    /** The cost of a call in nano-USD, or {@link #NO_PRICE}, or {@link #OVERFLOW}. */
    long costNanoUsd(UsageEvent call) {
        Rates rates = ratesFor(call.contextTokens());
        ExactRatio factor = factor(call);
        if (factor == null || !coversAllTokens(rates, call)) {
            return NO_PRICE;
        }
        if (factor == ExactRatio.ONE && call.webSearchRequests() == 0) {
            long pico = wholePicoUsd(rates, call);
            if (pico >= 0) {
                return halfEvenNano(pico);
            }
        }
        return exactNanoUsd(rates, factor, call);
    }

    private Rates ratesFor(long contextTokens) {
        for (ContextTier tier : above) {
            if (contextTokens > tier.contextTokens()) {
                return tier.rates();
            }
        }
        return base;
    }

    private @Nullable ExactRatio factor(UsageEvent call) {
        ExactRatio tier = factor(call.serviceTier());
        ExactRatio speed = factor(call.speed());
        if (tier == null || speed == null) {
            return null;
        }
        return tier == ExactRatio.ONE ? speed : speed == ExactRatio.ONE ? tier : tier.times(speed);
    }

    private @Nullable ExactRatio factor(String tierOrSpeed) {
        boolean plain = tierOrSpeed.isEmpty() || tierOrSpeed.equals("standard") || tierOrSpeed.equals("normal");
        return plain ? ExactRatio.ONE : serviceTiers.get(tierOrSpeed);
    }

    private static boolean coversAllTokens(Rates rates, UsageEvent call) {
        for (int i = 0; i < TokenClass.count(); i++) {
            if (rates.wholePicoUsdPerToken(i) == Rates.ABSENT && call.tokens(TokenClass.ofOrdinal(i)) > 0) {
                return false;
            }
        }
        return true;
    }

    /** The price before factors in pico-USD, or -1 where it takes more than whole numbers in a long. */
    private static long wholePicoUsd(Rates rates, UsageEvent call) {
        long total = 0;
        for (int i = 0; i < TokenClass.count(); i++) {
            long tokens = call.tokens(TokenClass.ofOrdinal(i));
            if (tokens > 0) {
                long rate = rates.wholePicoUsdPerToken(i);
                long product = tokens * rate;
                if (rate < 0 || Math.multiplyHigh(tokens, rate) != 0 || product < 0 || total + product < 0) {
                    return -1;
                }
                total += product;
            }
        }
        return total;
    }

    private static long halfEvenNano(long pico) {
        long nano = pico / PICO_PER_NANO;
        long twice = 2 * (pico % PICO_PER_NANO);
        boolean up = twice > PICO_PER_NANO || (twice == PICO_PER_NANO && (nano & 1) == 1);
        return up ? nano + 1 : nano;
    }

    private long exactNanoUsd(Rates rates, ExactRatio factor, UsageEvent call) {
        ExactRatio pico = ExactRatio.ZERO;
        for (int i = 0; i < TokenClass.count(); i++) {
            long tokens = call.tokens(TokenClass.ofOrdinal(i));
            ExactRatio rate = rates.picoUsdPerToken(i);
            if (tokens > 0 && rate != null) {
                pico = pico.plus(rate.times(tokens));
            }
        }
        pico = pico.times(factor);
        if (usdPerThousandWebSearches != null && call.webSearchRequests() > 0) {
            pico = pico.plus(usdPerThousandWebSearches
                    .times(PICO_PER_SEARCH_OF_USD_PER_THOUSAND)
                    .times(call.webSearchRequests()));
        }
        BigInteger nanoDenominator = pico.denominator().multiply(BigInteger.valueOf(PICO_PER_NANO));
        try {
            return NanoUsd.ofRatio(pico.numerator(), nanoDenominator);
        } catch (ArithmeticException tooLarge) {
            return OVERFLOW;
        }
    }
}
