package io.flyball.core.reconcile;

/** How fine a bill is, and so how a difference can be told apart. */
public enum Basis {
    /** An amount for each meter of the model. */
    METER("meter"),
    /** One amount for the model; its meters are valued in the proportions of the price book. */
    MODEL("model"),
    /** Amounts that name no model: compared for the whole day of the provider. */
    DAY("day"),
    /** Amounts without units: nothing but the sums can be compared. */
    NO_USAGE("no_usage"),
    /** Units without an amount, as yet. */
    NO_COST("no_cost"),
    /** Nothing of the model on a day that the bill covers. */
    NOT_BILLED("not_billed");

    private final String wireName;

    Basis(String wireName) {
        this.wireName = wireName;
    }

    /** The name in records. */
    public String wireName() {
        return wireName;
    }
}
