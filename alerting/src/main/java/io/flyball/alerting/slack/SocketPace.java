package io.flyball.alerting.slack;

/**
 * How patient a {@link SlackSocket} is.
 *
 * @param helloMs how long a connection and Slack's hello may take, each
 * @param pingMs after how long it pings
 * @param silentMs after how long without a word or a pong a connection is given up
 * @param leastMs between two connections at least
 * @param firstMs wait after the first failure
 * @param mostMs wait after many
 */
public record SocketPace(long helloMs, long pingMs, long silentMs, long leastMs, long firstMs, long mostMs) {
    /** For Slack, which pings every few seconds itself. */
    public static final SocketPace DEFAULT = new SocketPace(10_000, 15_000, 60_000, 100, 1_000, 60_000);
}
