package io.flyball.app.clients;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The clients of other people, in the versions that {@code .ci/clients} names. */
public final class InstalledClients {
    private static final String VARIABLE = "TEST_CLIENTS_DIR";

    private final Path folder;

    private InstalledClients(Path folder) {
        this.folder = folder;
    }

    /** The folder they lie in; the test is skipped where there is none. */
    public static InstalledClients require() {
        String folder = System.getenv(VARIABLE);
        Assumptions.assumeTrue(
                folder != null && !folder.isBlank(),
                "SKIPPED: " + VARIABLE
                        + " is not set: eval \"$(.ci/clients/install)\" installs the clients and sets it.");
        return new InstalledClients(Path.of(folder));
    }

    /** A command of an npm package. */
    String nodeCommand(String name) {
        return existing(folder.resolve("node_modules/.bin").resolve(name));
    }

    /** Where npm packages are loaded from. */
    public String nodePackages() {
        return existing(folder.resolve("node_modules"));
    }

    /** A command of the Python environment. */
    String pythonCommand(String name) {
        return existing(folder.resolve("venv/bin").resolve(name));
    }

    private static String existing(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalStateException(
                    path + " is missing: remove the folder that " + VARIABLE + " names and install the clients again.");
        }
        return path.toString();
    }
}
