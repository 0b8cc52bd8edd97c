package io.flyball.connect.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.flyball.connect.report.PageReading.ReportPage;
import io.flyball.connect.report.PageReading.Unreadable;
import io.flyball.schemas.avro.BillingLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads a page of a report: the envelope is the same for all, what a line says is the report's own. */
final class PageReader {
    private static final int MOST_DIGITS = 200;

    /** Numbers keep their digits: money must not go through a double on its way here. */
    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(MOST_DIGITS)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build()
            .reader();

    private final BillingReport report;
    private final List<String> refusals = new ArrayList<>();

    PageReader(BillingReport report) {
        this.report = report;
    }

    PageReading read(byte[] body) {
        JsonNode page;
        try {
            page = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return new Unreadable("it is no JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonNode data = page.path("data");
        if (!data.isArray()) {
            return new Unreadable("it has no array \"data\"");
        }
        JsonNode next = page.path("next_page");
        boolean more = page.path("has_more").asBoolean(false);
        if (more && (!next.isTextual() || next.textValue().isEmpty())) {
            return new Unreadable("it has more and no \"next_page\"");
        }
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            Bucket bucket = bucket(data.get(i), i);
            if (bucket != null) {
                buckets.add(bucket);
            }
        }
        return new ReportPage(buckets, more ? next.textValue() : "", List.copyOf(refusals));
    }

    private @Nullable Bucket bucket(JsonNode node, int index) {
        OptionalLong start = report.api().startMs(node);
        OptionalLong end = report.api().endMs(node);
        JsonNode results = node.path("results");
        if (start.isEmpty() || end.isEmpty() || end.getAsLong() <= start.getAsLong()) {
            refusals.add("bucket " + index + " does not say from when to when it is");
            return null;
        }
        if (!results.isArray()) {
            refusals.add("bucket " + index + " has no array \"results\"");
            return null;
        }
        return bucket(start.getAsLong(), end.getAsLong(), results);
    }

    private Bucket bucket(long startMs, long endMs, JsonNode results) {
        List<Line> lines = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        boolean whole = true;
        for (int i = 0; i < results.size(); i++) {
            BillingLine.Builder line = BillingLine.newBuilder()
                    .setProvider(report.api().name())
                    .setReport(report.name())
                    .setKind(report.usage() ? "usage" : "cost")
                    .setBucketStartMs(startMs)
                    .setBucketEndMs(endMs)
                    .setGranularity(BillingReport.BUCKET_WIDTH)
                    .setReadAtMs(0);
            ResultFields fields = new ResultFields(results.get(i));
            report.reader().read(fields, line);
            if (fields.problem() == null) {
                lines.add(Lines.of(line.build(), seen));
            } else {
                whole = false;
                refusals.add("result " + i + " of " + report.key(startMs, "") + " is refused: " + fields.problem());
            }
        }
        return new Bucket(startMs, endMs, lines, whole);
    }
}
