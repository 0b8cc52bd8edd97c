package io.flyball.app.files;

import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.model.Person;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a policy may say and probably does not mean. */
final class PolicyWarnings {
    private final Problems problems;
    private final List<Placed> rules = new ArrayList<>();

    private record Placed(int line, String what, ScopeMatch match) {}

    PolicyWarnings(Problems problems) {
        this.problems = problems;
    }

    /** Notes whom a rule is about. */
    void rule(int line, String what, ScopeMatch match) {
        rules.add(new Placed(line, what, match));
    }

    /** Rules that match nobody; none where no directory is given. */
    List<String> sentences(Collection<Person> directory) {
        List<String> all = new ArrayList<>();
        if (!directory.isEmpty()) {
            for (Placed rule : rules) {
                if (!KnownScopes.matchesSomebody(rule.match(), directory)) {
                    all.add(problems.at(
                            rule.line(),
                            rule.what() + " of " + rule.match()
                                    + " matches nobody in the directory: mend the id, or add the person there."));
                }
            }
        }
        return List.copyOf(all);
    }
}
