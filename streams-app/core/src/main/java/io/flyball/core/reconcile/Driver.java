package io.flyball.core.reconcile;

/** What a difference between a bill and what was measured comes from. Parts of all drivers sum up to the difference. */
public enum Driver {
    /** Calls we counted and had no price for, valued at the bill's rates. */
    UNPRICED("unpriced"),
    /** Calls that came after the admission horizon and were left out, as far as the bill has them. */
    LATE("late"),
    /** Billed units that no source reported. */
    MISSING_SOURCE("missing_source"),
    /** Input of the same size, split otherwise between uncached, read from the cache and written to it. */
    CACHE_CLASS("cache_class"),
    /** The same units at other rates. */
    PRICE("price"),
    /** Units we measured and the bill does not have; never above zero at positive rates. */
    SURPLUS("surplus"),
    /** What is left: lines of the bill that nothing of ours stands against, and what rounding leaves. */
    UNEXPLAINED("unexplained");

    private final String wireName;

    Driver(String wireName) {
        this.wireName = wireName;
    }

    /** The name in records. */
    public String wireName() {
        return wireName;
    }
}
