package io.flyball.bench.load;

/**
 * One request on its way, however often it is sent.
 *
 * @param dueNanos when it was to be sent, by {@link System#nanoTime}
 * @param attempts how often it was sent already
 */
record Shipment(byte[] body, int events, long dueNanos, int attempts) {
    private static final long FIRST_RETRY_MS = 1_000;
    private static final long LONGEST_RETRY_MS = 5_000;

    Shipment(byte[] body, int events, long dueNanos) {
        this(body, events, dueNanos, 0);
    }

    Shipment again() {
        return new Shipment(body, events, dueNanos, attempts + 1);
    }

    /** How long exporters wait before they send the same once more: what the answer asks for, else longer each time. */
    long retryInMs(DoorClient.Attempt answer) {
        return answer.retryAfterMs() > 0
                ? answer.retryAfterMs()
                : Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS << Math.min(attempts, 3));
    }
}
