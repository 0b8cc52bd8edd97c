package io.flyball.app.cli;

import io.flyball.app.Refusal;
import io.flyball.ingest.UnknownFormat;
import io.flyball.ingest.UsageFormats;
import io.flyball.ingest.files.UsageReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks what a command is to read before anything is started. */
final class InputFiles {
    private InputFiles() {}

    static UsageReader reader(String format) {
        try {
            return UsageFormats.of(format);
        } catch (UnknownFormat e) {
            throw Refusal.of(e);
        }
    }

    static void refuseUnreadable(List<Path> files) {
        for (Path file : files) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new Refusal("Input " + file + " is not a file that can be read: check its name.");
            }
        }
    }
}
