package io.flyball.core.detect.loop;

import io.flyball.core.model.ToolAction;
import java.util.List;
import java.util.Locale;

/** What the tools of a call are there for, as far as their names tell. */
enum ActionNature {
    /** They wait for something that goes on by itself: a process, a job, another agent. */
    WAITS,
    /** They change something: files, records. */
    CHANGES,
    /** Anything else: reading, searching, running. */
    OTHER;

    private static final List<String> WAITING =
            List.of("wait", "sleep", "poll", "stdin", "bashoutput", "taskoutput", "job_output", "read_output");
    private static final List<String> CHANGING =
            List.of("edit", "write", "patch", "replace", "insert", "create", "update", "delete", "rename", "move");

    /** The nature of a call's tools together: it waits where all of them do, it changes where any of them does. */
    static ActionNature of(List<ToolAction> actions) {
        boolean waits = !actions.isEmpty();
        boolean changes = false;
        for (ToolAction action : actions) {
            String name = action.name() == null ? "" : action.name().toLowerCase(Locale.ROOT);
            boolean thisWaits = hasAny(name, WAITING);
            waits &= thisWaits;
            changes |= !thisWaits && hasAny(name, CHANGING);
        }
        return waits ? WAITS : changes ? CHANGES : OTHER;
    }

    private static boolean hasAny(String name, List<String> words) {
        for (String word : words) {
            if (name.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
