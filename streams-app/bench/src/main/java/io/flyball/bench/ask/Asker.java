package io.flyball.bench.ask;

import java.util.concurrent.CompletableFuture;

/** Asks one door about a call of a user. Thread-safe. */
public interface Asker extends AutoCloseable {
    /** What a door said. */
    enum Said {
        /** Nothing is asked of the caller. */
        CLEAR,
        /** A signal concerns the caller. */
        CONCERNED,
        /** It did not answer in the door's own form. */
        NOTHING
    }

    /** Never completes exceptionally. */
    CompletableFuture<Said> ask(int user);

    @Override
    void close();
}
