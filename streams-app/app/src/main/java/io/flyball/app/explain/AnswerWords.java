package io.flyball.app.explain;

import io.flyball.alerting.cases.CaseKey;
import io.flyball.alerting.words.SlackTime;
import io.flyball.app.report.Decisions;
import io.flyball.core.govern.ScopeOverride;
import io.flyball.core.model.NanoUsd;
import io.flyball.schemas.avro.AnswerRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What people answered to alerts and decided, in sentences; what is over is told in the past tense. */
final class AnswerWords {
    private final List<AnswerRecord> answers;
    private final List<ScopeOverride> overrides;
    private final long nowMs;

    /** @param nowMs epoch ms */
    AnswerWords(Decisions decisions, long nowMs) {
        this.answers = decisions.answers().stream()
                .sorted(Comparator.comparingLong(AnswerRecord::getAtMs))
                .toList();
        this.overrides = decisions.overrides();
        this.nowMs = nowMs;
    }

    /** A dated line for each answer to a case, refused ones too, oldest first; then what is in force for its scope. */
    List<String> history(CaseKey key) {
        List<String> lines = new ArrayList<>();
        answers.stream()
                .filter(answer -> keyOf(answer).equals(key))
                .forEach(answer -> lines.add(time(answer.getAtMs()) + "  " + sentence(answer)));
        overrides.stream()
                .filter(override -> override.scope().toString().equals(key.scope()))
                .filter(override -> override.fromMs() <= nowMs && nowMs < override.untilMs())
                .forEach(override -> lines.add(inForce(override)));
        return lines.isEmpty() ? List.of("Nobody has answered.") : lines;
    }

    /** Of each case the latest snooze, and the latest ask with what was decided about it. */
    List<String> latest(Set<CaseKey> keys) {
        List<String> said = new ArrayList<>();
        for (CaseKey key : keys) {
            last(key, "snooze").ifPresent(snooze -> said.add(sentence(snooze)));
            last(key, "ask").ifPresent(ask -> {
                said.add(sentence(ask));
                decision(ask).ifPresent(decision -> said.add(sentence(decision)));
            });
        }
        return said;
    }

    /** Cases of a scope whose answers have not ended. */
    Set<CaseKey> inForce(String scope) {
        Set<CaseKey> keys = new LinkedHashSet<>();
        answers.stream()
                .filter(answer -> answer.getScope().equals(scope) && answer.getUntilMs() > nowMs)
                .forEach(answer -> keys.add(keyOf(answer)));
        return keys;
    }

    private String sentence(AnswerRecord answer) {
        if (!answer.getRefused().isEmpty()) {
            return answer.getBy() + " wanted to " + wish(answer.getAction()) + " and was refused: "
                    + answer.getRefused();
        }
        return switch (answer.getAction()) {
            case "snooze" -> snooze(answer);
            case "ask" -> ask(answer);
            case "approve" -> answer.getBy() + " approved " + given(answer) + ".";
            case "decline" -> answer.getBy() + " declined " + given(answer) + ".";
            default -> answer.getBy() + " answered " + answer.getAction() + ".";
        };
    }

    private static String wish(String action) {
        return switch (action) {
            case "snooze" -> "say that it is intended";
            case "ask" -> "ask for more";
            default -> action;
        };
    }

    private String snooze(AnswerRecord snooze) {
        String end = until(snooze.getUntilMs());
        if (replaced(snooze)) {
            return snooze.getBy() + " said that it is intended, " + end + "; a later answer took its place.";
        }
        return snooze.getUntilMs() > nowMs
                ? snooze.getBy() + " says that it is intended: people are told nothing more " + end + "."
                : snooze.getBy() + " said that it is intended: people were told nothing more " + end + ".";
    }

    /** Whether another snooze came before this one ended. */
    private boolean replaced(AnswerRecord snooze) {
        return last(keyOf(snooze), "snooze")
                .filter(latest -> latest != snooze && latest.getAtMs() < snooze.getUntilMs())
                .isPresent();
    }

    private String ask(AnswerRecord ask) {
        String why = ask.getReason().isBlank() ? "." : ": \"" + ask.getReason() + "\".";
        String open = ask.getUntilMs() > nowMs ? " Nobody has decided it yet." : " Nobody decided it before then.";
        return ask.getBy() + " asked for " + amount(ask.getAmountUsd()) + " more " + until(ask.getUntilMs()) + why
                + (decision(ask).isPresent() ? "" : open);
    }

    private Optional<AnswerRecord> decision(AnswerRecord ask) {
        return answers.stream()
                .filter(a -> a.getRefused().isEmpty() && a.getAskId().equals(ask.getAskId()))
                .filter(a -> a.getAction().equals("approve") || a.getAction().equals("decline"))
                .findFirst();
    }

    private Optional<AnswerRecord> last(CaseKey key, String action) {
        return answers.stream()
                .filter(a -> a.getRefused().isEmpty() && a.getAction().equals(action))
                .filter(a -> keyOf(a).equals(key))
                .reduce((earlier, later) -> later);
    }

    private static String given(AnswerRecord decision) {
        return decision.getAmountUsd().isEmpty() ? "it" : "the " + amount(decision.getAmountUsd());
    }

    private static String inForce(ScopeOverride override) {
        String what =
                switch (override.kind()) {
                    case EXEMPT -> "it is told and not slowed";
                    case RAISE ->
                        "its budgets and burns are raised by " + NanoUsd.toDisplayString(override.raiseNanoUsd());
                    case APPROVE -> "its new tasks do not wait";
                };
        return "In force " + until(override.untilMs()) + ": " + what + ", by " + override.by() + " ("
                + override.reason() + ").";
    }

    private static CaseKey keyOf(AnswerRecord answer) {
        return new CaseKey(answer.getScope(), answer.getFindingKind(), answer.getWindow());
    }

    private static String until(long epochMs) {
        return SlackTime.isAnEnd(epochMs) ? "until " + time(epochMs) : "without an end";
    }

    private static String time(long epochMs) {
        return Instant.ofEpochMilli(epochMs).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String amount(String usd) {
        try {
            return NanoUsd.toDisplayString(NanoUsd.ofUsd(new BigDecimal(usd)));
        } catch (ArithmeticException | NumberFormatException e) {
            return usd;
        }
    }
}
