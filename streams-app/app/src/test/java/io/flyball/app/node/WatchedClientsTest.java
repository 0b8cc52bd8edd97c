package io.flyball.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.ingest.http.ClientTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedClientsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    Path folder;

    private final AtomicLong nowMs = new AtomicLong(1_000_000);
    private long modifiedMs = 1_000;

    @BeforeEach
    void aFileWithOneToken() throws IOException {
        write(client("old"));
    }

    @Test
    void aChangedFileIsInForceASecondLater() throws IOException {
        WatchedClients clients = new WatchedClients(file(), nowMs::get);
        write(client("new"));
        boolean atOnce = knows(clients, "new");

        nowMs.addAndGet(1_000);

        assertThat(atOnce).isFalse();
        assertThat(knows(clients, "new")).isTrue();
        assertThat(knows(clients, "old")).isFalse();
    }

    @Test
    void aBrokenFileChangesNothing() throws IOException {
        WatchedClients clients = new WatchedClients(file(), nowMs::get);
        write("clients: [");

        nowMs.addAndGet(1_000);

        assertThat(knows(clients, "old")).isTrue();
    }

    @Test
    void aFileThatIsGoneChangesNothing() throws IOException {
        WatchedClients clients = new WatchedClients(file(), nowMs::get);
        Files.delete(file());

        nowMs.addAndGet(1_000);

        assertThat(knows(clients, "old")).isTrue();
    }

    private Path file() {
        return folder.resolve("clients.yaml");
    }

    private void write(String yaml) throws IOException {
        Files.writeString(file(), yaml);
        modifiedMs += 1_000;
        Files.setLastModifiedTime(file(), FileTime.fromMillis(modifiedMs));
    }

    private static boolean knows(WatchedClients clients, String token) {
        return clients.get().of("Bearer " + token, null) != null;
    }

    private static String client(String token) {
        return "clients: [{name: a, token_sha256: [" + HexFormat.of().formatHex(ClientTokens.sha256Of(token)) + "]}]";
    }
}
