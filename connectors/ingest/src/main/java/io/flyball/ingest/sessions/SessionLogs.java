package io.flyball.ingest.sessions;

import io.flyball.ingest.files.ReadOptions;
import io.flyball.ingest.files.UnreadableInput;

/** What all logs of coding agents have in common. */
final class SessionLogs {
    /**
     * A call is held until every file to come begins this much later: sub-agents' files may tell a parent's call again
     * a while after it was made.
     */
    static final long SLACK_MS = 86_400_000L;

    private SessionLogs() {}

    /** Such a log names nobody, so somebody must be named for it. */
    static String requireUser(ReadOptions options, String format) throws UnreadableInput {
        String user = options.user();
        if (user == null || user.isBlank()) {
            throw new UnreadableInput("A log of format \"" + format
                    + "\" does not say who pays: name the person or account with --user, for example --user ann.");
        }
        return user;
    }

    /** The sentence for input that does not fit the hold. */
    static String overflowNote(int maxHeld) {
        return "More than " + maxHeld + " calls had to be held to bring them into the order of time, so older ones were"
                + " passed on early and some may count as late: give fewer files at once.";
    }
}
