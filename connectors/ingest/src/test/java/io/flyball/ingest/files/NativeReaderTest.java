package io.flyball.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.record.NativeRecord;
import io.flyball.ingest.record.Sha256;
import io.flyball.ingest.record.SourceCoordinates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeReaderTest {
    private static final long NOW_MS = 1_787_000_000_000L;
    private static final String RECORD =
            "{\"event_id\":\"%s\",\"time\":1770000000000,\"model\":\"m\",\"user\":\"ann\"}";

    private final Path folder;

    NativeReaderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "azure-code",
                "codex-agentv",
                "context-evaluator",
                "context-evaluator.repeated",
                "edges",
                "edges-cross-user",
                "kv",
                "mooncake-conversation",
                "pi-sessions",
                "polygpt"
            })
    void refusesWhatTheOracleRefusesForTheSameReasons(String name) throws IOException {
        // given
        Path file = SharedData.require("native/" + name + ".jsonl.gz");
        JsonNode expected = new ObjectMapper()
                .readTree(SharedData.require("expected/" + name + ".json").toFile());
        CollectingSink sink = new CollectingSink();

        // when
        new NativeReader().read(List.of(file), new ReadOptions(null, NOW_MS), sink);

        // then
        Map<String, Integer> rejected = new TreeMap<>();
        expected.path("rejected")
                .fields()
                .forEachRemaining(e -> rejected.put(e.getKey(), e.getValue().asInt()));
        assertThat(sink.refusedByReason()).isEqualTo(rejected);
        assertThat(sink.events.size() + sink.refusals.size())
                .isEqualTo(expected.at("/conservation/read").asInt());
        assertThat(sink.bytesRead).isEqualTo(Files.size(file)).isEqualTo(sink.bytesTotal);
    }

    @Test
    void readsPlainAndPackedFilesAsOneInputInTheOrderGiven() throws IOException {
        // given
        Path plain = write("a.jsonl", line("e-1") + "\r\n\n \t\r\n" + line("e-2"));
        Path packed = folder.resolve("b.log");
        Files.write(packed, gzip(line("e-3") + "\n"));

        // when
        CollectingSink sink = read(packed, plain);

        // then
        assertThat(sink.events).extracting("eventId").containsExactly("e-3", "e-1", "e-2");
        assertThat(sink.places)
                .containsExactly(
                        new SourceCoordinates(packed.toString(), 1),
                        new SourceCoordinates(plain.toString(), 1),
                        new SourceCoordinates(plain.toString(), 4));
        assertThat(sink.refusals).isEmpty();
    }

    @Test
    void takesALineOfExactlyTheGreatestSizeAndRefusesAByteMore() throws IOException {
        // given
        String record = line("e-1");
        String greatest = record + " ".repeat(NativeRecord.MAX_BYTES - record.length());
        Path file = write("a.jsonl", greatest + "\r\n" + greatest + " \r\n" + greatest + "\r");

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events).hasSize(2);
        assertThat(sink.refusals)
                .containsExactly(new CollectingSink.Refusal(
                        RejectionReason.TOO_LARGE,
                        new SourceCoordinates(file.toString(), 2),
                        NativeRecord.MAX_BYTES + 1L,
                        Sha256.hexOf(greatest + " ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r\r\n", ""})
    void hashesALineOfThreeMegabytesWithoutItsEnd(String lineEnd) throws IOException {
        // given
        String huge = "x".repeat(3_000_000);
        Path file = write("a.jsonl", line("e-1") + "\n" + huge + lineEnd);

        // when
        CollectingSink sink = read(file);

        // then
        String content = lineEnd.startsWith("\r\r") ? huge + "\r" : huge;
        assertThat(sink.events).hasSize(1);
        assertThat(sink.refusals)
                .containsExactly(new CollectingSink.Refusal(
                        RejectionReason.TOO_LARGE,
                        new SourceCoordinates(file.toString(), 2),
                        content.length(),
                        Sha256.hexOf(content)));
    }

    @Test
    void passesOverMegabytesOfBlanks() throws IOException {
        // given
        Path file = write("a.jsonl", " \t".repeat(1_000_000) + "\r\n" + line("e-1"));

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events).hasSize(1);
        assertThat(sink.refusals).isEmpty();
    }

    @Test
    void findsNoRecordInAnEmptyFile() throws IOException {
        // given
        Path file = write("a.jsonl", "");

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events).isEmpty();
        assertThat(sink.refusals).isEmpty();
    }

    @Test
    void readsAFileOfSeveralPackedParts() throws IOException {
        // given
        Path file = folder.resolve("a.gz");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(gzip(line("e-1") + "\n"));
            out.write(gzip(line("e-2") + "\n"));
        }

        // when
        CollectingSink sink = read(file);

        // then
        assertThat(sink.events).hasSize(2);
    }

    @Test
    void saysWhichFileIsMissingBeforeItReadsTheOther() throws IOException {
        // given
        Path there = write("a.jsonl", line("e-1"));
        Path missing = folder.resolve("b.jsonl");
        CollectingSink sink = new CollectingSink();

        // when, then
        assertThatThrownBy(() -> new NativeReader().read(List.of(there, missing), new ReadOptions(null, NOW_MS), sink))
                .isInstanceOf(UnreadableInput.class)
                .hasMessage("File \"" + missing + "\" does not exist: check its name.");
        assertThat(sink.events).isEmpty();
    }

    @Test
    void refusesAFolder() {
        assertThatThrownBy(() -> read(folder))
                .isInstanceOf(UnreadableInput.class)
                .hasMessage("\"" + folder + "\" is not a file: name the files themselves.");
    }

    @Test
    void refusesNoFileAtAll() {
        assertThatThrownBy(() -> read())
                .isInstanceOf(UnreadableInput.class)
                .hasMessage("No file is given: name at least one.");
    }

    @Test
    void refusesAPackedFileThatWasCutOffBeforeItReadsItsFirstRecord() throws IOException {
        // given
        byte[] whole = gzip((line("e-1") + "\n").repeat(1000));
        assertRefusedAsDamaged(Arrays.copyOf(whole, whole.length - 9));
    }

    @Test
    void refusesAPackedFileWithAWrongChecksum() throws IOException {
        byte[] whole = gzip(line("e-1") + "\n");
        whole[whole.length - 6] ^= 1;
        assertRefusedAsDamaged(whole);
    }

    @Test
    void refusesBytesAfterThePackedDataThatWouldGoUnread() throws IOException {
        byte[] whole = gzip(line("e-1") + "\n");
        assertRefusedAsDamaged(Arrays.copyOf(whole, whole.length + 30));
    }

    private void assertRefusedAsDamaged(byte[] contents) throws IOException {
        Path file = folder.resolve("damaged.gz");
        Files.write(file, contents);
        CollectingSink sink = new CollectingSink();

        assertThatThrownBy(() -> new NativeReader().read(List.of(file), new ReadOptions(null, NOW_MS), sink))
                .isInstanceOf(UnreadableInput.class)
                .hasMessageStartingWith("File \"" + file + "\" is damaged or cut off (")
                .hasMessageEndingWith("): fetch or pack it again.");
        assertThat(sink.events).isEmpty();
    }

    private CollectingSink read(Path... files) throws IOException {
        CollectingSink sink = new CollectingSink();
        new NativeReader().read(List.of(files), new ReadOptions(null, NOW_MS), sink);
        return sink;
    }

    private Path write(String name, String contents) throws IOException {
        return Files.writeString(folder.resolve(name), contents);
    }

    private static String line(String eventId) {
        return RECORD.formatted(eventId);
    }

    private static byte[] gzip(String contents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(contents.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
