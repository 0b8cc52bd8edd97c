package io.flyball.ingest.record;

/**
 * Where a record was read.
 *
 * @param file the file as it was named by the caller
 * @param line counted from 1; of a call that is told over several lines, the last of them
 */
public record SourceCoordinates(String file, long line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
