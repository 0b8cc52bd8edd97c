package io.flyball.app.cli;

import io.flyball.app.files.PolicyFile;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.Person;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the policy a command was given. */
final class PolicyOption {
    private PolicyOption() {}

    /** The policy of the file, or the built-in one where none is named; warnings go to {@code err}. */
    static Policy read(@Nullable Path file, List<Person> directory, PrintWriter err) {
        if (file == null) {
            return Policy.standard();
        }
        PolicyFile read = directory.isEmpty() ? PolicyFile.read(file) : PolicyFile.read(file, directory);
        read.warnings().forEach(warning -> err.println("flyball: warning: " + warning));
        return read.policy();
    }
}
