package io.flyball.ingest.otlp;

import io.flyball.ingest.record.Mapped;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls whose source broke its own rule of what includes what. Thread-safe. */
final class UsageInconsistencies {
    private final LongAdder calls = new LongAdder();

    void note(Mapped mapped, TokenSplit tokens) {
        if (mapped instanceof Mapped.Call && tokens.inconsistent()) {
            calls.increment();
        }
    }

    long count() {
        return calls.sum();
    }
}
