package io.flyball.core.price;

/**
 * What a call that is charged already is to cost from now on.
 *
 * @param charge the call's first charge, or a later one that adjusted it
 * @param price what it costs in all, and by which row; not what is to be added
 */
public record Adjustment(ChargedCall charge, Price price) {
    private static final String BETWEEN = "#";

    /** The charge that makes good the difference to what the call cost until now. */
    public ChargedCall compensation(Price until) {
        String version = price.version().isEmpty() ? price.state().wireName() : price.version();
        return new ChargedCall(
                charge.call(),
                charge.call().eventId() + BETWEEN + version,
                price.state(),
                price.costNanoUsd() - until.costNanoUsd(),
                price.version(),
                charge.team(),
                charge.costCenter(),
                charge.admittedAtMs());
    }
}
