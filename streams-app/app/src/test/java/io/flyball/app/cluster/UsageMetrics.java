package io.flyball.app.cluster;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The books of an application, as its metrics show them.
 *
 * @param read records taken from the usage and re-key topics, a partition an element
 * @param rerouted of these, those sent to another partition, to be read there again
 * @param unaccounted of these, those that became nothing; always 0
 */
record UsageMetrics(List<Long> read, List<Long> rerouted, List<Long> unaccounted) {

    /** Reads Prometheus' text format. */
    static UsageMetrics parse(String scraped) {
        return new UsageMetrics(
                values(scraped, "flyball_usage_read_total\\{.*}"),
                values(scraped, "flyball_usage_records_total\\{outcome=\"rerouted\".*}"),
                values(scraped, "flyball_usage_unaccounted\\{.*}"));
    }

    private static List<Long> values(String scraped, String series) {
        return Pattern.compile("(?m)^" + series + " (\\S+)$")
                .matcher(scraped)
                .results()
                .map((MatchResult found) -> (long) Double.parseDouble(found.group(1)))
                .toList();
    }

    int partitions() {
        return unaccounted.size();
    }

    /** Records as they were sent: what was rerouted counts where it was read first. */
    long readOnce() {
        return sum(read) - sum(rerouted);
    }

    private static long sum(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).sum();
    }
}
