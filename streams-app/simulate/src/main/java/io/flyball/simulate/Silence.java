package io.flyball.simulate;

import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import io.flyball.core.model.UsageEvent;
import org.jspecify.annotations.Nullable;

/**
 * A source that reports nothing for some hours; what its users do meanwhile is lost. Not thread-safe.
 *
 * <p>The truth of it begins with the last call that was heard and ends with the first one after.
 */
final class Silence {
    private final Window window;
    private final Occurrence.Wrong occurrence;
    private @Nullable UsageEvent lastHeard;
    private boolean over;

    /**
     * When a source is silent.
     *
     * @param startMs epoch ms
     * @param endMs epoch ms, exclusive
     */
    record Window(String source, long startMs, long endMs) {}

    Silence(Window window) {
        this.window = window;
        Scope scope = new Scope(Dimension.SOURCE, window.source());
        this.occurrence = new Occurrence.Wrong(TruthKind.SILENCE, "source", scope, "", false, 0, new Span());
    }

    /** Whether the call is lost; calls come in the order of time. */
    boolean swallows(UsageEvent event, ListPrices prices) {
        if (over || !event.source().equals(window.source())) {
            return false;
        }
        if (event.timeMs() < window.startMs()) {
            lastHeard = event;
            return false;
        }
        if (event.timeMs() < window.endMs()) {
            if (lastHeard != null) {
                span().beginAfter(lastHeard.eventId(), lastHeard.timeMs());
                span().note(event, prices.costNanoUsd(event));
            }
            return true;
        }
        over = true;
        span().endAt(event.timeMs());
        return false;
    }

    /** The stream has ended while nobody could know whether the source will be heard again. */
    void endAt(long timeMs) {
        if (!over && timeMs > window.startMs()) {
            span().endAt(timeMs);
        }
    }

    Occurrence.Wrong occurrence() {
        return occurrence;
    }

    private Span span() {
        return occurrence.span();
    }
}
