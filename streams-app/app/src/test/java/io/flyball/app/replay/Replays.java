package io.flyball.app.replay;

import io.flyball.app.Oracle;
import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.app.files.PriceBookFile;
import io.flyball.app.report.Report;
import io.flyball.app.report.ReportWriter;
import io.flyball.core.govern.Policy;
import io.flyball.ingest.UsageFormats;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replays one after the other on one embedded broker, each with topics of its own. */
final class Replays implements AutoCloseable {
    private final EmbeddedBroker broker = EmbeddedBroker.start();
    private final Path folder;
    private int serial;

    Replays(Path folder) {
        this.folder = folder;
    }

    /** Replays native files under the test price book and the standard policy, and writes the report. */
    Path report(List<Path> files, int partitions) throws Exception {
        return write(replay(files, "native", Policy.standard(), null, partitions));
    }

    Report replay(List<Path> files, String format, Policy policy, @Nullable String user, int partitions)
            throws Exception {
        ReplayRequest request = new ReplayRequest(
                files,
                UsageFormats.of(format),
                PriceBookFile.read(Oracle.data("prices/book.json")),
                policy,
                List.of(),
                user,
                partitions);
        return new Replay(request, new Silent()).runOn(broker, "replay" + serial++ + ".");
    }

    Path write(Report report) throws Exception {
        Path file = folder.resolve("report" + serial++ + ".json");
        try (OutputStream out = Files.newOutputStream(file)) {
            ReportWriter.write(report, out);
        }
        return file;
    }

    @Override
    public void close() {
        broker.close();
    }

    private static final class Silent implements Replay.ReplayProgress {
        @Override
        public void phase(String name) {}

        @Override
        public void reading(long bytesRead, long bytesTotal, long records) {}
    }
}
