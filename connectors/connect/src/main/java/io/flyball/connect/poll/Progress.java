package io.flyball.connect.poll;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a report has been read, and which lines of the days that may still change were sent: what a source offset
 * holds. Immutable.
 *
 * @param beganMs begin of the first bucket that was ever read, epoch ms; 0: none yet
 * @param readToMs end of the newest bucket that was read, epoch ms; 0: none yet
 * @param sent by begin of a bucket, epoch ms, the content of each line that was sent, by its group
 */
public record Progress(long beganMs, long readToMs, SortedMap<Long, Map<String, String>> sent) {
    /** Nothing read yet. */
    public static final Progress NONE = new Progress(0, 0, new TreeMap<>());

    /** Content of a line that is on its way: unlike that of any line, so it is sent again after a crash. */
    static final String PERHAPS_SENT = "--------";

    private static final String VERSION = "version";
    private static final long CURRENT = 1;
    private static final String BEGAN = "began_ms";
    private static final String READ_TO = "read_to_ms";
    private static final String SENT = "sent";
    /** Letters of a group and of a content each. */
    private static final int HASH = 8;

    public Progress {
        sent = Collections.unmodifiableSortedMap(new TreeMap<>(sent));
    }

    /** The lines of a bucket that were sent: content by group; none where it is new or too old to be remembered. */
    public Map<String, String> sentOf(long bucketStartMs) {
        return sent.getOrDefault(bucketStartMs, Map.of());
    }

    /** This with another bucket read, and nothing remembered of buckets that begin before {@code forgetBeforeMs}. */
    Progress with(long startMs, long endMs, Map<String, String> lines, long forgetBeforeMs) {
        TreeMap<Long, Map<String, String>> all = new TreeMap<>(sent.tailMap(forgetBeforeMs));
        if (startMs >= forgetBeforeMs && !lines.isEmpty()) {
            all.put(startMs, Collections.unmodifiableMap(new LinkedHashMap<>(lines)));
        } else {
            all.remove(startMs);
        }
        return new Progress(readToMs == 0 ? startMs : beganMs, Math.max(readToMs, endMs), all);
    }

    /** As a source offset. */
    public Map<String, Object> toOffset() {
        StringBuilder text = new StringBuilder();
        sent.forEach((startMs, lines) -> {
            text.append(text.isEmpty() ? "" : " ").append(startMs).append(':');
            lines.forEach((group, content) -> text.append(group).append(content));
        });
        return Map.of(VERSION, CURRENT, BEGAN, beganMs, READ_TO, readToMs, SENT, text.toString());
    }

    /**
     * Of a source offset.
     *
     * @throws IllegalArgumentException where it is none of ours; the message is for a person
     */
    public static Progress ofOffset(Map<String, ?> offset) {
        if (!(offset.get(VERSION) instanceof Number version)
                || version.longValue() != CURRENT
                || !(offset.get(BEGAN) instanceof Number began)
                || !(offset.get(READ_TO) instanceof Number readTo)
                || !(offset.get(SENT) instanceof String sent)) {
            throw unreadable(offset);
        }
        TreeMap<Long, Map<String, String>> buckets = new TreeMap<>();
        try {
            for (String bucket : sent.isEmpty() ? new String[0] : sent.split(" ", -1)) {
                int colon = bucket.indexOf(':');
                buckets.put(Long.parseLong(bucket.substring(0, colon)), lines(bucket.substring(colon + 1)));
            }
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw unreadable(offset);
        }
        return new Progress(began.longValue(), readTo.longValue(), buckets);
    }

    private static Map<String, String> lines(String hashes) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (int at = 0; at < hashes.length(); at += 2 * HASH) {
            lines.put(hashes.substring(at, at + HASH), hashes.substring(at + HASH, at + 2 * HASH));
        }
        return lines;
    }

    private static IllegalArgumentException unreadable(Map<String, ?> offset) {
        return new IllegalArgumentException("The stored offset " + offset.keySet() + " (read to "
                + offset.get(READ_TO) + ") is none that this version wrote: reset the connector's offsets, it reads the"
                + " reports again and sends what differs.");
    }

    /** For a log: how far, and how much is remembered. */
    @Override
    public String toString() {
        long lines = sent.values().stream().mapToLong(Map::size).sum();
        return "read to " + Instant.ofEpochMilli(readToMs) + ", " + lines + " lines may change";
    }
}
