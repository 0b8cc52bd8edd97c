package io.flyball.app.container;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the project's root, and the data that may lie beside it. */
final class ProjectFiles {
    private ProjectFiles() {}

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("Dockerfile"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("No folder above '" + Path.of("").toAbsolutePath()
                        + "' has a Dockerfile: run the tests inside the project.");
            }
        }
        return folder;
    }

    /** A file of the test data beside the project; skips the calling test where it is absent. */
    static Path assumedShared(String path) {
        Path file = root().resolveSibling("shared").resolve(path);
        assumeTrue(Files.isReadable(file), () -> "Test data '../shared/" + path + "' is not beside the project.");
        return file;
    }
}
