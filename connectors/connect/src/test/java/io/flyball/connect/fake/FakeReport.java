package io.flyball.connect.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One endpoint: which parameters it takes, and its results by day. */
final class FakeReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEFAULT_LIMIT = 7;

    private final String name;
    private final String path;
    private final boolean anthropic;
    private final int mostBuckets;
    private final Set<String> groups;
    private final Map<LocalDate, List<String>> results = new HashMap<>();
    private final Set<String> pagesGiven = new HashSet<>();

    /** A request the vendor does not take. */
    static final class BadRequest extends Exception {
        private static final long serialVersionUID = 1L;

        BadRequest(String what) {
            super(what);
        }
    }

    record Page(List<LocalDate> days, List<ObjectNode> buckets, String next) {}

    private FakeReport(String name, String path, boolean anthropic, int mostBuckets, String... groups) {
        this.name = name;
        this.path = path;
        this.anthropic = anthropic;
        this.mostBuckets = mostBuckets;
        this.groups = Set.of(groups);
    }

    static List<FakeReport> ofAnthropic() {
        return List.of(
                new FakeReport(
                        "messages",
                        "/v1/organizations/usage_report/messages",
                        true,
                        31,
                        "account_id",
                        "api_key_id",
                        "context_window",
                        "inference_geo",
                        "model",
                        "service_account_id",
                        "service_tier",
                        "workspace_id"),
                new FakeReport(
                        "cost_report", "/v1/organizations/cost_report", true, 31, "workspace_id", "description"));
    }

    static List<FakeReport> ofOpenAi() {
        String usage = "/v1/organization/usage/";
        return List.of(
                new FakeReport(
                        "completions",
                        usage + "completions",
                        false,
                        31,
                        "project_id",
                        "user_id",
                        "api_key_id",
                        "model",
                        "batch",
                        "service_tier"),
                new FakeReport(
                        "embeddings", usage + "embeddings", false, 31, "project_id", "user_id", "api_key_id", "model"),
                new FakeReport("costs", "/v1/organization/costs", false, 180, "project_id", "line_item", "api_key_id"));
    }

    String name() {
        return name;
    }

    String path() {
        return path;
    }

    void put(LocalDate day, List<String> ofDay) {
        results.put(day, ofDay);
    }

    Page page(String rawQuery, LocalDate today) throws BadRequest {
        Set<String> groupBy = new HashSet<>();
        Map<String, String> parameters = parameters(rawQuery, groupBy);
        if (!parameters.getOrDefault("bucket_width", "1d").equals("1d")) {
            throw new BadRequest("bucket_width");
        }
        int limit = limit(parameters.getOrDefault("limit", Integer.toString(DEFAULT_LIMIT)));
        LocalDate from = start(parameters.getOrDefault(anthropic ? "starting_at" : "start_time", ""));
        String page = parameters.get("page");
        if (page != null) {
            from = LocalDate.parse(given(page));
        }
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(today) && days.size() < limit; day = day.plusDays(1)) {
            days.add(day);
        }
        LocalDate next = from.plusDays(days.size());
        List<ObjectNode> buckets = new ArrayList<>();
        for (LocalDate day : days) {
            buckets.add(bucket(day, groupBy));
        }
        return new Page(days, buckets, next.isAfter(today) ? "" : token(next));
    }

    private Map<String, String> parameters(String rawQuery, Set<String> groupBy) throws BadRequest {
        Map<String, String> parameters = new HashMap<>();
        Set<String> known = Set.of(anthropic ? "starting_at" : "start_time", "bucket_width", "limit", "page");
        for (String pair : rawQuery.split("&", -1)) {
            int at = pair.indexOf('=');
            String key = URLDecoder.decode(pair.substring(0, at), StandardCharsets.UTF_8);
            String value = URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8);
            boolean isGroup = key.equals(anthropic ? "group_by[]" : "group_by");
            if (isGroup ? !groups.contains(value) || !groupBy.add(value) : !known.contains(key)) {
                throw new BadRequest(pair);
            }
            if (!isGroup && parameters.put(key, value) != null) {
                throw new BadRequest(key + " twice");
            }
        }
        return parameters;
    }

    private int limit(String text) throws BadRequest {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= mostBuckets) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new BadRequest("limit");
    }

    private LocalDate start(String text) throws BadRequest {
        try {
            Instant at = anthropic ? Instant.parse(text) : Instant.ofEpochSecond(Long.parseLong(text));
            return at.atZone(ZoneOffset.UTC).toLocalDate();
        } catch (DateTimeException | NumberFormatException e) {
            throw new BadRequest("no start");
        }
    }

    private String token(LocalDate next) {
        String token = "page_" + Base64.getEncoder().encodeToString((name + next).getBytes(StandardCharsets.UTF_8));
        pagesGiven.add(token);
        return token;
    }

    private String given(String page) throws BadRequest {
        if (!pagesGiven.contains(page)) {
            throw new BadRequest("page");
        }
        byte[] read = Base64.getDecoder().decode(page.substring("page_".length()));
        return new String(read, StandardCharsets.UTF_8).substring(name.length());
    }

    private ObjectNode bucket(LocalDate day, Set<String> groupBy) {
        ObjectNode bucket = JSON.createObjectNode();
        Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        if (anthropic) {
            bucket.put("starting_at", start.toString()).put("ending_at", end.toString());
        } else {
            bucket.put("object", "bucket")
                    .put("start_time", start.getEpochSecond())
                    .put("end_time", end.getEpochSecond());
        }
        ArrayNode lines = bucket.putArray("results");
        results.getOrDefault(day, List.of()).forEach(result -> lines.addRawValue(raw(blanked(result, groupBy))));
        return bucket;
    }

    private static com.fasterxml.jackson.databind.util.RawValue raw(String json) {
        return new com.fasterxml.jackson.databind.util.RawValue(json);
    }

    /** A dimension that was not asked for is null; what is no JSON object goes out as it is. */
    private String blanked(String result, Set<String> groupBy) {
        try {
            if (JSON.readTree(result) instanceof ObjectNode node) {
                boolean changed = false;
                for (String group : groups) {
                    if (node.has(group) && !groupBy.contains(group)) {
                        node.putNull(group);
                        changed = true;
                    }
                }
                return changed ? node.toString() : result;
            }
        } catch (JsonProcessingException e) {
            // as it is
        }
        return result;
    }
}
