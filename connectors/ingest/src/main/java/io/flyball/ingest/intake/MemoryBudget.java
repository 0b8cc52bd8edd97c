package io.flyball.ingest.intake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the bytes of requests that Kafka has not acknowledged yet, so that a stalled broker makes clients wait and not
 * the heap grow. One client gets half of it at most: it cannot lock out the others. Thread-safe.
 */
public final class MemoryBudget {
    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();
    private final Map<String, AtomicLong> usedByClient = new ConcurrentHashMap<>();

    /** A part of the budget, given back by {@link #close}. */
    public final class Lease implements AutoCloseable {
        private final AtomicLong ofClient;
        private final AtomicLong bytes = new AtomicLong();
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(AtomicLong ofClient) {
            this.ofClient = ofClient;
        }

        /** Takes more; false, and nothing taken, where there is not so much left. */
        public boolean grow(long moreBytes) {
            if (ofClient.addAndGet(moreBytes) > clientLimitBytes()) {
                ofClient.addAndGet(-moreBytes);
                return false;
            }
            if (usedBytes.addAndGet(moreBytes) > limitBytes) {
                usedBytes.addAndGet(-moreBytes);
                ofClient.addAndGet(-moreBytes);
                return false;
            }
            bytes.addAndGet(moreBytes);
            return true;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                usedBytes.addAndGet(-bytes.get());
                ofClient.addAndGet(-bytes.get());
            }
        }
    }

    public MemoryBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** A lease of so many bytes, or null where there are not so many left. */
    public @Nullable Lease lease(Client client, long bytes) {
        Lease lease = new Lease(usedByClient.computeIfAbsent(client.name(), name -> new AtomicLong()));
        return lease.grow(bytes) ? lease : null;
    }

    /** Bytes of requests under way. */
    public long usedBytes() {
        return usedBytes.get();
    }

    /** The greatest request that can ever pass. */
    public long clientLimitBytes() {
        return limitBytes / 2;
    }
}
