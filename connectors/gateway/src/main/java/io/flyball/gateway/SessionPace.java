package io.flyball.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of one session, by scope, and the places its calls were promised. All of it under one monitor: calls of
 * different sessions never wait for each other.
 *
 * <p>A call that is sent away is promised the instant at which it may come again, and that place is taken for it. The
 * next call of the session that comes at that instant or within {@link #CLAIM_NANOS} after it passes on that promise.
 */
final class SessionPace {
    /** Longer waits are of no use: SDKs give up on them. */
    static final long LONGEST_WAIT_NANOS = RateSlots.MINUTE_NANOS;
    /** How late a call may claim what it was promised: times to come again are whole seconds, and networks are slow. */
    static final long CLAIM_NANOS = 5_000_000_000L;

    private static final long ASK_AGAIN_NANOS = 1_000_000_000L;
    private static final int MAX_PROMISES = 256;
    /** A call whose end is not told by then is not under way any more. */
    private static final long LONGEST_CALL_NANOS = 10 * RateSlots.MINUTE_NANOS;

    private final Map<String, RateSlots> slots = new HashMap<>();
    private final Map<String, TokenBudget> budgets = new HashMap<>();
    private final Deque<Promise> promises = new ArrayDeque<>();
    private final Deque<UnderWay> underWay = new ArrayDeque<>();
    private long lastPassNanos;
    private boolean retired;

    SessionPace(long nowNanos) {
        this.lastPassNanos = nowNanos - RateSlots.MINUTE_NANOS;
    }

    private static final class Promise {
        private final long dueNanos;
        private final List<String> scopes;

        private Promise(long dueNanos, List<String> scopes) {
            this.dueNanos = dueNanos;
            this.scopes = scopes;
        }
    }

    /** A call whose end will be told; of several the oldest is taken to end first. */
    private static final class UnderWay {
        private final long sinceNanos;
        private final long expectedTokens;

        private UnderWay(long sinceNanos, long expectedTokens) {
            this.sinceNanos = sinceNanos;
            this.expectedTokens = expectedTokens;
        }
    }

    /** The place of a call that comes now, or null where this was retired meanwhile. */
    synchronized @Nullable Place place(Call call, List<Pace> paces, OnDelay onDelay, long nowNanos) {
        if (retired) {
            return null;
        }
        boolean crowded = isCrowded(call, paces, nowNanos);
        Promise due = onDelay == OnDelay.RETRY ? due(paces, nowNanos) : null;
        if (due != null && crowded) {
            return Place.comeAgain(ASK_AGAIN_NANOS);
        }
        if (due != null) {
            promises.remove(due);
            return passed(call, paces, nowNanos, nowNanos);
        }
        long waitNanos = waitNanos(call, paces, nowNanos);
        if (waitNanos > LONGEST_WAIT_NANOS) {
            return Place.comeAgain(LONGEST_WAIT_NANOS);
        }
        if (crowded) {
            return Place.comeAgain(Math.max(ASK_AGAIN_NANOS, waitNanos));
        }
        boolean sentAway = onDelay == OnDelay.RETRY && waitNanos > 0;
        if (sentAway && promises.size() >= MAX_PROMISES) {
            return Place.comeAgain(waitNanos);
        }
        long atNanos = nowNanos + waitNanos;
        reserve(paces, atNanos);
        if (sentAway) {
            promises.add(new Promise(atNanos, scopesOf(paces)));
            return Place.comeAgain(waitNanos);
        }
        return passed(call, paces, atNanos, nowNanos);
    }

    private Place passed(Call call, List<Pace> paces, long atNanos, long nowNanos) {
        lastPassNanos = atNanos;
        if (call.isEndReported()) {
            underWay.add(new UnderWay(atNanos, call.estimatedTokens()));
        }
        charge(call, call.estimatedTokens(), atNanos);
        return Place.after(atNanos - nowNanos, remaining(paces, nowNanos));
    }

    /** The first promise that has come due and is about these scopes. */
    private @Nullable Promise due(List<Pace> paces, long nowNanos) {
        for (Iterator<Promise> it = promises.iterator(); it.hasNext(); ) {
            Promise promise = it.next();
            if (nowNanos - promise.dueNanos > CLAIM_NANOS) {
                it.remove();
            } else if (nowNanos - promise.dueNanos >= 0 && promise.scopes.containsAll(scopesOf(paces))) {
                return promise;
            }
        }
        return null;
    }

    private static List<String> scopesOf(List<Pace> paces) {
        List<String> scopes = new ArrayList<>(paces.size());
        paces.forEach(pace -> scopes.add(pace.scope()));
        return scopes;
    }

    /** The longest of the waits that scopes ask for; they run side by side. */
    private long waitNanos(Call call, List<Pace> paces, long nowNanos) {
        long placeNanos = 0;
        long wholeNanos = 0;
        for (Pace pace : paces) {
            long ownNanos = Math.max(rateWaitNanos(pace, nowNanos), tokenWaitNanos(pace, nowNanos));
            placeNanos = Math.max(placeNanos, ownNanos);
            wholeNanos = Math.max(wholeNanos, ownNanos + pace.delayNanos());
        }
        return Math.max(placeNanos, Math.min(LONGEST_WAIT_NANOS, wholeNanos));
    }

    private long rateWaitNanos(Pace pace, long nowNanos) {
        return pace.requestsPerMinute() < 0
                ? 0
                : slots.computeIfAbsent(pace.scope(), s -> new RateSlots(nowNanos))
                        .waitNanos(pace.requestsPerMinute(), nowNanos);
    }

    /** Whatever tokens were used, the session has one call a minute. */
    private long tokenWaitNanos(Pace pace, long nowNanos) {
        if (pace.tokensPerMinute() < 0) {
            return 0;
        }
        TokenBudget budget = budgets.computeIfAbsent(pace.scope(), s -> new TokenBudget(nowNanos));
        budget.rate(pace.tokensPerMinute());
        return Math.min(budget.waitNanos(nowNanos), untilMinuteIsOver(nowNanos));
    }

    private long untilMinuteIsOver(long nowNanos) {
        return Math.max(0, lastPassNanos + RateSlots.MINUTE_NANOS - nowNanos);
    }

    private boolean isCrowded(Call call, List<Pace> paces, long nowNanos) {
        if (!call.isEndReported()) {
            return false;
        }
        underWay.removeIf(one -> nowNanos - one.sinceNanos > LONGEST_CALL_NANOS);
        long most = Long.MAX_VALUE;
        for (Pace pace : paces) {
            most = pace.concurrency() < 0 ? most : Math.min(most, pace.concurrency());
        }
        return underWay.size() >= most && untilMinuteIsOver(nowNanos) > 0;
    }

    private void reserve(List<Pace> paces, long atNanos) {
        for (Pace pace : paces) {
            RateSlots own = slots.get(pace.scope());
            if (pace.requestsPerMinute() >= 0 && own != null) {
                own.take(pace.requestsPerMinute(), atNanos);
            }
        }
    }

    private long remaining(List<Pace> paces, long nowNanos) {
        long least = Long.MAX_VALUE;
        for (Pace pace : paces) {
            RateSlots own = slots.get(pace.scope());
            if (pace.requestsPerMinute() >= 0 && own != null) {
                least = Math.min(least, own.remaining(pace.requestsPerMinute(), nowNanos));
            }
        }
        return least == Long.MAX_VALUE ? ThrottleLimits.UNLIMITED : least;
    }

    /** A call of the session has ended, with so many tokens. */
    synchronized void ended(Call call, long tokens, long nowNanos) {
        long expectedTokens = call.estimatedTokens();
        if (call.isEndReported()) {
            UnderWay ended = underWay.poll();
            expectedTokens = ended == null ? 0 : ended.expectedTokens;
        }
        charge(call, Math.max(0, tokens) - expectedTokens, nowNanos);
    }

    private void charge(Call call, long tokens, long atNanos) {
        for (String scope : call.scopes()) {
            TokenBudget budget = budgets.get(scope);
            if (budget != null) {
                budget.charge(tokens, atNanos);
            }
        }
    }

    /** Retires it where a new one would know as much; true if so. */
    synchronized boolean retireIfIdle(long nowNanos) {
        promises.removeIf(promise -> nowNanos - promise.dueNanos > CLAIM_NANOS);
        underWay.removeIf(one -> nowNanos - one.sinceNanos > LONGEST_CALL_NANOS);
        retired = promises.isEmpty()
                && underWay.isEmpty()
                && nowNanos - lastPassNanos > RateSlots.MINUTE_NANOS
                && slots.values().stream().allMatch(slot -> slot.isFull(nowNanos))
                && budgets.values().stream().allMatch(budget -> budget.isFull(nowNanos));
        return retired;
    }
}
