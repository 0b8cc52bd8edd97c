package io.flyball.app.node;

import io.flyball.app.Refusal;
import io.flyball.app.files.ClientsFile;
import io.flyball.ingest.http.ClientTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients of a file that may be changed while it is in use: looked at again once a second at most. A file that is
 * gone or wrong changes nothing, and is told in the log. Thread-safe.
 */
public final class WatchedClients implements Supplier<ClientTokens> {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedClients.class);
    private static final long LOOK_EVERY_MS = 1_000;

    private final Path file;
    private final LongSupplier nowMs;
    private ClientTokens tokens;
    private FileTime readOf;
    private long lookedAtMs;

    /**
     * Reads the file for the first time.
     *
     * @throws Refusal where it cannot be read or anything in it is wrong
     */
    public WatchedClients(Path file, LongSupplier nowMs) {
        this.file = file;
        this.nowMs = nowMs;
        this.tokens = ClientsFile.read(file);
        this.readOf = changed();
        this.lookedAtMs = nowMs.getAsLong();
    }

    @Override
    public synchronized ClientTokens get() {
        long now = nowMs.getAsLong();
        if (now - lookedAtMs >= LOOK_EVERY_MS) {
            lookedAtMs = now;
            readAgainIfChanged();
        }
        return tokens;
    }

    private void readAgainIfChanged() {
        FileTime changed = changed();
        if (changed.equals(readOf)) {
            return;
        }
        readOf = changed;
        try {
            tokens = ClientsFile.read(file);
            LOG.info("{} was changed and is in force", file);
        } catch (Refusal e) {
            LOG.warn("{} was changed and cannot be used, the last good one stays in force: {}", file, e.getMessage());
        }
    }

    private FileTime changed() {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }
}
