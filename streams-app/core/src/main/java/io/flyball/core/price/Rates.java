package io.flyball.core.price;

import io.flyball.core.model.TokenClass;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prices by token class. A class without a price is not free: a call with tokens of it is unpriced. */
public final class Rates {
    private static final ExactRatio PICO_PER_TOKEN_OF_USD_PER_MTOK = ExactRatio.ONE.times(1_000_000L);
    static final long ABSENT = -1;
    static final long NOT_WHOLE = -2;

    private final Map<TokenClass, ExactRatio> usdPerMtok;
    private final @Nullable ExactRatio[] picoUsdPerToken = new ExactRatio[TokenClass.count()];
    private final long[] wholePicoUsdPerToken = new long[TokenClass.count()];

    /** Rates in USD per million tokens. */
    public Rates(Map<TokenClass, ExactRatio> usdPerMtok) {
        this.usdPerMtok = new EnumMap<>(TokenClass.class);
        this.usdPerMtok.putAll(usdPerMtok);
        for (int i = 0; i < TokenClass.count(); i++) {
            ExactRatio usd = usdPerMtok.get(TokenClass.ofOrdinal(i));
            ExactRatio pico = usd == null ? null : usd.times(PICO_PER_TOKEN_OF_USD_PER_MTOK);
            picoUsdPerToken[i] = pico;
            long whole = pico == null ? ABSENT : pico.wholeOrMinusOne();
            wholePicoUsdPerToken[i] = pico != null && whole < 0 ? NOT_WHOLE : whole;
        }
    }

    /** USD per million tokens by class, as given. */
    public Map<TokenClass, ExactRatio> usdPerMtok() {
        return Map.copyOf(usdPerMtok);
    }

    /** These rates with those of {@code over} in their place where it names a class. */
    Rates overriddenBy(Rates over) {
        Map<TokenClass, ExactRatio> merged = new EnumMap<>(usdPerMtok);
        merged.putAll(over.usdPerMtok);
        return new Rates(merged);
    }

    @Nullable
    ExactRatio picoUsdPerToken(int tokenClassOrdinal) {
        return picoUsdPerToken[tokenClassOrdinal];
    }

    /** Pico-USD a token where that is a whole number, else {@link #ABSENT} or {@link #NOT_WHOLE}. */
    long wholePicoUsdPerToken(int tokenClassOrdinal) {
        return wholePicoUsdPerToken[tokenClassOrdinal];
    }
}
