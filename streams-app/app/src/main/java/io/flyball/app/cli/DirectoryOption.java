package io.flyball.app.cli;

import io.flyball.core.model.Person;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the directory a command was given. */
final class DirectoryOption {
    private DirectoryOption() {}

    static List<Person> read(@Nullable Path file) {
        return List.of();
    }
}
