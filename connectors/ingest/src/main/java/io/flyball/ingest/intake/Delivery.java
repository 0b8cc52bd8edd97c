package io.flyball.ingest.intake;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The records of one request on their way: done when Kafka has said yes or no to each of them. */
final class Delivery {
    private final AtomicInteger open;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Delivery(int records) {
        open = new AtomicInteger(records);
        if (records == 0) {
            done.complete(null);
        }
    }

    /** Kafka's answer to one record; null is yes. */
    void answered(@Nullable Exception e) {
        if (e != null) {
            failure.compareAndSet(null, e);
        }
        if (open.decrementAndGet() == 0) {
            Exception first = failure.get();
            if (first == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(first);
            }
        }
    }

    boolean failed() {
        return failure.get() != null;
    }

    /** Completes after the last answer, exceptionally with the first failure. */
    CompletableFuture<Void> done() {
        return done;
    }
}
