package io.flyball.core.detect.loop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * The trails of one user's latest sessions, and what those sessions set out to do. Bounded: the session that was silent
 * longest is forgotten first. Mutable.
 */
public final class UserTrails {
    /** How many sessions of a user are remembered: more than run at the same time, sub-agents included. */
    static final int MOST_SESSIONS = 32;

    private static final int MOST_OPENINGS = 4;
    /** Sessions that begin alike later than this after the first have nothing to do with it. */
    private static final long FAN_OUT_WITHIN_MS = 10 * 60_000L;

    // In the order of their latest calls, so the first is the one to forget.
    private final Map<String, SessionTrail> bySession = new LinkedHashMap<>(16, 0.75f, true);
    private final Opening[] openings = new Opening[MOST_OPENINGS];

    private static final class Opening {
        private long steps;
        private long sessions;
        private long firstMs;
    }

    public UserTrails() {
        for (int i = 0; i < MOST_OPENINGS; i++) {
            openings[i] = new Opening();
        }
    }

    /** The session's trail, begun where there is none. */
    SessionTrail trail(String session) {
        SessionTrail trail = bySession.computeIfAbsent(session, s -> new SessionTrail());
        if (bySession.size() > MOST_SESSIONS) {
            bySession.remove(bySession.keySet().iterator().next());
        }
        return trail;
    }

    /** How many sessions, this one included, began with these steps within ten minutes. */
    long sessionsThatBegan(long steps, long timeMs) {
        Opening same = null;
        Opening oldest = openings[0];
        for (Opening opening : openings) {
            if (opening.steps == steps && timeMs - opening.firstMs <= FAN_OUT_WITHIN_MS) {
                same = opening;
            }
            oldest = opening.firstMs < oldest.firstMs ? opening : oldest;
        }
        if (same == null) {
            same = oldest;
            same.steps = steps;
            same.sessions = 0;
            same.firstMs = timeMs;
        }
        same.sessions++;
        return same.sessions;
    }

    /** The sessions remembered, least recent call first, for codecs. */
    public List<String> sessions() {
        return Collections.unmodifiableList(new ArrayList<>(bySession.keySet()));
    }

    /** Passes every number of a session's trail through, for codecs; see {@link SessionTrail#pass}. */
    public void passTrail(String session, LongUnaryOperator through) {
        trail(session).pass(through);
    }

    /** Passes every other number of the state through, in a fixed order, for codecs. */
    public void pass(LongUnaryOperator through) {
        for (Opening opening : openings) {
            opening.steps = through.applyAsLong(opening.steps);
            opening.sessions = through.applyAsLong(opening.sessions);
            opening.firstMs = through.applyAsLong(opening.firstMs);
        }
    }
}
