package io.flyball.core.detect.trail;

import io.flyball.core.detect.cadence.Cadence;
import io.flyball.core.detect.loop.Openings;
import io.flyball.core.detect.waste.CacheTrail;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * The trails of one user's latest sessions, and what is remembered of all of them together. Bounded: the session that was
 * silent longest is forgotten first. Mutable.
 */
public final class UserTrails {
    /** How many sessions of a user are remembered: more than run at the same time, sub-agents included. */
    static final int MOST_SESSIONS = 32;

    // In the order of their latest calls, so the first is the one to forget.
    private final Map<String, Trail> bySession = new LinkedHashMap<>(16, 0.75f, true);
    private final Openings openings = new Openings();
    private final Cadence cadence = new Cadence();
    private final ModelCosts models = new ModelCosts();
    private long forgottenUnreadNanoUsd;

    /** A session and what it cost since its first call, nano-USD. */
    public record SessionCost(String session, long costNanoUsd) {}

    /** The session's trail, begun where there is none. */
    public Trail trail(String session) {
        Trail trail = bySession.get(session);
        if (trail == null) {
            trail = new Trail();
            bySession.put(session, trail);
            if (bySession.size() > MOST_SESSIONS) {
                String oldest = bySession.keySet().iterator().next();
                forgottenUnreadNanoUsd += bySession.remove(oldest).cache().takeUnreadNanoUsd();
            }
        }
        return trail;
    }

    /** What each model cost lately. */
    public ModelCosts models() {
        return models;
    }

    /** Takes in what a call cost on its model. */
    public void charge(String model, long timeMs, long costNanoUsd) {
        models.add(model, timeMs, costNanoUsd);
    }

    /** The dearest of the sessions that called since then. */
    public List<SessionCost> dearestSessions(long sinceMs, int most) {
        List<SessionCost> sessions = new ArrayList<>();
        bySession.forEach((session, trail) -> {
            if (trail.steps().lastMs() >= sinceMs && trail.steps().costNanoUsd() > 0) {
                sessions.add(new SessionCost(session, trail.steps().costNanoUsd()));
            }
        });
        sessions.sort(
                Comparator.comparingLong(SessionCost::costNanoUsd).reversed().thenComparing(SessionCost::session));
        return List.copyOf(sessions.subList(0, Math.min(most, sessions.size())));
    }

    /** What the sessions set out to do. */
    public Openings openings() {
        return openings;
    }

    /** The cadence of all sessions together. */
    public Cadence cadence() {
        return cadence;
    }

    /** What was paid for caches of an hour that have lapsed unread by that time, nano-USD; told once. */
    public long takeLapsedUnreadNanoUsd(long nowMs) {
        long lapsed = forgottenUnreadNanoUsd;
        forgottenUnreadNanoUsd = 0;
        for (Trail trail : bySession.values()) {
            CacheTrail cache = trail.cache();
            if (!cache.lapsedBy(nowMs)) {
                break;
            }
            lapsed += cache.takeUnreadNanoUsd();
        }
        return lapsed;
    }

    /** The sessions remembered, least recent call first, for codecs. */
    public List<String> sessions() {
        return Collections.unmodifiableList(new ArrayList<>(bySession.keySet()));
    }

    /** Passes every number of a session's trail through, for codecs; see {@link Trail}. */
    public void passTrail(String session, LongUnaryOperator through) {
        trail(session).pass(through);
    }

    /** Passes every other number of the state through, in a fixed order, for codecs. */
    public void pass(LongUnaryOperator through) {
        openings.pass(through);
        cadence.pass(through);
        forgottenUnreadNanoUsd = through.applyAsLong(forgottenUnreadNanoUsd);
    }
}
