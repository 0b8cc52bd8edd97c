package io.flyball.connect.poll;

import io.flyball.connect.report.Line;
import java.util.List;

/**
 * What to send of one bucket.
 *
 * @param startMs of the bucket, epoch ms
 * @param endMs of the bucket, epoch ms
 * @param changed lines that are new or say something else than before
 * @param gone groups that were sent and are not in the bucket any more
 * @param during progress while not all of it is sent: names every line of it, so that none is forgotten that was sent
 * @param after progress once all of it is sent
 */
public record BucketChange(
        long startMs, long endMs, List<Line> changed, List<String> gone, Progress during, Progress after) {}
