package io.flyball.app.http;

/**
 * How often a client of the event door hears something.
 *
 * @param lookMs how often it is looked whether something changed: the most a change waits
 * @param heartbeatMs a comment is sent after so long without a change, so that both sides notice a dead connection
 * @param patienceMs a client that has not taken what it was sent for so long is dropped
 * @param maxClients clients at the same time; one more is refused
 */
public record EventPace(long lookMs, long heartbeatMs, long patienceMs, int maxClients) {

    /** Changes within 250 ms, a heartbeat every 10 s, 30 s of patience, 200 clients. */
    public static final EventPace DEFAULT = new EventPace(250, 10_000, 30_000, 200);
}
