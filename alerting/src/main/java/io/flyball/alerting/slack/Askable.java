package io.flyball.alerting.slack;

import io.flyball.alerting.cases.CaseKey;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import java.util.Set;

/** Where asking for more can have an effect: an approval raises budgets and burns, and lets new tasks begin that wait. */
final class Askable {
    private static final Set<String> RAISED = Set.of(FindingKind.BURN.wireName(), FindingKind.PACE.wireName());

    private Askable() {}

    /** @param level what the throttle asks of the scope, by its name on topics */
    static boolean is(CaseKey key, String level) {
        return spends(key.scope()) && (RAISED.contains(key.kind()) || level.equals(Level.HOLD_NEW_TASKS.wireName()));
    }

    /** Sources report and spend nothing. */
    private static boolean spends(String scope) {
        try {
            return Scope.parse(scope).dimension() != Dimension.SOURCE;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Why nobody can be asked, and what to do instead. */
    static String mend(CaseKey key) {
        return "Nothing more can be given for " + key.kind() + " of " + key.scope()
                + ": an approval raises budgets and burns, and lets new tasks begin that wait; say instead that it is"
                + " intended.";
    }
}
