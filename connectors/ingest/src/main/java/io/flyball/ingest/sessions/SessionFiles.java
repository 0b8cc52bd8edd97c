package io.flyball.ingest.sessions;

import io.flyball.ingest.files.InputFiles;
import io.flyball.ingest.files.Lines;
import io.flyball.ingest.files.UnreadableInput;
import io.flyball.ingest.record.Rfc3339;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Session logs in the order of the earliest time in each. Sessions overlap, and lateness is judged in the order of the
 * input, so files must be merged by time; knowing where each begins, calls need not be held longer than a later file
 * can reach back.
 */
final class SessionFiles {
    /** A time anywhere in a line. One that is no line's own only makes the file begin earlier, which does no harm. */
    private static final Pattern TIME = Pattern.compile("\"timestamp\"\\s*:\\s*\"([^\"]{20,40})\"");

    private final List<Path> order;
    private final Map<Path, Long> earliestMs;

    private SessionFiles(List<Path> order, Map<Path, Long> earliestMs) {
        this.order = order;
        this.earliestMs = earliestMs;
    }

    /** Looks through all files, unless there is only one. */
    static SessionFiles byEarliestTime(InputFiles input) throws UnreadableInput {
        Map<Path, Long> earliest = new HashMap<>();
        List<Path> order = new ArrayList<>(input.files());
        if (order.size() > 1) {
            for (Path file : order) {
                earliest.put(file, earliestMs(input, file));
            }
            order.sort(Comparator.comparing((Path file) -> earliest.getOrDefault(file, Long.MIN_VALUE))
                    .thenComparing(Path::toString));
        }
        return new SessionFiles(order, earliest);
    }

    List<Path> order() {
        return order;
    }

    /** Nothing in this file, or in one that stands after it, is older; {@link Long#MIN_VALUE} where that is unknown. */
    long earliestMs(Path file) {
        return earliestMs.getOrDefault(file, Long.MIN_VALUE);
    }

    private static long earliestMs(InputFiles input, Path file) throws UnreadableInput {
        long earliest = Long.MAX_VALUE;
        long lineNumber = 0;
        try (InputStream in = input.openUncounted(file)) {
            Lines lines = new Lines(in);
            while (lines.next()) {
                lineNumber = lines.number();
                Matcher m = TIME.matcher(new String(lines.prefix(), StandardCharsets.ISO_8859_1));
                while (m.find()) {
                    long timeMs = Rfc3339.epochMs(m.group(1));
                    earliest = timeMs == Rfc3339.INVALID ? earliest : Math.min(earliest, timeMs);
                }
            }
        } catch (IOException e) {
            throw InputFiles.broken(file, lineNumber, e);
        }
        return earliest;
    }
}
