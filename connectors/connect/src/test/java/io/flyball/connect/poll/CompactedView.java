package io.flyball.connect.poll;

import io.flyball.connect.report.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a compacted topic shows of the changes sent to it, and the offset of the last record that came through. */
final class CompactedView {
    private final Map<String, String> lines = new TreeMap<>();
    private Progress offset = Progress.NONE;
    private int records;

    /** Sends records of these changes, as many as are let through; the offsets are those the task would give them. */
    void send(List<BucketChange> changes, int most) {
        int left = most;
        for (BucketChange change : changes) {
            List<Line> changed = new ArrayList<>(change.changed());
            int count = changed.size() + change.gone().size();
            for (int i = 0; i < count && left > 0; i++, left--) {
                if (i < change.gone().size()) {
                    lines.remove(change.startMs() + "/" + change.gone().get(i));
                } else {
                    Line line = changed.get(i - change.gone().size());
                    lines.put(change.startMs() + "/" + line.group(), line.content());
                }
                offset = i == count - 1 ? change.after() : change.during();
                records++;
            }
        }
    }

    Map<String, String> lines() {
        return lines;
    }

    /** What a restarted task is given. */
    Progress offset() {
        return offset.readToMs() == 0 ? Progress.NONE : Progress.ofOffset(offset.toOffset());
    }

    int records() {
        return records;
    }
}
