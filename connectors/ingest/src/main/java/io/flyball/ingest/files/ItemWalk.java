package io.flyball.ingest.files;

import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.Items;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.SourceCoordinates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Goes through the records of files that a mapper of requests reads as well, and tells the sink what it makes of them. */
public final class ItemWalk {
    /** What the records of one file are and what becomes of each. */
    public interface Format {
        /** The records of a file, in the order in which they stand. */
        Items items(Path file, InputStream in) throws IOException;

        /** What the present record is; neither broken nor too large. */
        Mapped map(Items item);
    }

    private static final long PROGRESS_STEP_BYTES = 1 << 18;

    private final InputFiles input;
    private final UsageSink sink;
    private long reported;
    private long ignored;

    private ItemWalk(InputFiles input, UsageSink sink) {
        this.input = input;
        this.sink = sink;
    }

    /** Reads all files. What is no usage is no record: it is told once, as a number. */
    public static void over(InputFiles input, UsageSink sink, Format format) throws UnreadableInput {
        ItemWalk walk = new ItemWalk(input, sink);
        for (Path file : input.files()) {
            walk.file(file, format);
        }
        if (walk.ignored > 0) {
            sink.note(walk.ignored + (walk.ignored == 1 ? " entry says" : " entries say")
                    + " nothing of usage and went uncounted.");
        }
        sink.progress(input.bytesTotal(), input.bytesTotal());
    }

    /** The user of the options in the place where a request would name one. */
    public static Attributes headers(ReadOptions options) {
        return name -> name.equals("x-flyball-user") ? options.user() : null;
    }

    private void file(Path file, Format format) throws UnreadableInput {
        Items items = null;
        try (InputStream in = input.open(file)) {
            items = format.items(file, in);
            while (items.next()) {
                pass(items, new SourceCoordinates(file.toString(), items.line()), format);
                if (input.bytesRead() - reported >= PROGRESS_STEP_BYTES) {
                    reported = input.bytesRead();
                    sink.progress(reported, input.bytesTotal());
                }
            }
        } catch (UnreadableInput told) {
            throw told;
        } catch (IOException e) {
            throw InputFiles.broken(file, items == null ? 0 : items.line(), e);
        }
    }

    private void pass(Items item, SourceCoordinates at, Format format) {
        if (item.broken() != null) {
            sink.refuse(RejectionReason.NOT_JSON, at, item.sizeBytes(), item.sha256Hex());
            return;
        }
        if (item.tooLarge()) {
            sink.refuse(RejectionReason.TOO_LARGE, at, item.sizeBytes(), item.sha256Hex());
            return;
        }
        Mapped mapped = format.map(item);
        if (mapped instanceof Mapped.Call call) {
            sink.accept(call.event(), at);
        } else if (mapped instanceof Mapped.Refused refused) {
            sink.refuse(refused.reason(), at, refused.sizeBytes(), refused.sha256Hex());
        } else {
            ignored++;
        }
    }
}
