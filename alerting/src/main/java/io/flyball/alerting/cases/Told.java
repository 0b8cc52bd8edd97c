package io.flyball.alerting.cases;

/**
 * One message in one place: what it shows, and what it is to show.
 *
 * @param askId the ask it is about; empty: the case itself
 * @param reference where the message is, in the channel's terms; empty: not posted, or nobody knows
 * @param revision of the case that the message shows; 0: none yet
 * @param dueSinceMs since when it has been to show something else, epoch ms; 0: it is as it should be
 * @param attempt what may have brought it there although nobody knows
 * @param restUntilMs until when the other side asked to be left alone with it, epoch ms; 0: it did not
 */
public record Told(
        Place place,
        String askId,
        State state,
        String reference,
        int revision,
        long dueSinceMs,
        Attempt attempt,
        long restUntilMs) {

    /** What is to become of it. */
    public enum State {
        /** To be told by a message of its own. */
        WANTED("due"),
        /** To be told with others when the next digest is due. */
        DIGEST("digest"),
        /** There was no room for a message of its own: to be told with others soon. */
        OVERFLOW("overflow"),
        /** Told with others. */
        DIGESTED("digested"),
        /** The other side does not take it. */
        REFUSED("refused"),
        /** Given up after trying for long. */
        DEAD("dead");

        private final String wireName;

        State(String wireName) {
            this.wireName = wireName;
        }

        /** The name on topics. */
        public String wireName() {
            return wireName;
        }

        /** The state of that name; throws where there is none. */
        public static State ofWireName(String name) {
            for (State state : values()) {
                if (state.wireName.equals(name)) {
                    return state;
                }
            }
            throw new IllegalArgumentException("Expected a state such as due, but it is \"" + name + "\"");
        }
    }

    /** A message that is not there yet. */
    static Told wanted(Place place, String askId, State state, long nowMs) {
        return new Told(place, askId, state, "", 0, nowMs, Attempt.NONE, 0);
    }

    Told in(State other) {
        return new Told(place, askId, other, reference, revision, dueSinceMs, attempt, restUntilMs);
    }

    Told dueSince(long ms) {
        return new Told(place, askId, state, reference, revision, ms, attempt, restUntilMs);
    }

    Told showing(int shown, String where, State as) {
        return new Told(place, askId, as, where, shown, 0, Attempt.NONE, 0);
    }

    /** It is being delivered. */
    Told attempted(Attempt begun) {
        return new Told(place, askId, state, reference, revision, dueSinceMs, begun, 0);
    }

    /** The other side wants to be left alone with it. */
    Told restingUntil(long ms) {
        return new Told(place, askId, state, reference, revision, dueSinceMs, attempt, ms);
    }

    /** Whether it is the same message as another, whatever it shows. */
    public boolean sameAs(Told other) {
        return askId.equals(other.askId) && place.sameAs(other.place);
    }

    /** To be tried again although it was refused or given up. */
    Told revived() {
        return new Told(place, askId, State.WANTED, reference, revision, 0, Attempt.NONE, restUntilMs);
    }

    /** Whether somebody hears of the case by it, now or soon. */
    boolean reaches() {
        return state != State.REFUSED && state != State.DEAD;
    }
}
