package io.flyball.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.app.streams.GovernorStreams;
import io.flyball.app.streams.TopicTail;
import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.detect.Finding;
import io.flyball.core.govern.ScopeOverride;
import io.flyball.core.model.Dimension;
import io.flyball.core.spend.CalendarZone;
import io.flyball.core.spend.Measures;
import io.flyball.runtime.SpendQueries;
import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.ControlChange;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.FindingMapping;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.avro.AnswerRecord;
import io.flyball.schemas.avro.ControlRecord;
import io.flyball.schemas.avro.FindingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the report of an application that has caught up: scopes and books from its state, every scope brought to the
 * newest admitted time, findings and signals from their topics.
 */
public final class ReportBuilder {
    /** What people decided begins with one of these, as the key of a control record. */
    private static final List<String> DECIDED = List.of(ControlMapping.ANSWER + "/", ControlMapping.OVERRIDE + "/");

    private final GovernorStreams streams;
    private final TopicCatalogue topics;
    private final TopicTail tail;
    private final AvroSerde<FindingEvent> findingSerde;
    private final AvroSerde<ControlRecord> controlSerde;
    private final ObjectMapper mapper = new ObjectMapper();

    public ReportBuilder(GovernorStreams streams, TopicCatalogue topics, SchemaRegistry registry, TopicTail tail) {
        this.streams = streams;
        this.topics = topics;
        this.tail = tail;
        this.findingSerde = new AvroSerde<>(registry, topics, Topic.FINDINGS, FindingEvent.class);
        this.controlSerde = new AvroSerde<>(registry, topics, Topic.CONTROL, ControlRecord.class);
    }

    /**
     * The report as of now.
     *
     * @param notes sentences to go with it
     * @param wallMs how long the input took
     */
    public Report build(List<String> notes, long wallMs) {
        SpendQueries queries = streams.queries();
        PartitionLedger ledger = queries.ledger();
        CalendarZone zone = new CalendarZone(streams.zone());
        long asOfMs = ledger.newestAdmittedMs();
        List<Report.ScopeSection> scopes = new ArrayList<>();
        Measures total = new Measures();
        queries.forEachScope((scope, state) -> {
            scopes.add(new Report.ScopeSection(
                    scope,
                    state.spend(),
                    queries.windowsAt(
                            scope, state.spend(), Math.max(asOfMs, state.spend().clockMs()), zone)));
            if (scope.dimension() == Dimension.USER) {
                total.add(state.spend().totals());
            }
        });
        scopes.sort(Comparator.comparing((Report.ScopeSection s) -> s.scope().dimension())
                .thenComparing(s -> s.scope().id()));
        long read = ledger.get(Count.READ) - ledger.get(Count.REROUTED);
        long perSecond = wallMs == 0 ? 0 : read * 1000 / wallMs;
        return new Report(
                ledger,
                total,
                asOfMs,
                scopes,
                findings(),
                signals(),
                notes,
                queries.inFlightCalls(),
                new Report.Timing(wallMs, perSecond));
    }

    /** What people answered to alerts and decided; each record lies in every partition, and is told once. */
    public Decisions decisions() {
        Map<String, AnswerRecord> answers = new LinkedHashMap<>();
        Map<String, ScopeOverride> overrides = new LinkedHashMap<>();
        tail.readAll(topics.name(Topic.CONTROL), record -> {
            String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
            if (record.partition() != 0 || DECIDED.stream().noneMatch(key::startsWith)) {
                return;
            }
            overrides.remove(key);
            if (record.value() == null) {
                return;
            }
            ControlChange change = ControlMapping.read(controlSerde.deserialize(record.value()));
            if (change instanceof ControlChange.Answered answered && answered.answer() != null) {
                // The same answer that came in again has had its effect.
                answers.putIfAbsent(key, answered.answer());
            } else if (change instanceof ControlChange.Overridden overridden && overridden.override() != null) {
                overrides.put(key, overridden.override());
            }
        });
        return new Decisions(List.copyOf(answers.values()), List.copyOf(overrides.values()));
    }

    /** All findings that are still on their topic, in the order of their opening. */
    public List<Finding> findings() {
        Map<String, Finding> latest = new LinkedHashMap<>();
        tail.readAll(topics.name(Topic.FINDINGS), record -> {
            if (record.value() != null) {
                Finding finding = FindingMapping.toCore(findingSerde.deserialize(record.value()));
                latest.put(finding.id(), finding);
            }
        });
        List<Finding> findings = new ArrayList<>(latest.values());
        findings.sort(Comparator.comparingLong(Finding::openedAtMs).thenComparing(Finding::id));
        return findings;
    }

    /** The signals that are still on their topic, a renewed one once, in the order of their first issue. */
    public List<Report.SignalSection> signals() {
        Map<String, List<Report.SignalSection>> byScope = new LinkedHashMap<>();
        tail.readAll(topics.name(Topic.THROTTLE), record -> {
            if (record.value() != null) {
                String scope = new String(record.key(), StandardCharsets.UTF_8);
                fold(byScope.computeIfAbsent(scope, s -> new ArrayList<>()), scope, parse(record.value()));
            }
        });
        List<Report.SignalSection> signals = new ArrayList<>();
        byScope.values().forEach(signals::addAll);
        signals.sort(Comparator.comparingLong(Report.SignalSection::firstIssuedAtMs)
                .thenComparing(Report.SignalSection::scope));
        return signals;
    }

    /** A renewal takes the place of the signal it renews, but keeps the instant of its first issue. */
    private static void fold(List<Report.SignalSection> history, String scope, JsonNode signal) {
        Report.SignalSection last = history.isEmpty() ? null : history.get(history.size() - 1);
        if (last != null && sameLevel(last.json(), signal)) {
            history.set(history.size() - 1, new Report.SignalSection(scope, last.firstIssuedAtMs(), signal));
        } else {
            long issuedAtMs = Instant.parse(signal.path("issued_at").asText()).toEpochMilli();
            history.add(new Report.SignalSection(scope, issuedAtMs, signal));
        }
    }

    private static boolean sameLevel(JsonNode a, JsonNode b) {
        return a.path("level").equals(b.path("level")) && a.path("cause").equals(b.path("cause"));
    }

    private JsonNode parse(byte[] json) {
        try {
            return mapper.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected JSON on the throttle topic", e);
        }
    }
}
