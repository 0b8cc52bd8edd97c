package io.flyball.simulate;

import io.flyball.core.model.UsageEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * One run through the days of a company: every call in the order of time, made when it is asked for, in O(log callers)
 * each. Holds what is under way, and the truths and look-alikes so far. Not thread-safe.
 */
public final class Traffic implements Iterator<UsageEvent> {
    private record Turn(Caller caller, int place) {
        long timeMs() {
            return caller.nextTimeMs();
        }
    }

    /** Fewer calls than that show nothing of what they are part of: the end of the stream has cut it. */
    private static final int LEAST_CALLS = 3;

    private final ListPrices prices;
    private final long endMs;
    private final List<Silence> silences;
    private final PriorityQueue<Turn> turns =
            new PriorityQueue<>(Comparator.comparingLong(Turn::timeMs).thenComparingInt(Turn::place));
    private final List<Occurrence.Wrong> wrong = new ArrayList<>();
    private final List<Occurrence.Harmless> harmless = new ArrayList<>();
    private @Nullable UsageEvent upcoming;

    /** @param callers in an order that decides which of two calls at one instant comes first */
    Traffic(List<Caller> callers, List<Silence> silences, ListPrices prices, long endMs) {
        this.prices = prices;
        this.endMs = endMs;
        this.silences = silences;
        for (int place = 0; place < callers.size(); place++) {
            await(new Turn(callers.get(place), place));
        }
        upcoming = make();
    }

    @Override
    public boolean hasNext() {
        return upcoming != null;
    }

    @Override
    public UsageEvent next() {
        UsageEvent event = upcoming;
        if (event == null) {
            throw new NoSuchElementException("The stream has ended at " + endMs + ": ask hasNext() first");
        }
        upcoming = make();
        return event;
    }

    /**
     * What went wrong, by the time of its first call: complete once {@link #hasNext()} is false, before that what has
     * begun so far.
     */
    public List<Truth> truths() {
        List<Truth> truths = new ArrayList<>();
        wrong.stream()
                .filter(occurrence -> occurrence.span().calls() >= LEAST_CALLS)
                .forEach(occurrence -> truths.add(occurrence.truth()));
        silences.stream()
                .map(Silence::occurrence)
                .filter(occurrence -> occurrence.span().calls() >= LEAST_CALLS)
                .forEach(occurrence -> truths.add(occurrence.truth()));
        truths.sort(Comparator.comparingLong(Truth::startMs).thenComparing(Truth::firstWrongEventId));
        return List.copyOf(truths);
    }

    /** What is right and looks wrong, in the order in which it began; complete as {@link #truths()} is. */
    public List<LookAlike> lookAlikes() {
        return harmless.stream().map(Occurrence.Harmless::lookAlike).toList();
    }

    private void await(Turn turn) {
        if (turn.timeMs() < endMs) {
            turns.add(turn);
        }
    }

    private @Nullable UsageEvent make() {
        while (!turns.isEmpty()) {
            Turn turn = turns.remove();
            Call call = turn.caller.next();
            await(turn);
            if (!isLost(call.event())) {
                note(call);
                return call.event();
            }
        }
        silences.forEach(silence -> silence.endAt(endMs));
        return null;
    }

    private boolean isLost(UsageEvent event) {
        boolean lost = false;
        for (Silence silence : silences) {
            lost |= silence.swallows(event, prices);
        }
        return lost;
    }

    private void note(Call call) {
        Occurrence occurrence = call.occurrence();
        if (occurrence == null) {
            return;
        }
        if (occurrence.span().isEmpty()) {
            if (occurrence instanceof Occurrence.Wrong bad) {
                wrong.add(bad);
            } else if (occurrence instanceof Occurrence.Harmless good) {
                harmless.add(good);
            }
        }
        occurrence.span().note(call.event(), prices.costNanoUsd(call.event()));
    }
}
