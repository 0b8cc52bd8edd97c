package io.flyball.ingest.sessions;

import static io.flyball.ingest.sessions.CodexLog.META;
import static io.flyball.ingest.sessions.CodexLog.TURN;
import static io.flyball.ingest.sessions.CodexLog.meta;
import static io.flyball.ingest.sessions.CodexLog.read;
import static io.flyball.ingest.sessions.CodexLog.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.files.CollectingSink;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A forked session begins with all that its parent said. */
class CodexForkTest {
    private final Path folder;

    CodexForkTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void countsOnceWhatAForkTellsAgainUnderNewTimes() throws IOException {
        // given
        Path parent = write(
                "a.jsonl",
                META,
                TURN,
                report("10:00:01", "100:0:10:0", "100:0:10:0"),
                report("10:00:02", "300:50:30:0", "200:50:20:0"));
        Path fork = write(
                "b.jsonl",
                meta("s-2", "s-1").replace("2026-02-10", "2026-02-14"),
                META.replace("2026-02-10", "2026-02-14"),
                TURN,
                report("10:00:00", "100:0:10:0", "100:0:10:0").replace("2026-02-10", "2026-02-14"),
                report("10:00:00", "300:50:30:0", "200:50:20:0").replace("2026-02-10", "2026-02-14"),
                report("10:05:00", "700:50:35:0", "400:0:5:0").replace("2026-02-10", "2026-02-14"));

        // when
        CollectingSink sink = read(fork, parent);

        // then
        assertThat(sink.events).extracting(UsageEvent::outputTokens).containsExactly(10L, 20L, 5L);
        assertThat(sink.events).extracting(UsageEvent::session).containsExactly("s-1", "s-1", "s-2");
        assertThat(sink.notes)
                .containsExactly("2 calls that forked sessions tell again from their parents were counted once.");
    }

    @Test
    void countsOnceWhatAForkOfAForkTellsAgain() throws IOException {
        // given a log that begins with the metadata of all its ancestors
        Path root = write("a.jsonl", META, TURN, report("10:00:01", "100:0:10:0", "100:0:10:0"));
        Path grandchild = write(
                "b.jsonl",
                meta("s-3", "s-2"),
                meta("s-2", "s-1"),
                META,
                TURN,
                report("11:00:00", "100:0:10:0", "100:0:10:0"),
                report("11:00:01", "300:0:20:0", "200:0:10:0"));

        // when
        CollectingSink sink = read(root, grandchild);

        // then
        assertThat(sink.events).extracting(UsageEvent::session).containsExactly("s-1", "s-3");
    }

    @Test
    void givesACallTheSameIdInTheForkAsInItsParent() throws IOException {
        // given the fork alone, whose parent's log is gone
        Path parent = write("a.jsonl", META, TURN, report("10:00:01", "100:0:10:0", "100:0:10:0"));
        Path fork = write("b.jsonl", meta("s-2", "s-1"), META, TURN, report("11:00:00", "100:0:10:0", "100:0:10:0"));

        // when
        CollectingSink ofParent = read(parent);
        CollectingSink ofFork = read(fork);

        // then
        assertThat(ofFork.events.get(0).eventId())
                .isEqualTo(ofParent.events.get(0).eventId());
    }

    @Test
    void takesNoCallFromACounterThatAForkInherits() throws IOException {
        // given
        Path file = write(
                "a.jsonl",
                meta("s-2", "s-1"),
                TURN,
                report("10:00:01", "9000:800:700:0", null),
                report("10:00:02", "9100:800:710:0", "100:0:10:0"));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events).extracting(UsageEvent::outputTokens).containsExactly(10L);
        assertThat(sink.notes).isEmpty();
    }

    private Path write(String name, String... lines) throws IOException {
        return CodexLog.write(folder, name, lines);
    }
}
