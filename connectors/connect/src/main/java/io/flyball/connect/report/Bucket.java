package io.flyball.connect.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines of one span of time.
 *
 * @param startMs epoch ms, inclusive
 * @param endMs epoch ms, exclusive
 * @param lines each with a group of its own
 * @param whole false where a line was refused: what is not here may still be billed
 */
public record Bucket(long startMs, long endMs, List<Line> lines, boolean whole) {

    /** Both parts of a bucket that two pages share; where a line is in both, the later one's holds. */
    public Bucket continuedBy(Bucket later) {
        Map<String, Line> all = new LinkedHashMap<>();
        lines.forEach(line -> all.put(line.group(), line));
        later.lines.forEach(line -> all.put(line.group(), line));
        return new Bucket(startMs, endMs, new ArrayList<>(all.values()), whole && later.whole);
    }
}
