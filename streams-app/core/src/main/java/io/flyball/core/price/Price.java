package io.flyball.core.price;

/**
 * What a call was charged.
 *
 * @param costNanoUsd nano-USD; 0 where the state is UNPRICED or OVERFLOW
 * @param version the row that priced it; empty where none did
 */
public record Price(State state, long costNanoUsd, String version) {

    /** Where the amount comes from. */
    public enum State {
        /** By the price book. */
        PRICED("priced"),
        /** By what the source says it cost. */
        REPORTED("reported"),
        /** By nothing yet: counted, shown, priced when a row arrives; never free. */
        UNPRICED("unpriced"),
        /** The cost does not fit a long (9.2 billion USD): no such call. */
        OVERFLOW("overflow");

        private final String wireName;

        State(String wireName) {
            this.wireName = wireName;
        }

        /** The name on topics. */
        public String wireName() {
            return wireName;
        }
    }

    static final Price NONE = new Price(State.UNPRICED, 0, "");
    static final Price TOO_LARGE = new Price(State.OVERFLOW, 0, "");
}
