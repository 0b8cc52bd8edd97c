package io.flyball.ingest.files;

import java.nio.file.Path;
import java.util.List;

/** Reads files of one format as one input. Plain or gzip, told by the first bytes and not by the name. */
@FunctionalInterface
public interface UsageReader {
    /**
     * Reads all files in the order given and tells the sink what is in them. Whether each file is there, can be opened
     * and, if packed, unpacks to its end is known before the sink hears of the first record.
     *
     * @throws UnreadableInput where a file cannot be read, or an option the format needs is missing
     */
    void read(List<Path> files, ReadOptions options, UsageSink sink) throws UnreadableInput;
}
