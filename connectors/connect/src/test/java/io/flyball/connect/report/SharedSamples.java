package io.flyball.connect.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** What providers document as their answers; it lies beside the project and is no part of it. */
final class SharedSamples {
    private SharedSamples() {}

    /** A file under {@code ../shared/data/samples}; the test is skipped where it is absent. */
    static byte[] read(String name) {
        Path project = Path.of("").toAbsolutePath();
        while (project != null && !isRoot(project)) {
            project = project.getParent();
        }
        Path file = project == null
                ? Path.of(name)
                : project.resolveSibling("shared").resolve(Path.of("data", "samples", name));
        Assumptions.assumeTrue(
                Files.exists(file), () -> "SKIPPED: ../shared/data/samples/" + name + " is not on this machine.");
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRoot(Path folder) {
        return Files.isDirectory(folder.resolve("connectors")) && Files.isDirectory(folder.resolve("streams-app"));
    }
}
