package io.flyball.app.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.app.http.Documents.Document;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import io.flyball.schemas.avro.Alert;
import io.flyball.schemas.avro.FindingEvent;
import io.flyball.schemas.avro.SpendUpdate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the page shows, in memory: the latest spend of each scope, findings, signals and alerts, fed from the output
 * topics. It decides nothing and may be lost at any time. Thread-safe; every call holds one lock for a short time, and
 * no memory grows beyond its {@link ViewBounds}.
 *
 * <p>Every change has a number, so that a reader asks for what came after the last one it saw. A slow reader then misses
 * intermediate values and costs nothing meanwhile.
 */
public final class LiveView {
    private static final Logger LOG = LoggerFactory.getLogger(LiveView.class);
    private static final Set<Dimension> DRAWN = EnumSet.of(Dimension.USER, Dimension.TEAM, Dimension.AGENT);
    private static final Set<Dimension> PUSHED =
            EnumSet.of(Dimension.USER, Dimension.TEAM, Dimension.AGENT, Dimension.MODEL, Dimension.ORG);

    /** What changed: documents by the name of their server-sent event, in the order in which to send them. */
    record Changes(long version, Map<String, List<String>> documentsByEvent) {}

    private final ViewBounds bounds;
    private final Map<Dimension, Documents> spend = new EnumMap<>(Dimension.class);
    private final Map<Dimension, Map<String, Trend>> trends = new EnumMap<>(Dimension.class);
    private final Documents findings;
    private final Documents signals;
    private final Documents alerts;
    private final Documents conservation = new Documents(1);
    private long version;

    /** An empty view with the default bounds. */
    public LiveView() {
        this(ViewBounds.DEFAULT);
    }

    /** An empty view. */
    public LiveView(ViewBounds bounds) {
        this.bounds = bounds;
        this.findings = new Documents(bounds.findings());
        this.signals = new Documents(bounds.signals());
        this.alerts = new Documents(bounds.alerts());
        for (Dimension dimension : Dimension.values()) {
            spend.put(dimension, new Documents(bounds.scopesPerDimension()));
        }
        for (Dimension dimension : DRAWN) {
            trends.put(dimension, new LinkedHashMap<>());
        }
    }

    /** Takes the latest windows of a scope; a scope that is not {@code dimension:id} is a bug and throws. */
    public void onSpend(SpendUpdate update) {
        Scope scope = Scope.parse(update.getScope());
        String json = ViewJson.spend(scope, update);
        synchronized (this) {
            spendOf(scope.dimension()).put(scope.id(), json, ++version);
            Map<String, Trend> ofDimension = trends.get(scope.dimension());
            if (ofDimension != null) {
                trendOf(scope.id(), ofDimension).add(update);
            }
        }
    }

    private Documents spendOf(Dimension dimension) {
        return spend.computeIfAbsent(dimension, d -> new Documents(bounds.scopesPerDimension()));
    }

    /** In the order of their latest change, so that the first is the one to forget. */
    private Trend trendOf(String id, Map<String, Trend> ofDimension) {
        Trend known = ofDimension.remove(id);
        Trend trend = known == null ? new Trend(bounds.trendPoints()) : known;
        ofDimension.put(id, trend);
        if (ofDimension.size() > bounds.trendsPerDimension()) {
            ofDimension.remove(ofDimension.keySet().iterator().next());
        }
        return trend;
    }

    /** Takes a finding that was opened, updated or closed. */
    public void onFinding(FindingEvent finding) {
        String json = ViewJson.finding(finding);
        synchronized (this) {
            findings.put(finding.getId(), json, ++version);
        }
    }

    /**
     * Takes a record of the throttle topic. Bytes that are no JSON object are logged and left out: the topic is ours,
     * but others may write to it.
     *
     * @param scope the record's key
     * @param throttleJson the record's value; null is the tombstone of a cleared signal
     */
    public void onSignal(String scope, byte @Nullable [] throttleJson) {
        Optional<String> json = throttleJson == null
                ? Optional.of(ViewJson.clearedSignal(scope))
                : ViewJson.object(throttleJson).map(ViewJson::write);
        if (json.isEmpty()) {
            LOG.warn("The throttle signal of {} is not a JSON object and is not shown", scope);
            return;
        }
        synchronized (this) {
            signals.put(scope, json.get(), ++version);
        }
    }

    /** Takes what a person is told. */
    public void onAlert(Alert alert) {
        String json = ViewJson.alert(alert);
        synchronized (this) {
            alerts.put(alert.getId(), json, ++version);
        }
    }

