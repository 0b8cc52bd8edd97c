package io.flyball.ingest.intake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often each client may call: a bucket that holds a second's worth and fills evenly. Time is a parameter.
 * Thread-safe.
 */
public final class ClientRates {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** When the bucket of a client is full again, nanoseconds of the caller's clock. */
    private final Map<String, Long> fullAtNanos = new ConcurrentHashMap<>();

    /** Whether the client may call now; a call that may not costs nothing. */
    public boolean tryCall(Client client, long nowNanos) {
        if (client.requestsPerSecond() == 0) {
            return true;
        }
        long costNanos = NANOS_PER_SECOND / client.requestsPerSecond();
        boolean[] passed = new boolean[1];
        fullAtNanos.compute(client.name(), (name, before) -> {
            long fullAt = before == null || before - nowNanos < 0 ? nowNanos : before;
            passed[0] = fullAt + costNanos - nowNanos <= NANOS_PER_SECOND;
            return passed[0] ? fullAt + costNanos : fullAt;
        });
        return passed[0];
    }
}
