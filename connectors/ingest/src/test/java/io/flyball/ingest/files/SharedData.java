package io.flyball.ingest.files;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Test data that lies beside the project and is no part of it. */
public final class SharedData {
    private SharedData() {}

    /** The file or folder under {@code ../shared/data}; the test is skipped where it is absent. */
    public static Path require(String name) {
        Path project = Path.of("").toAbsolutePath();
        while (project != null && !isRoot(project)) {
            project = project.getParent();
        }
        Path data = project == null
                ? Path.of(name)
                : project.resolveSibling("shared").resolve("data").resolve(name);
        Assumptions.assumeTrue(
                Files.exists(data), () -> "SKIPPED: ../shared/data/" + name + " is not on this machine.");
        return data;
    }

    private static boolean isRoot(Path folder) {
        return Files.isDirectory(folder.resolve("connectors")) && Files.isDirectory(folder.resolve("streams-app"));
    }
}
