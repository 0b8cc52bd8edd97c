package io.flyball.bench.contend;

import io.flyball.app.embedded.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for the state of one run; gone with it. */
public record StateFolder(Path path) implements AutoCloseable {
    public static StateFolder create() {
        try {
            return new StateFolder(Files.createTempDirectory("flyball-bench-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        TemporaryFolder.delete(path);
    }
}
