package io.flyball.alerting.cases;

import java.util.List;

/** Something to deliver in one place. */
public sealed interface Delivery {
    Place place();

    /** What stays the same however often it is tried, by which a message that is there can be found again. */
    String id();

    /** Whether an earlier try may have arrived: the channel looks before it posts. */
    boolean mayBeThere();

    /** How many messages and changes of messages it takes. */
    int sends();

    /**
     * What a message about a case, or about an ask, is to show.
     *
     * @param told the message as it is so far
     * @param revision what it shows afterwards
     * @param news what is to be said beside it, plain text; empty: nothing
     */
    record Telling(AlertCase of, Told told, int revision, String news, boolean mayBeThere) implements Delivery {
        @Override
        public Place place() {
            return told.place();
        }

        /** Of the one time that the case is on: the same case another month is another message, incident and thread. */
        @Override
        public String id() {
            String occurrence =
                    of.key().id() + "." + Long.toString(of.course().openedAtMs(), Character.MAX_RADIX);
            return told.askId().isEmpty() ? occurrence : occurrence + "." + told.askId();
        }

        /** Whether there is no message yet. */
        public boolean first() {
            return told.revision() == 0;
        }

        @Override
        public int sends() {
            return !first() && !news.isEmpty() ? 2 : 1;
        }
    }

    /**
     * Several cases in one message.
     *
     * @param overflow whether there was no room to tell each by itself
     */
    record Digest(String id, Place place, List<AlertCase> cases, boolean overflow, boolean mayBeThere)
            implements Delivery {
        public Digest {
            cases = List.copyOf(cases);
        }

        @Override
        public int sends() {
            return 1;
        }
    }
}
