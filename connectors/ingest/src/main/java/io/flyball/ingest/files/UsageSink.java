package io.flyball.ingest.files;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.record.SourceCoordinates;

/**
 * Takes what a {@link UsageReader} finds, in the order in which it is to be counted. Every record ends in exactly one
 * call of {@link #accept} or {@link #refuse}. All calls come from the thread that reads.
 */
public interface UsageSink {
    /** A record that is possible; lateness and duplicates are not judged yet. */
    void accept(UsageEvent event, SourceCoordinates at);

    /**
     * A record that cannot be counted.
     *
     * @param sizeBytes its size without the line's end
     * @param sha256Hex hash of the same bytes, so that it can be found again without being kept
     */
    void refuse(RejectionReason reason, SourceCoordinates at, long sizeBytes, String sha256Hex);

    /** Something a person should know about the input as a whole; one sentence. */
    void note(String sentence);

    /**
     * How far the reading is, a few times a megabyte and once at the end.
     *
     * @param bytesRead bytes of the files as they lie on the disk
     * @param bytesTotal size of all files together
     */
    void progress(long bytesRead, long bytesTotal);
}
