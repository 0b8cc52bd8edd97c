package io.flyball.app.files;

import io.flyball.core.detect.BurnRule;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.govern.Limits;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.Person;
import io.flyball.core.model.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What a policy may say and probably does not mean. */
final class PolicyWarnings {
    private final Problems problems;
    private final List<Placed> rules = new ArrayList<>();
    private final List<String> sentences = new ArrayList<>();

    private record Placed(int line, String what, ScopeMatch match) {}

    PolicyWarnings(Problems problems) {
        this.problems = problems;
    }

    /** Notes whom a rule is about. */
    void rule(int line, String what, ScopeMatch match) {
        rules.add(new Placed(line, what, match));
    }

    /** Levels that rules ask for and for which the ladder has no limit: such a signal would slow nothing. */
    void ofLevelsWithoutLimits(Policy policy, int ladderLine) {
        Set<Level> asked = EnumSet.noneOf(Level.class);
        policy.budgets().forEach(budget -> asked.add(budget.atFull()));
        policy.burns().stream().map(BurnRule::level).forEach(asked::add);
        policy.spikes().forEach(spike -> asked.add(spike.level()));
        if (policy.loop() != null) {
            asked.add(policy.loop().level());
        }
        for (Level level : asked) {
            boolean slows = level == Level.PACE || level == Level.DOWNSHIFT;
            if (slows && policy.limits(level).equals(Limits.NONE)) {
                String example = level == Level.PACE ? "{max_requests_per_minute: 10}" : "{model_override: some-model}";
                sentences.add(problems.at(
                        ladderLine,
                        "rules ask for " + level.wireName() + ", for which the ladder has no limit: write for example "
                                + level.wireName() + ": " + example + "."));
            }
        }
    }

    /** All warnings, those on rules that match nobody included where a directory is given. */
    List<String> sentences(Collection<Person> directory) {
        List<String> all = new ArrayList<>(sentences);
        if (!directory.isEmpty()) {
            for (Placed rule : rules) {
                if (!matchesSomebody(rule.match(), directory)) {
                    all.add(problems.at(
                            rule.line(),
                            rule.what() + " of " + rule.match()
                                    + " matches nobody in the directory: mend the id, or add the person there."));
                }
            }
        }
        return List.copyOf(all);
    }

    private static boolean matchesSomebody(ScopeMatch match, Collection<Person> directory) {
        return switch (match.dimension()) {
            case USER -> anyMatches(match, directory, Person::user);
            case TEAM -> anyMatches(match, directory, Person::team);
            case COST_CENTER -> anyMatches(match, directory, Person::costCenter);
            default -> true;
        };
    }

    private static boolean anyMatches(ScopeMatch match, Collection<Person> people, Function<Person, String> id) {
        Dimension dimension = match.dimension();
        return people.stream()
                .map(id)
                .filter(text -> !text.isEmpty())
                .anyMatch(text -> match.matches(new Scope(dimension, text)));
    }
}
