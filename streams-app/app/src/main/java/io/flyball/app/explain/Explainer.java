package io.flyball.app.explain;

import static io.flyball.app.explain.CaseFile.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.alerting.cases.CaseKey;
import io.flyball.app.Nearest;
import io.flyball.app.Refusal;
import io.flyball.app.report.Decisions;
import io.flyball.core.model.NanoUsd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Explains a finding by its id, or a signal by its scope or {@code scope@sequence}, from what a report says. */
public final class Explainer {
    private static final int MOST_HISTORY = 8;
    private static final AnswerWords NOBODY = new AnswerWords(new Decisions(List.of(), List.of()), 0);

    private final CaseFile file;
    private final Function<String, Optional<JsonNode>> spendOf;
    private final Optional<AnswerWords> answers;
    private final List<Explanation.Section> sections = new ArrayList<>();
    private final List<String> sentences = new ArrayList<>();
    private final Map<String, String> numbers = new LinkedHashMap<>();
    private String title = "";
    private String heading = "";

    private Explainer(CaseFile file, Function<String, Optional<JsonNode>> spendOf, Optional<AnswerWords> answers) {
        this.file = file;
        this.spendOf = spendOf;
        this.answers = answers;
    }

    /**
     * Several lines of plain text.
     *
     * @param name of what is to be explained
     * @param report an object with the fields {@code findings} and {@code signals} of a report
     * @throws Refusal where nothing has that name
     */
    public static String explain(String name, JsonNode report) {
        return new Explainer(new CaseFile(report), scope -> Optional.empty(), Optional.empty())
                .of(name)
                .text();
    }

    /**
     * The same with what each dollar of the scope did, where that is known, and with what people answered. A scope that
     * spent and of which nothing else is known is explained by that alone.
     *
     * @param spendOf what the spend door says of a scope, by its name
     * @throws Refusal where nothing has that name
     */
    static Explanation explain(
            String name, JsonNode report, Function<String, Optional<JsonNode>> spendOf, AnswerWords answers) {
        return new Explainer(new CaseFile(report), spendOf, Optional.of(answers)).of(name);
    }

    private Explanation of(String name) {
        JsonNode finding = file.finding(name);
        JsonNode signal = finding == null ? file.signal(name) : null;
        if (finding != null) {
            finding(finding);
        } else if (signal != null) {
            signal(signal);
        } else if (spendOf.apply(name).isPresent()) {
            title = name + ": nothing found, nothing slowed";
            dollars(name);
        } else {
            throw new Refusal(unknown(name, file));
        }
        endSection();
        return new Explanation(title, sections, finding == null ? null : Explanation.Figure.of(finding));
    }

    private void dollars(String scope) {
        spendOf.apply(scope).ifPresent(spend -> {
            head("What each dollar did");
            DollarWords.of(spend).forEach(this::say);
        });
    }

    private static String unknown(String name, CaseFile file) {
        return file.names().isEmpty()
                ? "Nothing is known as \"" + name + "\": there are no findings and no signals, so there is nothing to"
                        + " explain."
                : "Nothing is known as \"" + name + "\", neither a finding's id nor a signal's scope or scope@sequence:"
                        + " write " + String.join(" or ", Nearest.few(name, file.names())) + ".";
    }

    private void finding(JsonNode finding) {
        String scope = text(finding, "scope");
        KindWords words = KindWords.of(text(finding, "kind"));
        boolean open = text(finding, "closed_at").isEmpty();
        title = text(finding, "id") + ": " + text(finding, "kind") + " of " + scope + ", severity "
                + text(finding, "severity");
        head("What happened");
        say(text(finding, "text"));
        say("It opened with the call of " + text(finding, "opened_at")
                + (open ? " and is still open" : " and closed at " + text(finding, "closed_at")) + "; it is about "
                + amount(finding) + ".");
        rule(finding, words);
        numbers(finding);
        List<JsonNode> signals = file.signalsRestingOn(text(finding, "id"));
        head("What followed");
        say(
                signals.isEmpty()
                        ? "Nothing: nobody was asked to slow down because of it."
                        : "The throttle signals that rest on it:");
        signals.forEach(this::line);
        answered(new CaseKey(scope, text(finding, "kind"), text(finding, "window")));
        dollars(scope);
        history(scope, finding);
        head("When it ends");
        ends(open, words, signals);
    }

    private void answered(CaseKey key) {
        answers.ifPresent(words -> {
            head("What people answered");
            words.history(key).forEach(this::say);
        });
    }

    private void rule(JsonNode finding, KindWords words) {
        head("The rule");
        say("It opens when " + words.rule(finding) + ".");
        say("In the policy: " + words.inPolicy() + ".");
    }

