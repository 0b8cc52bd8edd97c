package io.flyball.gateway;

/** What becomes of a call that is to be slowed. */
public enum OnDelay {
    /** The gateway waits and then lets it through: its place is kept. */
    WAIT,
    /** The gateway sends it away with a time to come again; when it does, its place has been kept for five seconds. */
    RETRY
}
