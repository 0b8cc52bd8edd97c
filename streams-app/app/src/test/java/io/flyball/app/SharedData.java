package io.flyball.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Test data and tools that lie beside the project and are no part of it. */
public final class SharedData {
    private SharedData() {}

    /** The file or folder under {@code ../shared}; the test is skipped where it is absent. */
    public static Path require(String name) {
        Path found = projectRoot().resolveSibling("shared").resolve(name);
        Assumptions.assumeTrue(Files.exists(found), () -> "SKIPPED: ../shared/" + name + " is not on this machine.");
        return found;
    }

    /** The project's top folder. */
    public static Path projectRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !isRoot(folder)) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("Expected to run inside the project, but it runs in "
                    + Path.of("").toAbsolutePath());
        }
        return folder;
    }

    private static boolean isRoot(Path folder) {
        return Files.isDirectory(folder.resolve("connectors")) && Files.isDirectory(folder.resolve("streams-app"));
    }
}
