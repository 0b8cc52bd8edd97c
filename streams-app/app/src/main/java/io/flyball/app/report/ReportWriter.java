package io.flyball.app.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.detect.Finding;
import io.flyball.core.model.Dimension;
import io.flyball.core.spend.Measures;
import io.flyball.core.spend.Window;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** Writes a report as the one JSON object of the contract: amounts in integer nano-USD, times in RFC 3339 UTC. */
public final class ReportWriter {
    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final List<Count> CONSERVED =
            List.of(Count.ADMITTED, Count.DUPLICATE, Count.LATE, Count.REJECTED, Count.UNPRICED);

    private final JsonGenerator json;

    private ReportWriter(JsonGenerator json) {
        this.json = json;
    }

    /** Writes the report; the stream stays open. */
    public static void write(Report report, OutputStream out) throws IOException {
        JsonFactory factory = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        try (JsonGenerator generator = factory.createGenerator(out)) {
            generator.setCodec(new ObjectMapper());
            generator.useDefaultPrettyPrinter();
            new ReportWriter(generator).write(report);
        }
    }

    private void write(Report report) throws IOException {
        json.writeStartObject();
        conservation(report);
        json.writeObjectFieldStart("total");
        measures(report.total());
        json.writeEndObject();
        json.writeArrayFieldStart("scopes");
        for (Report.ScopeSection scope : report.scopes()) {
            scope(scope, report.asOfMs());
        }
        json.writeEndArray();
        json.writeObjectFieldStart("rejected");
        for (var reason : report.ledger().rejectedByReason().entrySet()) {
            json.writeNumberField(reason.getKey().wireName(), reason.getValue());
        }
        json.writeEndObject();
        history(report.findings(), report.signals());
        json.writeArrayFieldStart("notes");
        for (String note : report.notes()) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("timing");
        json.writeNumberField("wall_ms", report.timing().wallMs());
        json.writeNumberField("events_per_second", report.timing().eventsPerSecond());
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Writes an object with {@code findings} and {@code signals} alone, as a report has them; the stream stays open. */
    public static void writeHistory(List<Finding> findings, List<Report.SignalSection> signals, OutputStream out)
            throws IOException {
        JsonFactory factory = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        try (JsonGenerator generator = factory.createGenerator(out)) {
            generator.setCodec(new ObjectMapper());
            generator.writeStartObject();
            new ReportWriter(generator).history(findings, signals);
            generator.writeEndObject();
        }
    }

    private void history(List<Finding> findings, List<Report.SignalSection> signals) throws IOException {
        json.writeArrayFieldStart("findings");
        for (Finding finding : findings) {
            finding(finding);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("signals");
        for (Report.SignalSection signal : signals) {
            signal(signal);
        }
        json.writeEndArray();
    }

    private void conservation(Report report) throws IOException {
        json.writeObjectFieldStart("conservation");
        // A rerouted record is read twice, once on each partition: as input it is one.
        json.writeNumberField(
                "read", report.ledger().get(Count.READ) - report.ledger().get(Count.REROUTED));
        for (Count count : CONSERVED) {
            json.writeNumberField(count.wireName(), report.ledger().get(count));
        }
        json.writeNumberField(Count.REROUTED.wireName(), report.ledger().get(Count.REROUTED));
        json.writeNumberField("in_flight", report.inFlightCalls());
        json.writeEndObject();
    }

    private void measures(Measures m) throws IOException {
        json.writeNumberField("cost_nano_usd", m.costNanoUsd());
        json.writeNumberField("calls", m.calls());
        json.writeNumberField("input_tokens", m.inputTokens());
        json.writeNumberField("cache_read_tokens", m.cacheReadTokens());
        json.writeNumberField("cache_write_5m_tokens", m.cacheWrite5mTokens());
        json.writeNumberField("cache_write_1h_tokens", m.cacheWrite1hTokens());
        json.writeNumberField("output_tokens", m.outputTokens());
    }

    private void scope(Report.ScopeSection section, long asOfMs) throws IOException {
        json.writeStartObject();
        json.writeStringField("dimension", section.scope().dimension().wireName());
        json.writeStringField("id", section.scope().id());
        measures(section.spend().totals());
        json.writeStringField("as_of", time(asOfMs));
        json.writeObjectFieldStart("windows");
        for (Map.Entry<Window, Long> window : section.windowCosts().entrySet()) {
            json.writeNumberField(window.getKey().wireName(), window.getValue());
        }
        json.writeEndObject();
        if (section.scope().dimension() == Dimension.USER) {
            json.writeObjectFieldStart("peak");
            for (Window window : Window.values()) {
                json.writeObjectFieldStart(window.wireName());
                json.writeNumberField("cost_nano_usd", section.spend().peakCostNanoUsd(window));
                json.writeStringField("at", time(section.spend().peakTimeMs(window)));
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void finding(Finding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", finding.id());
        json.writeStringField("kind", finding.kind().wireName());
        json.writeStringField("scope", finding.scope().toString());
        json.writeStringField("severity", finding.severity().wireName());
        json.writeStringField("window", finding.window());
        json.writeStringField("opened_at", time(finding.openedAtMs()));
        if (finding.open()) {
            json.writeNullField("closed_at");
        } else {
            json.writeStringField("closed_at", time(finding.closedAtMs()));
        }
        json.writeNumberField("cost_nano_usd", finding.costNanoUsd());
        json.writeStringField("text", finding.text());
        json.writeObjectField("evidence", finding.evidence());
        json.writeEndObject();
    }

    private void signal(Report.SignalSection section) throws IOException {
        JsonNode signal = section.json();
        json.writeStartObject();
        json.writeStringField("scope", section.scope());
        json.writeNumberField("sequence", signal.path("sequence").asLong());
        json.writeStringField("level", signal.path("level").asText());
        json.writeStringField("cause", signal.path("cause").asText());
        json.writeStringField("at", time(section.firstIssuedAtMs()));
        json.writeObjectField("valid_until", signal.path("valid_until"));
        json.writeObjectField("limits", signal.path("limits"));
        json.writeStringField("text", signal.path("text").asText());
        json.writeObjectField("findings", signal.path("findings"));
        json.writeEndObject();
    }

    /** An instant as a report writes it: RFC 3339 in UTC, with milliseconds. */
    public static String time(long epochMs) {
        return RFC_3339.format(Instant.ofEpochMilli(epochMs));
    }
}
