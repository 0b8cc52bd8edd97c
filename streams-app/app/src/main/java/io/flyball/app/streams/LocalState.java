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
 * The folder in which an application keeps its state on this machine: a folder a task, the name of the process, which is
 * kept so that its transactions of before are fenced at once, and, while nobody has it open, the mark of a clean close.
 */
final class LocalState {
    /** The mark's name. */
    static final String CLOSED_CLEANLY = "flyball-closed-cleanly";

    private static final Pattern TASK_FOLDER = Pattern.compile("\\d+_\\d+");

    private final Path folder;

    LocalState(Path folder) {
        this.folder = folder;
    }

    /**
     * To be called before anything is opened. Deletes the state of a process that was killed: it may hold writes whose
     * transaction was aborted, and Kafka Streams 4.3.1 does not get over it where a store with several segments holds
     * some that are valid and one that is not. The changelogs hold what was committed and nothing else.
     *
     * @return whether there was state and it was deleted
     */
    boolean deleteUnlessClosedCleanly() {
        try {
            boolean closedCleanly = Files.deleteIfExists(mark());
            if (closedCleanly || tasks().isEmpty()) {
                return false;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        delete();
        return true;
    }

    /** To be called when everything is closed, and only where all of it closed well. */
    void closedCleanly() {
        try {
            Files.createDirectories(folder);
            Files.write(mark(), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path mark() {
        return folder.resolve(CLOSED_CLEANLY);
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
