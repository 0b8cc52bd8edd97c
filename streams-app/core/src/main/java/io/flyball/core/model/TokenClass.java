package io.flyball.core.model;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kinds of tokens that have a price of their own. They are disjoint: no token is counted in two of them. */
public enum TokenClass {
    INPUT("input", "input_tokens"),
    CACHE_READ("cache_read", "cache_read_tokens"),
    CACHE_WRITE_5M("cache_write_5m", "cache_write_5m_tokens"),
    CACHE_WRITE_1H("cache_write_1h", "cache_write_1h_tokens"),
    OUTPUT("output", "output_tokens"),
    AUDIO_INPUT("audio_input", "audio_input_tokens"),
    AUDIO_OUTPUT("audio_output", "audio_output_tokens");

    private static final TokenClass[] ALL = values();
    private static final Map<String, TokenClass> BY_PRICE_NAME = new HashMap<>();

    static {
        for (TokenClass c : ALL) {
            BY_PRICE_NAME.put(c.priceName, c);
        }
    }

    private final String priceName;
    private final String fieldName;

    TokenClass(String priceName, String fieldName) {
        this.priceName = priceName;
        this.fieldName = fieldName;
    }

    /** The name in a price book. */
    public String priceName() {
        return priceName;
    }

    /** The name in a native usage record. */
    public String fieldName() {
        return fieldName;
    }

    /** How many classes there are. */
    public static int count() {
        return ALL.length;
    }

    /** The class at that place of the enumeration. */
    public static TokenClass ofOrdinal(int ordinal) {
        return ALL[ordinal];
    }

    /** The class a price book names so, or null where there is none. */
    public static @Nullable TokenClass ofPriceName(String name) {
        return BY_PRICE_NAME.get(name);
    }
}
