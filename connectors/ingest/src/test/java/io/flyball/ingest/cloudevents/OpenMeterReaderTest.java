package io.flyball.ingest.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.ingest.files.CollectingSink;
import io.flyball.ingest.files.ReadOptions;
import io.flyball.ingest.record.SourceCoordinates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenMeterReaderTest {
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"app\",\"type\":\"prompt\",\"subject\":\"ann\","
                    + "\"time\":\"2026-11-01T10:00:00Z\",\"data\":{\"model\":\"m\",\"tokens\":\"7\",\"type\":\"output\"}}";

    private final Path folder;

    OpenMeterReaderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsArraysAndLinesAsOneInput() throws IOException {
        // given
        Path array = Files.writeString(folder.resolve("a.json"), "[\n" + event("1") + ",\n7,\n" + event("2") + "]");
        Path lines = Files.writeString(
                folder.resolve("b.jsonl"), event("3") + "\n" + event("4").replace("\"subject\"", "\"x\""));
        CollectingSink sink = new CollectingSink();

        // when
        new OpenMeterReader().read(List.of(array, lines), new ReadOptions("ben", 1_795_400_000_000L), sink);

        // then
        assertThat(sink.events).extracting("eventId").containsExactly("app 1", "app 2", "app 3", "app 4");
        assertThat(sink.events).extracting("user").containsExactly("ann", "ann", "ann", "ben");
        assertThat(sink.refusals)
                .extracting(CollectingSink.Refusal::at)
                .containsExactly(new SourceCoordinates(array.toString(), 3));
        assertThat(sink.bytesRead).isEqualTo(sink.bytesTotal);
    }

    private static String event(String id) {
        return EVENT.formatted(id);
    }
}
