package io.flyball.app.files;

import io.flyball.core.govern.Policy;
import io.flyball.core.model.Person;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * A policy in YAML (or JSON).
 *
 * <p>A key that is absent has the value of {@link Policy#standard()}, inside {@code findings} and {@code ladder} too: who
 * writes a loop rule alone keeps the standard burn rule. What shall not be there is written empty: {@code burn: []},
 * {@code loop: null}, {@code pace: {}}. A level of the ladder that is written has the limits it names and no others.
 *
 * @param policy what the file says
 * @param warnings one sentence each on what is legal and probably not meant
 */
public record PolicyFile(Policy policy, List<String> warnings) {

    /**
     * Reads a policy.
     *
     * @throws io.flyball.app.Refusal where the file cannot be read or anything in it is wrong
     */
    public static PolicyFile read(Path file) {
        return read(file, List.of());
    }

    /**
     * Reads a policy beside a directory: a rule on users, teams or cost centres that matches nobody there is warned of.
     *
     * @param directory empty: nothing is known of whom there is, and nothing is warned of
     * @throws io.flyball.app.Refusal where the file cannot be read or anything in it is wrong
     */
    public static PolicyFile read(Path file, Collection<Person> directory) {
        Problems problems = new Problems(file);
        PolicyReading reading = new PolicyReading(problems);
        Policy policy = reading.policy(Document.read(file));
        problems.refuseIfAny();
        return new PolicyFile(policy, reading.warnings(directory));
    }
}
