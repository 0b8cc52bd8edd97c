package io.flyball.bench.layout;

import io.flyball.bench.contend.Measured;

/**
 * What one run under a layout measured.
 *
 * @param speed over its steady part
 * @param changelogBytes on the broker after the run, compressed as the pipeline compresses
 * @param headBytes mean size of the head record, key left out
 * @param records in the stores at the end
 * @param rocksDbBytes of all table files after the stores were closed
 */
public record LayoutMeasured(
        Measured speed, long changelogBytes, long headBytes, long records, long rocksDbBytes) {}
