package io.flyball.app.cli;

import io.flyball.app.files.DirectoryCsv;
import io.flyball.core.model.Person;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the directory a command was given. */
final class DirectoryOption {
    private DirectoryOption() {}

    /** The people of the file; nobody where none is named. */
    static List<Person> read(@Nullable Path file) {
        return file == null ? List.of() : DirectoryCsv.read(file);
    }
}
