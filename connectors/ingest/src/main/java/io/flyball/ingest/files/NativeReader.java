package io.flyball.ingest.files;

import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.record.NativeRecord;
import io.flyball.ingest.record.SourceCoordinates;
import java.nio.file.Path;
import java.util.List;

/** Files of native usage records, one JSON object a line, in the order in which they stand. */
public final class NativeReader implements UsageReader {
    private final NativeRecord record = new NativeRecord();

    @Override
    public void read(List<Path> files, ReadOptions options, UsageSink sink) throws UnreadableInput {
        InputFiles input = InputFiles.check(files);
        if (options.user() != null) {
            sink.note("The user \"" + options.user()
                    + "\" was not used: native records name who pays themselves, each in its field user or key.");
        }
        LineWalk.over(input, input.files(), sink, (line, at) -> pass(line, at, options.nowMs(), sink));
    }

    private void pass(Lines line, SourceCoordinates at, long nowMs, UsageSink sink) {
        NativeRecord.Outcome outcome = line.tooLarge()
                ? new NativeRecord.Refused(RejectionReason.TOO_LARGE)
                : record.read(line.bytes(), nowMs);
        if (outcome instanceof NativeRecord.Valid valid) {
            sink.accept(valid.event(), at);
        } else if (outcome instanceof NativeRecord.Refused refused) {
            sink.refuse(refused.reason(), at, line.sizeBytes(), line.sha256Hex());
        }
    }
}
