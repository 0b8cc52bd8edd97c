package io.flyball.simulate;

import io.flyball.core.model.ToolAction;
import java.util.ArrayList;
import java.util.List;

/** Tool actions of everyday work. */
final class Actions {
    private static final List<String> TOOLS = List.of("Bash", "Edit", "Read", "Grep", "Write", "Glob");

    private Actions() {}

    /** Any tool on anything, with a result of its own; it fails in some 6 of 100 cases. */
    static ToolAction any(Chance chance) {
        return fresh(chance.pick(TOOLS), chance).error(chance.percent(6)).build();
    }

    /** That tool with arguments and a result that nothing else has. */
    static Draft fresh(String tool, Chance chance) {
        return again(tool, chance.hash(), chance);
    }

    /** That tool with known arguments, and a result that nothing else has. */
    static Draft again(String tool, String fingerprint, Chance chance) {
        return new Draft(tool, fingerprint, chance.hash(), chance.hash(), false);
    }

    /** Several at once. */
    static List<ToolAction> several(int count, Chance chance) {
        List<ToolAction> actions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            actions.add(any(chance));
        }
        return List.copyOf(actions);
    }

    /** An action that is being made up. */
    record Draft(String tool, String fingerprint, String result, String masked, boolean failed) {
        Draft result(String hash) {
            return new Draft(tool, fingerprint, hash, masked, failed);
        }

        /** The result has that hash when its digits are masked. */
        Draft masked(String hash) {
            return new Draft(tool, fingerprint, result, hash, failed);
        }

        Draft error(boolean fails) {
            return new Draft(tool, fingerprint, result, masked, fails);
        }

        ToolAction build() {
            return new ToolAction(tool, fingerprint, result, masked, failed);
        }
    }
}
