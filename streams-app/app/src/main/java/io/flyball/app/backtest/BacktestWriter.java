package io.flyball.app.backtest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.flyball.app.report.ReportWriter;
import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A backtest as one JSON object: amounts in integer nano-USD, times in RFC 3339 UTC, lengths in ms. */
final class BacktestWriter {
    private BacktestWriter() {}

    /** Writes it; the stream stays open. */
    static void write(List<PolicyOutcome> outcomes, OutputStream out) throws IOException {
        PolicyOutcome first = outcomes.get(0);
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("as_of", ReportWriter.time(first.report().asOfMs()));
        root.put("calls", first.report().ledger().get(Count.ADMITTED));
        root.put("cost_nano_usd", first.report().total().costNanoUsd());
        root.put("unpriced", first.report().ledger().get(Count.UNPRICED));
        root.put("policies", outcomes.stream().map(BacktestWriter::json).toList());
        if (outcomes.size() > 1) {
            root.put("difference", difference(first, outcomes.get(1)));
        }
        root.put("notes", first.report().notes());
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .writeValue(out, root);
    }

    private static Map<String, Object> json(PolicyOutcome outcome) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", outcome.label());
        json.put("slowed_scopes", outcome.slowedScopes().size());
        json.put("slowed_ms", outcome.slowedMs());
        json.put("saved_at_most_nano_usd", outcome.savedAtMostNanoUsd());
        Map<String, Object> kinds = new LinkedHashMap<>();
        outcome.fired()
                .forEach((kind, fired) ->
                        kinds.put(kind.wireName(), ordered("findings", fired.findings(), "scopes", fired.scopes())));
        json.put("kinds", kinds);
        Map<String, Object> levels = new LinkedHashMap<>();
        outcome.held().forEach((level, held) -> levels.put(level.wireName(), json(held)));
        json.put("levels", levels);
        json.put(
                "findings",
                outcome.report().findings().stream().map(BacktestWriter::json).toList());
        json.put(
                "throttles",
                outcome.throttles().stream().map(t -> json(t, outcome)).toList());
        return json;
    }

    private static Map<String, Object> json(PolicyOutcome.Held held) {
        return ordered(
                "scopes",
                held.scopes(),
                "throttles",
                held.throttles(),
                "held_ms",
                held.heldMs(),
                "saved_at_most_nano_usd",
                held.atMostNanoUsd());
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> json = ordered(
                "id",
                finding.id(),
                "kind",
                finding.kind().wireName(),
                "scope",
                finding.scope().toString(),
                "opened_at",
                ReportWriter.time(finding.openedAtMs()));
        json.put("closed_at", finding.open() ? null : ReportWriter.time(finding.closedAtMs()));
        json.put("cost_nano_usd", finding.costNanoUsd());
        json.put("text", finding.text());
        return json;
    }

    private static Map<String, Object> json(Throttle throttle, PolicyOutcome outcome) {
        Map<String, Object> json = ordered(
                "scope",
                throttle.scope().toString(),
                "level",
                throttle.level().wireName(),
                "cause",
                throttle.cause(),
                "from",
                ReportWriter.time(throttle.fromMs()));
        json.put("until", ReportWriter.time(throttle.untilMs()));
        json.put("in_force_at_end", throttle.inForceAtEnd());
        json.put("held_ms", throttle.heldMs(outcome.report().asOfMs()));
        json.put("spent_nano_usd", outcome.spend().spentNanoUsd(throttle));
        json.put("text", throttle.text());
        json.put("findings", throttle.findings());
        return json;
    }

    private static Map<String, Object> difference(PolicyOutcome first, PolicyOutcome second) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("findings", sides(ids(first), ids(second)));
        Map<String, Object> kinds = new LinkedHashMap<>();
        for (FindingKind kind : FindingKind.values()) {
            long more = Compared.findings(second, kind) - Compared.findings(first, kind);
            if (more != 0) {
                kinds.put(kind.wireName(), more);
            }
        }
        json.put("kinds", kinds);
        json.put("slowed_scopes", sides(names(first.slowedScopes()), names(second.slowedScopes())));
        json.put("slowed_ms", second.slowedMs() - first.slowedMs());
        json.put("saved_at_most_nano_usd", second.savedAtMostNanoUsd() - first.savedAtMostNanoUsd());
        return json;
    }

    private static Set<String> ids(PolicyOutcome outcome) {
        return names(outcome.report().findings().stream().map(Finding::id).toList());
    }

    private static Set<String> names(Collection<?> things) {
        Set<String> names = new LinkedHashSet<>();
        things.forEach(thing -> names.add(thing.toString()));
        return names;
    }

    private static Map<String, Object> sides(Set<String> first, Set<String> second) {
        return ordered(
                "only_first",
                first.stream().filter(name -> !second.contains(name)).toList(),
                "only_second",
                second.stream().filter(name -> !first.contains(name)).toList(),
                "both",
                first.stream().filter(second::contains).count());
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> json = new LinkedHashMap<>();
        List<Object> all = new ArrayList<>(List.of(namesAndValues));
        for (int i = 0; i < all.size(); i += 2) {
            json.put(all.get(i).toString(), all.get(i + 1));
        }
        return json;
    }
}
