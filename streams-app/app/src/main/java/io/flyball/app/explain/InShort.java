package io.flyball.app.explain;

import static io.flyball.app.explain.CaseFile.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.core.model.NanoUsd;
import io.flyball.schemas.avro.AnswerRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a signal is there, in one paragraph: what was found, what drove it, and what people answered. */
final class InShort {
    private static final List<String> DRIVERS = List.of("models", "sessions", "session", "tool");

    private final List<AnswerRecord> answers;

    /** @param answers of all scopes, oldest first */
    InShort(List<AnswerRecord> answers) {
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
        said.addAll(answered(scope));
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

    private List<String> answered(String scope) {
        List<String> said = new ArrayList<>();
        latest(scope, "snooze", "")
                .ifPresent(snooze -> said.add(snooze.getBy() + " says that it is intended: people are told nothing more"
                        + " until " + Instant.ofEpochMilli(snooze.getUntilMs()) + "."));
        latest(scope, "ask", "").ifPresent(ask -> {
            said.add(ask.getBy() + " asked for " + amount(ask.getAmountUsd()) + " more until "
                    + Instant.ofEpochMilli(ask.getUntilMs()) + ".");
            said.add(decision(scope, ask));
        });
        return said;
    }

    private String decision(String scope, AnswerRecord ask) {
        Optional<AnswerRecord> approved = latest(scope, "approve", ask.getAskId());
        if (approved.isPresent()) {
            return approved.get().getBy() + " approved it.";
        }
        return latest(scope, "decline", ask.getAskId())
                .map(declined -> declined.getBy() + " declined it.")
                .orElse("Nobody has decided it yet.");
    }

    /** The latest answer that was not refused. */
    private Optional<AnswerRecord> latest(String scope, String action, String askId) {
        return answers.stream()
                .filter(a -> a.getRefused().isEmpty())
                .filter(a -> a.getScope().equals(scope) && a.getAction().equals(action))
                .filter(a -> askId.isEmpty() || a.getAskId().equals(askId))
                .reduce((earlier, later) -> later);
    }

    private static String amount(String usd) {
        try {
            return NanoUsd.toDisplayString(NanoUsd.ofUsd(new BigDecimal(usd)));
        } catch (ArithmeticException | NumberFormatException e) {
            return usd;
        }
    }
}
