package io.flyball.app.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.app.cluster.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A home folder that no client has ever seen, and a bare environment: what runs here finds no settings and no keys of the
 * machine, and gets no further than the loopback.
 */
public final class ScratchHome {
    /** Nobody listens there: what does not go to the loopback fails at once. */
    private static final String NOWHERE = "http://127.0.0.1:9";

    private final Path home;
    private final Path work;

    /** @param home the folder, empty; the caller's to remove */
    public ScratchHome(Path home) {
        this.home = home;
        work = home.resolve("work");
        try {
            Files.createDirectories(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return home;
    }

    /** Writes a file of settings. */
    void write(String name, String text) {
        try {
            Path file = home.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end, which must be a good one; answers what it printed. */
    String run(Map<String, String> environment, List<String> command) {
        try (ChildProcess process = start(environment, command)) {
            assertThat(process.waitFor()).as(process::output).isZero();
            return process.output();
        }
    }

    /** Starts a command. */
    public ChildProcess start(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Map<String, String> bare = builder.environment();
        bare.clear();
        bare.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        bare.put("HOME", home.toString());
        bare.put("TMPDIR", home.toString());
        for (String proxy : List.of("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")) {
            bare.put(proxy, NOWHERE);
        }
        bare.put("NO_PROXY", "127.0.0.1,localhost");
        bare.put("no_proxy", "127.0.0.1,localhost");
        bare.putAll(environment);
        return ChildProcess.start(builder);
    }
}
