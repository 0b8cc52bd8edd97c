package io.flyball.app.streams;

import io.flyball.app.embedded.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder in which an application keeps its state on this machine: a folder a task, and the name of the process,
 * which is kept so that its transactions of before are fenced at once.
 */
final class LocalState {
    private static final Pattern TASK_FOLDER = Pattern.compile("\\d+_\\d+");

    private final Path folder;

    LocalState(Path folder) {
        this.folder = folder;
    }

    /** Deletes the folders of all tasks. */
    void delete() {
        tasks().forEach(TemporaryFolder::delete);
    }

    private List<Path> tasks() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child ->
                            TASK_FOLDER.matcher(child.getFileName().toString()).matches())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