    /** Takes the latest counts of where records went. */
    public void onConservation(Conservation counts) {
        String json = ViewJson.conservation(counts);
        synchronized (this) {
            conservation.put("", json, ++version);
        }
    }

    /**
     * Signals that ask for something at that instant, by scope: neither clear nor past their {@code valid_until}. For a
     * {@link SignalSource} where no gateway library runs in the same process.
     */
    public Map<String, String> signalsInForce(long nowMs) {
        List<Document> all;
        synchronized (this) {
            all = signals.all();
        }
        Map<String, String> inForce = new TreeMap<>();
        for (Document signal : all) {
            if (isInForce(signal.json(), nowMs)) {
                inForce.put(signal.key(), signal.json());
            }
        }
        return inForce;
    }

    private static boolean isInForce(String json, long nowMs) {
        JsonNode signal = ViewJson.object(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        if (signal.path("level").asText().equals("clear")) {
            return false;
        }
        try {
            return Instant.parse(signal.path("valid_until").asText()).toEpochMilli() > nowMs;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** The latest spend of the scope of that name as the spend door shows it; empty where it has none or is no scope. */
    public Optional<String> spendOf(String name) {
        try {
            return spendJson(Scope.parse(name));
        } catch (IllegalArgumentException noScope) {
            return Optional.empty();
        }
    }

    /** The latest spend of one scope as JSON. */
    synchronized Optional<String> spendJson(Scope scope) {
        return Optional.ofNullable(spendOf(scope.dimension()).get(scope.id())).map(Document::json);
    }

    /** The latest spend of every scope of a dimension as JSON, by id: never ordered by money. */
    synchronized List<String> spendJson(Dimension dimension) {
        return sortedById(dimension).stream().map(Document::json).toList();
    }

    /** The same with the development of one window where it is kept. */
    synchronized List<String> spendJsonWithTrend(Dimension dimension, String window) {
        Map<String, Trend> ofDimension = trends.getOrDefault(dimension, Map.of());
        List<String> documents = new ArrayList<>();
        for (Document document : sortedById(dimension)) {
            Trend trend = ofDimension.get(document.key());
            List<Trend.Point> points = trend == null ? List.of() : trend.points();
            documents.add(ViewJson.withTrend(document.json(), window, points));
        }
        return documents;
    }

    /** The amount of a window, nano-USD, at an event time in epoch ms. */
    public record AmountAt(long atMs, long nanoUsd) {}

    /** How a window of the scope of that name developed, oldest first; empty where that is not kept. */
    public List<AmountAt> trendOf(String name, String window) {
        Scope scope;
        try {
            scope = Scope.parse(name);
        } catch (IllegalArgumentException noScope) {
            return List.of();
        }
        List<Trend.Point> points;
        synchronized (this) {
            Trend trend = trends.getOrDefault(scope.dimension(), Map.of()).get(scope.id());
            points = trend == null ? List.of() : trend.points();
        }
        return points.stream()
                .filter(point -> point.windowsNanoUsd().containsKey(window))
                .map(point -> new AmountAt(point.atMs(), point.windowsNanoUsd().getOrDefault(window, 0L)))
                .toList();
    }

    private List<Document> sortedById(Dimension dimension) {
        return spendOf(dimension).all().stream()
                .sorted(Comparator.comparing(Document::key))
                .toList();
    }

    /** Findings as JSON, the latest change first. */
    synchronized List<String> findingsJson() {
        return findings.all().stream()
                .sorted(Comparator.comparingLong(Document::version).reversed())
                .map(Document::json)
                .toList();
    }

    /** What changed after that version; 0 asks for everything. */
    synchronized Changes changesAfter(long since) {
        Map<String, List<String>> changed = new LinkedHashMap<>();
        List<String> spendDocuments = new ArrayList<>();
        for (Dimension dimension : PUSHED) {
            spendDocuments.addAll(json(spendOf(dimension).after(since)));
        }
        changed.put("spend", spendDocuments);
        changed.put("finding", json(findings.after(since)));
        changed.put("signal", json(signals.after(since)));
        changed.put("alert", json(alerts.after(since)));
        changed.put("conservation", json(conservation.after(since)));
        changed.values().removeIf(List::isEmpty);
        return new Changes(version, changed);
    }

    private static List<String> json(List<Document> documents) {
        return documents.stream().map(Document::json).toList();
    }
}
