package io.flyball.app.explain;

import static io.flyball.app.explain.CaseFile.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.alerting.cases.CaseKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Why a signal is there, in one paragraph: what was found, what drove it, and what people answered. */
final class InShort {
    private static final List<String> DRIVERS = List.of("models", "sessions", "session", "tool");

    private final AnswerWords answers;

    InShort(AnswerWords answers) {
        this.answers = answers;
    }

    /** The paragraph; without line breaks. */
    String of(JsonNode signal, List<JsonNode> causes) {
        String scope = text(signal, "scope");
        String level = text(signal, "level");
        List<String> said = new ArrayList<>();
        said.add(
                level.equals("clear")
                        ? scope + " is not slowed: what it was slowed for is over, or was lifted."
                        : scope + " is at " + level + " since " + text(signal, "at") + " and until "
                                + text(signal, "valid_until") + ".");
        causes.forEach(cause -> said.add(text(cause, "text") + driven(cause)));
        said.addAll(answered(scope, causes));
        return String.join(" ", said).replace('\n', ' ');
    }

    private static String driven(JsonNode finding) {
        List<String> drivers = new ArrayList<>();
        for (String name : DRIVERS) {
            String value = text(finding.path("evidence"), name);
            if (!value.isEmpty()) {
                drivers.add(name + " " + value);
            }
        }
        return drivers.isEmpty() ? "" : " Driven by " + String.join("; ", drivers) + ".";
    }

    /** What a signal without causes rested on is over: then what still holds is told. */
    private List<String> answered(String scope, List<JsonNode> causes) {
        Set<CaseKey> keys = new LinkedHashSet<>();
        causes.forEach(cause -> keys.add(new CaseKey(scope, text(cause, "kind"), text(cause, "window"))));
        return answers.latest(causes.isEmpty() ? answers.inForce(scope) : keys);
    }
}
