package io.flyball.app.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.flyball.core.model.Scope;
import io.flyball.core.model.WasteKind;
import io.flyball.schemas.avro.Alert;
import io.flyball.schemas.avro.FindingEvent;
import io.flyball.schemas.avro.SpendUpdate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The documents of the doors: names as in the report, amounts integers in nano-USD, times RFC 3339 UTC. */
final class ViewJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ViewJson() {}

    static String spend(Scope scope, SpendUpdate update) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("scope", scope.toString());
        json.put("dimension", scope.dimension().wireName());
        json.put("id", scope.id());
        json.put("as_of", time(update.getAsOfMs()));
        json.put("cost_nano_usd", update.getCostNanoUsd());
        json.put("calls", update.getCalls());
        json.put("errors", update.getErrors());
        json.put("input_tokens", update.getInputTokens());
        json.put("cache_read_tokens", update.getCacheReadTokens());
        json.put("cache_write_5m_tokens", update.getCacheWrite5mTokens());
        json.put("cache_write_1h_tokens", update.getCacheWrite1hTokens());
        json.put("output_tokens", update.getOutputTokens());
        putWaste(json, update);
        ObjectNode windows = json.putObject("windows");
        new TreeMap<>(update.getWindowsNanoUsd()).forEach(windows::put);
        return write(json);
    }

    private static void putWaste(ObjectNode json, SpendUpdate update) {
        json.put("unpriced_calls", update.getUnpricedCalls());
        ObjectNode waste = json.putObject("waste");
        for (WasteKind kind : WasteKind.values()) {
            waste.put(kind.wireName(), 0L);
        }
        new TreeMap<>(update.getWasteNanoUsd()).forEach(waste::put);
        json.put("useful_nano_usd", usefulNanoUsd(update));
    }

    /** At least 0: a price that was lowered later leaves the avoidable amounts as they were. */
    private static long usefulNanoUsd(SpendUpdate update) {
        long rest = update.getCostNanoUsd();
        for (long nanoUsd : update.getWasteNanoUsd().values()) {
            rest -= Math.min(rest, nanoUsd);
        }
        return rest;
    }

    /** The kinds of waste with what each did, in words that go on from "61 % of it". */
    static String wasteKinds() {
        ArrayNode kinds = MAPPER.createArrayNode();
        for (WasteKind kind : WasteKind.values()) {
            kinds.addObject().put("kind", kind.wireName()).put("words", kind.words());
        }
        return write(kinds);
    }

    static String finding(FindingEvent finding) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("id", finding.getId());
        json.put("kind", finding.getKind());
        json.put("scope", finding.getScope());
        json.put("severity", finding.getSeverity());
        json.put("window", finding.getWindow());
        json.put("opened_at", time(finding.getOpenedAtMs()));
        Long closedAtMs = finding.getClosedAtMs();
        json.put("closed_at", closedAtMs == null ? null : time(closedAtMs));
        json.put("updated_at", time(finding.getUpdatedAtMs()));
        json.put("cost_nano_usd", finding.getCostNanoUsd());
        json.put("text", finding.getText());
        putTexts(json.putObject("evidence"), finding.getEvidence());
        return write(json);
    }

    static String alert(Alert alert) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("id", alert.getId());
        json.put("change", alert.getChange());
        json.put("finding_id", alert.getFindingId());
        json.put("kind", alert.getKind());
        json.put("scope", alert.getScope());
        json.put("severity", alert.getSeverity());
        json.put("window", alert.getWindow());
        json.put("cost_nano_usd", alert.getCostNanoUsd());
        json.put("at", time(alert.getAtMs()));
        json.put("text", alert.getText());
        json.put("level", alert.getLevel());
        Long validUntilMs = alert.getValidUntilMs();
        json.put("valid_until", validUntilMs == null ? null : time(validUntilMs));
        putTexts(json.putObject("evidence"), alert.getEvidence());
        return write(json);
    }

    static String conservation(Conservation counts) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("read", counts.read());
        json.put("admitted", counts.admitted());
        json.put("duplicate", counts.duplicate());
        json.put("late", counts.late());
        json.put("rejected", counts.rejected());
        json.put("rerouted", counts.rerouted());
        json.put("unpriced", counts.unpriced());
        json.put("holds", counts.holds());
        return write(json);
    }

    /** The signal of a scope whose tombstone came: nothing is asked any more. */
    static String clearedSignal(String scope) {
        return write(MAPPER.createObjectNode().put("scope", scope).put("level", "clear"));
    }

    /** A one-line JSON object of those bytes, or empty where they are none. */
    static Optional<JsonNode> object(byte[] json) {
        try {
            return Optional.of(MAPPER.readTree(json)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The spend document with how that window developed: {@code "trend": [[epoch ms, nano-USD], ...]}. */
    static String withTrend(String spend, String window, List<Trend.Point> points) {
        ArrayNode trend = MAPPER.createArrayNode();
        for (Trend.Point point : points) {
            Long nanoUsd = point.windowsNanoUsd().get(window);
            if (nanoUsd != null) {
                trend.addArray().add(point.atMs()).add(nanoUsd);
            }
        }
        return spend.substring(0, spend.length() - 1) + ",\"trend\":" + write(trend) + "}";
    }

    static String array(List<String> documents) {
        return "[" + String.join(",", documents) + "]";
    }

    static String error(String sentence) {
        return write(MAPPER.createObjectNode().put("error", sentence));
    }

    static String status(String status, Map<String, String> factsAsJson) {
        ObjectNode json = MAPPER.createObjectNode().put("status", status);
        factsAsJson.forEach((name, fact) -> json.putRawValue(name, new RawValue(fact)));
        return write(json);
    }

    static String write(JsonNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON nodes could not be written", e);
        }
    }

    private static String time(long epochMs) {
        return Instant.ofEpochMilli(epochMs).toString();
    }

    private static void putTexts(ObjectNode into, Map<String, String> texts) {
        new TreeMap<>(texts).forEach(into::put);
    }
}
