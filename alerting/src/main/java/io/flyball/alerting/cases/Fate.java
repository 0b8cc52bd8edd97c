package io.flyball.alerting.cases;

/** What became of a delivery. */
public enum Fate {
    /** It is there. */
    DELIVERED,
    /** It is tried again. */
    RETRIED,
    /** The other side does not take it. */
    REFUSED,
    /** Given up. */
    DEAD
}
