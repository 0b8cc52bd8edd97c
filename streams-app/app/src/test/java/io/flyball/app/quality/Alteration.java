package io.flyball.app.quality;

import io.flyball.core.model.ToolAction;
import io.flyball.core.model.UsageEvent;
import java.util.ArrayList;
import java.util.List;

/** A loop put into the middle of a real session, made of its own calls. Each takes eight turns. */
enum Alteration {
    /** The same action and the same answer. */
    IDENTICAL {
        @Override
        void turn(Turns turns, int n) {
            turns.call(0, answer(0), 0);
        }
    },
    /** Only digits of the answer differ. */
    DIGITS {
        @Override
        void turn(Turns turns, int n) {
            turns.call(0, new ToolAction("Bash", "b-0", "took " + n, "took #", false), n % 3 - 1);
        }
    },
    /** The same edit, and the context grows. */
    SAME_EDIT {
        @Override
        void turn(Turns turns, int n) {
            turns.call(0, new ToolAction("Edit", "e-0", "file " + n, "file " + (char) ('a' + n), false), n % 2);
        }
    },
    /** Two actions in turn. */
    PERIOD_TWO {
        @Override
        void turn(Turns turns, int n) {
            turns.call(0, answer(0), 0);
            turns.call(1, answer(1), 0);
        }
    },
    /** Three actions in turn. */
    PERIOD_THREE {
        @Override
        void turn(Turns turns, int n) {
            turns.call(0, answer(0), 0);
            turns.call(1, answer(1), 0);
            turns.call(2, answer(2), 0);
        }
    },
    /** The same action and answer, another call between. */
    OTHERS_BETWEEN {
        @Override
        void turn(Turns turns, int n) {
            turns.call(0, answer(0), 0);
            turns.call(3 + n, new ToolAction("Read", "r-" + n, "text " + n, "text " + n, false), 13 * n);
        }
    };

    static final int TURNS = 8;

    private static final int SECONDS_BETWEEN = 6;
    private static final int LEAST_CALLS = 24;

    /** Whether it can be told from token counts alone: irregular calls between leave no even shape. */
    boolean showsInShape() {
        return this != OTHERS_BETWEEN;
    }

    abstract void turn(Turns turns, int n);

    private static ToolAction answer(int which) {
        return new ToolAction("Bash", "b-" + which, "answer " + which, "answer " + which, false);
    }

    /** Whether a session is long enough to put a loop into. */
    static boolean fits(List<UsageEvent> session) {
        return session.size() >= LEAST_CALLS;
    }

    /** The session with the loop in its middle; what comes after it comes as much later. */
    List<UsageEvent> applied(List<UsageEvent> session) {
        int middle = session.size() / 2;
        Turns turns = new Turns(session, middle);
        for (int n = 0; n < TURNS; n++) {
            turn(turns, n);
        }
        List<UsageEvent> altered = new ArrayList<>(session.subList(0, middle));
        altered.addAll(turns.calls);
        long laterMs = (long) SECONDS_BETWEEN * 1000 * turns.calls.size();
        session.subList(middle, session.size())
                .forEach(call -> altered.add(
                        call.toBuilder().timeMs(call.timeMs() + laterMs).build()));
        return altered;
    }

    /** The same as a source would tell it that fingerprints nothing. */
    static List<UsageEvent> withoutFingerprints(List<UsageEvent> calls) {
        return calls.stream()
                .map(call -> call.toBuilder()
                        .actions(List.of())
                        .requestFingerprint("")
                        .build())
                .toList();
    }

    /** Calls of the loop: each adds to the context what its model call in the real session answered and got back. */
    static final class Turns {
        private static final long RESULT_TOKENS = 180;

        private final List<UsageEvent> session;
        private final int middle;
        private final List<UsageEvent> calls = new ArrayList<>();
        private long context;

        private Turns(List<UsageEvent> session, int middle) {
            this.session = session;
            this.middle = middle;
            this.context = session.get(middle - 1).contextTokens();
        }

        private void call(int which, ToolAction action, long moreTokens) {
            UsageEvent model = session.get((middle + which) % session.size());
            long output = 60 + 23L * which + moreTokens;
            context += RESULT_TOKENS + 41L * which + output;
            UsageEvent before = calls.isEmpty() ? session.get(middle - 1) : calls.get(calls.size() - 1);
            calls.add(model.toBuilder()
                    .eventId("put-in-" + calls.size())
                    .session(before.session())
                    .user(before.user())
                    .timeMs(before.timeMs() + SECONDS_BETWEEN * 1000L)
                    .inputTokens(1)
                    .cacheReadTokens(context - 1)
                    .cacheWrite5mTokens(0)
                    .cacheWrite1hTokens(0)
                    .outputTokens(output)
                    .reportedContextTokens(-1)
                    .requestFingerprint("")
                    .actions(List.of(action))
                    .build());
        }
    }
}
