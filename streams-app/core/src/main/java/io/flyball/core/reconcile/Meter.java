package io.flyball.core.reconcile;

import io.flyball.core.model.TokenClass;
import io.flyball.core.model.UsageEvent;
import org.jspecify.annotations.Nullable;

/** What bills count usage by: tokens by class, and web searches. Disjoint: no unit is counted by two. */
public enum Meter {
    INPUT(TokenClass.INPUT, Side.INPUT),
    CACHE_READ(TokenClass.CACHE_READ, Side.INPUT),
    CACHE_WRITE_5M(TokenClass.CACHE_WRITE_5M, Side.INPUT),
    CACHE_WRITE_1H(TokenClass.CACHE_WRITE_1H, Side.INPUT),
    OUTPUT(TokenClass.OUTPUT, Side.OUTPUT),
    AUDIO_INPUT(TokenClass.AUDIO_INPUT, Side.AUDIO_INPUT),
    AUDIO_OUTPUT(TokenClass.AUDIO_OUTPUT, Side.AUDIO_OUTPUT),
    WEB_SEARCH(null, Side.WEB_SEARCH);

    /** Meters between which a source may confuse units: they are compared by their sum first. */
    enum Side {
        INPUT,
        OUTPUT,
        AUDIO_INPUT,
        AUDIO_OUTPUT,
        WEB_SEARCH
    }

    private final @Nullable TokenClass tokenClass;
    private final Side side;

    Meter(@Nullable TokenClass tokenClass, Side side) {
        this.tokenClass = tokenClass;
        this.side = side;
    }

    /** The name in records. */
    public String wireName() {
        return tokenClass == null ? "web_search" : tokenClass.priceName();
    }

    /** The class of tokens it counts; null: it counts no tokens. */
    public @Nullable TokenClass tokenClass() {
        return tokenClass;
    }

    Side side() {
        return side;
    }

    /** How many units of it a call has. */
    long unitsOf(UsageEvent call) {
        return tokenClass == null ? call.webSearchRequests() : call.tokens(tokenClass);
    }

    /** The meter of that name, or null where there is none. */
    public static @Nullable Meter ofWireName(String name) {
        for (Meter meter : values()) {
            if (meter.wireName().equals(name)) {
                return meter;
            }
        }
        return null;
    }
}
