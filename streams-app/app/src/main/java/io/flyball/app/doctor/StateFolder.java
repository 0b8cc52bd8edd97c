package io.flyball.app.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The folder that state lies in: there or to be made, writable, on a disk, with room. */
final class StateFolder {
    private static final String NAME = "state folder";
    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");
    private static final long LITTLE_BYTES = 1L << 30;

    private StateFolder() {}

    static Check check(Path folder) {
        Path existing = folder.toAbsolutePath().normalize();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            return Check.fail(NAME, existing + " is a file: give flyball.state-dir a folder.");
        }
        try {
            Files.delete(Files.createTempFile(existing, ".flyball-doctor-", ""));
            FileStore store = Files.getFileStore(existing);
            return onDisk(folder, store.type(), store.getUsableSpace());
        } catch (IOException e) {
            return Check.fail(
                    NAME,
                    "State cannot be written to " + folder + " (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "): give this user the right to, or set flyball.state-dir to another folder.");
        }
    }

    static Check onDisk(Path folder, String storeType, long usableBytes) {
        boolean temporary = folder.toAbsolutePath().normalize().startsWith("/tmp");
        if (IN_MEMORY.contains(storeType) || temporary) {
            return Check.warn(
                    NAME,
                    "State in " + folder
                            + (temporary ? " goes when /tmp is emptied" : " lies in memory (" + storeType + ")")
                            + ": set flyball.state-dir to a folder on a disk, or every restart restores from Kafka.");
        }
        if (usableBytes < LITTLE_BYTES) {
            return Check.warn(
                    NAME,
                    "State in " + folder + " has " + (usableBytes >> 20) + " MiB left: make room, at 1,000 events/s and"
                            + " a horizon of 7d it takes some 27 GB.");
        }
        return Check.ok(
                NAME, "State goes to " + folder + ", " + (usableBytes >> 30) + " GiB free (" + storeType + ").");
    }
}
