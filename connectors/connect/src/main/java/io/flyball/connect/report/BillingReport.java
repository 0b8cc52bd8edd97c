package io.flyball.connect.report;

import io.flyball.schemas.avro.BillingLine;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.StringJoiner;

/**
 * One report of a provider, in buckets of a UTC day.
 *
 * @param name in records and keys, for example {@code cost_report}
 * @param path of its endpoint
 * @param groupBy what its lines are told apart by
 * @param usage whether its lines count usage; else they are costs
 * @param reader turns a result into a line
 */
public record BillingReport(
        ProviderApi api, String name, String path, List<String> groupBy, boolean usage, ResultReader reader) {
    /** Width of every bucket, ms. */
    public static final long BUCKET_MS = 86_400_000L;

    /** Width of every bucket, as providers write it. */
    static final String BUCKET_WIDTH = "1d";

    /** Buckets asked for at once: what every provider answers with by default, and little enough to hold in memory. */
    public static final int PAGE_BUCKETS = 7;

    /** Turns the fields of a result into a line, or notes what is wrong with them. */
    interface ResultReader {
        void read(ResultFields from, BillingLine.Builder to);
    }

    public BillingReport {
        groupBy = List.copyOf(groupBy);
    }

    /** Path and query of a request. */
    public String target(PageRequest request) {
        StringJoiner query = new StringJoiner("&", path + "?", "");
        query.add(escaped(api.startParameter(request.fromMs())));
        query.add("bucket_width=" + BUCKET_WIDTH);
        query.add("limit=" + request.buckets());
        groupBy.forEach(group -> query.add(escaped(api.groupParameter() + "=" + group)));
        if (!request.page().isEmpty()) {
            query.add("page=" + URLEncoder.encode(request.page(), StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    /** What an answer's body says; whatever the bytes are, it answers. */
    public PageReading read(byte[] body) {
        return new PageReader(this).read(body);
    }

    /** The key of a line's record: provider, report, day and group. */
    public String key(long bucketStartMs, String group) {
        LocalDate day =
                Instant.ofEpochMilli(bucketStartMs).atZone(ZoneOffset.UTC).toLocalDate();
        return api.name() + "/" + name + "/" + day + "/" + group;
    }

    private static String escaped(String parameter) {
        int at = parameter.indexOf('=');
        return URLEncoder.encode(parameter.substring(0, at), StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(parameter.substring(at + 1), StandardCharsets.UTF_8);
    }
}