    private void ends(boolean open, KindWords words, List<JsonNode> signals) {
        if (!open) {
            say("It is over.");
            return;
        }
        String until = signals.isEmpty() ? "" : text(signals.get(signals.size() - 1), "valid_until");
        say("By itself: " + words.ends()
                + (until.isEmpty() ? "." : "; as things stand the signal ends at " + until + "."));
        say("Sooner: " + words.sooner() + ".");
    }

    private void signal(JsonNode signal) {
        String scope = text(signal, "scope");
        title = scope + "@" + text(signal, "sequence") + ": " + text(signal, "level") + " by " + text(signal, "cause");
        List<JsonNode> causes = causes(signal);
        head("In short");
        say(new InShort(answers.orElse(NOBODY)).of(signal, causes));
        head("What is asked");
        say(text(signal, "text"));
        say(meaning(text(signal, "level")) + limits(signal));
        say("Since " + text(signal, "at") + ", until " + text(signal, "valid_until") + ".");
        boolean clear = text(signal, "level").equals("clear");
        head("Why");
        causes.forEach(this::line);
        for (JsonNode id : signal.path("findings")) {
            if (file.finding(id.asText()) == null) {
                say(id.asText() + ": not known any more");
            }
        }
        if (causes.isEmpty() && clear) {
            say("What it rested on is over.");
        }
        for (JsonNode finding : causes) {
            rule(finding, KindWords.of(text(finding, "kind")));
            numbers(finding);
        }
        dollars(scope);
        history(scope, signal);
        if (!clear) {
            head("When it ends");
            say("By itself at " + text(signal, "valid_until")
                    + "; a gateway that hears nothing more lets traffic through from then on.");
            causes.forEach(finding -> say("Sooner, for " + text(finding, "kind") + ": "
                    + KindWords.of(text(finding, "kind")).sooner() + "."));
        }
    }

    private List<JsonNode> causes(JsonNode signal) {
        List<JsonNode> causes = new ArrayList<>();
        for (JsonNode id : signal.path("findings")) {
            JsonNode finding = file.finding(id.asText());
            if (finding != null) {
                causes.add(finding);
            }
        }
        return causes;
    }

    private static String meaning(String level) {
        switch (level) {
            case "clear":
                return "Nothing is slowed.";
            case "advise":
                return "People are told, nothing is slowed";
            case "pace":
                return "Requests are spread out, none is refused for good";
            case "downshift":
                return "New tasks get a cheaper model, running ones keep theirs";
            case "hold_new_tasks":
                return "New tasks wait for an approval, running ones finish";
            default:
                return "Level " + level;
        }
    }

    private static String limits(JsonNode signal) {
        List<String> limits = new ArrayList<>();
        signal.path("limits")
                .properties()
                .forEach(limit ->
                        limits.add(limit.getKey() + " " + limit.getValue().asText()));
        return limits.isEmpty() ? "." : ": " + String.join(", ", limits) + ".";
    }

    private void numbers(JsonNode finding) {
        head("The numbers");
        finding.path("evidence")
                .properties()
                .forEach(number -> numbers.put(
                        number.getKey(),
                        KindWords.shown(number.getKey(), number.getValue().asText())));
    }

    private void history(String scope, JsonNode but) {
        head("History of " + scope);
        List<JsonNode> others = new ArrayList<>(file.findingsOf(scope));
        List<JsonNode> signals = new ArrayList<>(file.signalsOf(scope));
        others.removeIf(finding -> finding == but);
        signals.removeIf(signal -> signal == but);
        if (others.isEmpty() && signals.isEmpty()) {
            say("Nothing else is known of it.");
        }
        latest(others, "other findings");
        latest(signals, "signals");
    }

    private void latest(List<JsonNode> history, String what) {
        int left = Math.max(0, history.size() - MOST_HISTORY);
        if (left > 0) {
            say(left + " earlier " + what + ", then");
        }
        history.subList(left, history.size()).forEach(this::line);
    }

    /** A finding or a signal in a line. */
    private void line(JsonNode document) {
        if (document.has("id")) {
            String closed = text(document, "closed_at");
            say(text(document, "opened_at") + "  " + text(document, "id") + "  " + amount(document) + ", "
                    + (closed.isEmpty() ? "still open" : "closed " + closed));
        } else {
            say(text(document, "at") + "  " + text(document, "level") + " (" + text(document, "cause") + ")  until "
                    + text(document, "valid_until") + "  " + text(document, "scope") + "@"
                    + text(document, "sequence"));
        }
    }

    private static String amount(JsonNode finding) {
        return NanoUsd.toDisplayString(finding.path("cost_nano_usd").asLong());
    }

    private void head(String next) {
        endSection();
        heading = next;
    }

    private void endSection() {
        if (!heading.isEmpty()) {
            sections.add(new Explanation.Section(heading, sentences, numbers));
        }
        sentences.clear();
        numbers.clear();
    }

    private void say(String sentence) {
        sentences.add(sentence);
    }
}
