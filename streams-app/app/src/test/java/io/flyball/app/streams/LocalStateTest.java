package io.flyball.app.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStateTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    Path folder;

    @BeforeEach
    void leaveStateBehind() throws IOException {
        Files.createDirectories(folder.resolve("0_3/rocksdb/payer-scopes"));
        Files.writeString(folder.resolve("0_3/rocksdb/payer-scopes/000012.sst"), "scopes");
        Files.createDirectories(folder.resolve("1_0/payer-ids/payer-ids.1772064000000"));
        Files.writeString(folder.resolve("kafka-streams-process-metadata"), "{}");
    }

    @Test
    void deletesTheTasksOfAProcessThatWasKilledAndKeepsItsName() {
        // when
        boolean deleted = new LocalState(folder).deleteUnlessClosedCleanly();
        // then
        assertThat(deleted).isTrue();
        assertThat(folder.resolve("0_3")).doesNotExist();
        assertThat(folder.resolve("1_0")).doesNotExist();
        assertThat(folder.resolve("kafka-streams-process-metadata")).exists();
    }

    @Test
    void keepsTheTasksOfAProcessThatClosedCleanly() {
        // given
        new LocalState(folder).closedCleanly();
        // when
        boolean deleted = new LocalState(folder).deleteUnlessClosedCleanly();
        // then
        assertThat(deleted).isFalse();
        assertThat(folder.resolve("0_3/rocksdb/payer-scopes/000012.sst")).exists();
    }

    @Test
    void deletesTheTasksOfAProcessThatWasKilledAfterAnotherClosedCleanly() {
        // given
        new LocalState(folder).closedCleanly();
        new LocalState(folder).deleteUnlessClosedCleanly();
        // when
        boolean deleted = new LocalState(folder).deleteUnlessClosedCleanly();
        // then
        assertThat(deleted).isTrue();
        assertThat(folder.resolve("0_3")).doesNotExist();
    }

    @Test
    void hasNothingToDeleteAtTheFirstStart() {
        assertThat(new LocalState(folder.resolve("not-there-yet")).deleteUnlessClosedCleanly())
                .isFalse();
    }
}
