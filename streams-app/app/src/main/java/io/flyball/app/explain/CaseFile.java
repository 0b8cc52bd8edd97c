package io.flyball.app.explain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Findings and signals as a report has them, in the order of their beginning. */
final class CaseFile {
    private final List<JsonNode> findings = new ArrayList<>();
    private final List<JsonNode> signals = new ArrayList<>();

    /** @param report an object with the fields {@code findings} and {@code signals} of a report */
    CaseFile(JsonNode report) {
        report.path("findings").forEach(findings::add);
        report.path("signals").forEach(signals::add);
        findings.sort(Comparator.comparing(finding -> text(finding, "opened_at")));
        signals.sort(Comparator.comparing((JsonNode signal) -> text(signal, "at"))
                .thenComparing(signal -> signal.path("sequence").asLong()));
    }

    /** A field as text; empty where it is absent or null. */
    static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isNull() ? "" : value.asText();
    }

    @Nullable
    JsonNode finding(String id) {
        return findings.stream()
                .filter(f -> text(f, "id").equals(id))
                .findFirst()
                .orElse(null);
    }

    /**
     * The signal of a name: {@code scope} names its latest, {@code scope@sequence} the one of that sequence, or the one
     * that renewed it; null where there is none.
     */
    @Nullable
    JsonNode signal(String name) {
        List<JsonNode> ofScope = signalsOf(name);
        if (!ofScope.isEmpty()) {
            return ofScope.get(ofScope.size() - 1);
        }
        int at = name.lastIndexOf('@');
        if (at < 0 || !name.substring(at + 1).matches("\\d{1,18}")) {
            return null;
        }
        long sequence = Long.parseLong(name.substring(at + 1));
        for (JsonNode signal : signalsOf(name.substring(0, at))) {
            if (signal.path("sequence").asLong() >= sequence) {
                return signal;
            }
        }
        return null;
    }

    List<JsonNode> signalsOf(String scope) {
        return signals.stream().filter(s -> text(s, "scope").equals(scope)).toList();
    }

    List<JsonNode> findingsOf(String scope) {
        return findings.stream().filter(f -> text(f, "scope").equals(scope)).toList();
    }

    /** Signals that rest on a finding. */
    List<JsonNode> signalsRestingOn(String findingId) {
        List<JsonNode> resting = new ArrayList<>();
        for (JsonNode signal : signals) {
            for (JsonNode id : signal.path("findings")) {
                if (id.asText().equals(findingId)) {
                    resting.add(signal);
                }
            }
        }
        return resting;
    }

    /** Everything that can be asked for. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        findings.forEach(finding -> names.add(text(finding, "id")));
        signals.forEach(signal -> names.add(text(signal, "scope")));
        signals.forEach(signal -> names.add(text(signal, "scope") + "@" + text(signal, "sequence")));
        return names;
    }
}
