package io.flyball.ingest.files;

import io.flyball.ingest.record.NativeRecord;
import io.flyball.ingest.record.SourceCoordinates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Goes through the lines of files, one after the other, and reports progress on the way. */
public final class LineWalk {
    /** What is done with each line. */
    public interface Visitor {
        /** The lines that follow are of this file. */
        default void beginFile(Path file) {}

        void line(Lines line, SourceCoordinates at);
    }

    private static final long PROGRESS_STEP_BYTES = 1 << 18;

    private LineWalk() {}

    /** Visits the files in that order; {@code order} holds the files of {@code input}, each once. */
    public static void over(InputFiles input, List<Path> order, UsageSink sink, Visitor visitor)
            throws UnreadableInput {
        over(input, order, NativeRecord.MAX_BYTES, sink, visitor);
    }

    /** The same with lines of up to that many bytes. */
    public static void over(InputFiles input, List<Path> order, int lineLimitBytes, UsageSink sink, Visitor visitor)
            throws UnreadableInput {
        long reported = 0;
        for (Path file : order) {
            visitor.beginFile(file);
            Lines lines = null;
            try (InputStream in = input.open(file)) {
                lines = new Lines(in, lineLimitBytes);
                while (lines.next()) {
                    visitor.line(lines, new SourceCoordinates(file.toString(), lines.number()));
                    if (input.bytesRead() - reported >= PROGRESS_STEP_BYTES) {
                        reported = input.bytesRead();
                        sink.progress(reported, input.bytesTotal());
                    }
                }
            } catch (IOException e) {
                throw InputFiles.broken(file, lines == null ? 0 : lines.number(), e);
            }
        }
        sink.progress(input.bytesTotal(), input.bytesTotal());
    }
}
