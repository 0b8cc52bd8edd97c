package io.flyball.simulate;

import io.flyball.core.model.UsageEvent;

/** From the first to the last call of an occurrence, as far as the stream has come. Not thread-safe. */
final class Span {
    private String firstEventId = "";
    private String session = "";
    private long startMs;
    private long endMs;
    private int calls;
    private long costNanoUsd;

    /** Begins with a call that is no part of it, unless it has begun. */
    void beginAfter(String eventId, long timeMs) {
        if (!firstEventId.isEmpty()) {
            return;
        }
        firstEventId = eventId;
        startMs = timeMs;
        endMs = timeMs;
    }

    /** Counts a call in; calls come in the order of time. */
    void note(UsageEvent event, long callNanoUsd) {
        if (firstEventId.isEmpty()) {
            firstEventId = event.eventId();
            session = event.session();
            startMs = event.timeMs();
        }
        endMs = event.timeMs();
        calls++;
        costNanoUsd = Math.addExact(costNanoUsd, callNanoUsd);
    }

    boolean isEmpty() {
        return calls == 0;
    }

    /** It lasts until then, whether or not a call says so. */
    void endAt(long timeMs) {
        endMs = timeMs;
    }

    String firstEventId() {
        return firstEventId;
    }

    /** The session of the first call. */
    String session() {
        return session;
    }

    long startMs() {
        return startMs;
    }

    long endMs() {
        return endMs;
    }

    int calls() {
        return calls;
    }

    long costNanoUsd() {
        return costNanoUsd;
    }
}
