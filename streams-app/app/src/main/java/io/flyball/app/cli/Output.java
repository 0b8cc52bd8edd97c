package io.flyball.app.cli;

import io.flyball.app.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Checks before long work that its result can be written. */
final class Output {
    private Output() {}

    static void refuseUnwritable(@Nullable Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new Refusal("Output " + file + " is a folder: name a file.");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Refusal("Output " + file + " would lie in a folder that does not exist: create " + folder + ".");
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new Refusal("Output " + file + " cannot be written: choose another file or change its permissions.");
        }
    }
}
