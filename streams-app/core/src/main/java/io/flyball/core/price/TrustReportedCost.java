package io.flyball.core.price;

import org.jspecify.annotations.Nullable;

/** When the cost a source reports is charged instead of the price book's. */
public enum TrustReportedCost {
    NEVER("never"),
    UNPRICED_ONLY("unpriced_only"),
    ALWAYS("always");

    private final String wireName;

    TrustReportedCost(String wireName) {
        this.wireName = wireName;
    }

    /** The name in a policy. */
    public String wireName() {
        return wireName;
    }

    /** The choice of that name, or null where there is none. */
    public static @Nullable TrustReportedCost ofWireName(String name) {
        for (TrustReportedCost trust : values()) {
            if (trust.wireName.equals(name)) {
                return trust;
            }
        }
        return null;
    }
}
