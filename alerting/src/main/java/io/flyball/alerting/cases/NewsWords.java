package io.flyball.alerting.cases;

import io.flyball.alerting.words.AlertWords;
import io.flyball.alerting.words.SlackTime;
import io.flyball.alerting.words.ThrottleWords;
import io.flyball.core.model.NanoUsd;
import io.flyball.schemas.avro.Alert;

/** What is said beside a message when its case changes: plain text, one or two sentences. */
final class NewsWords {
    private NewsWords() {}

    static String onAgain(Alert alert) {
        return "On again: " + alert.getText() + " " + ThrottleWords.plain(alert);
    }

    static String worse(Alert alert) {
        return "Now of severity " + alert.getSeverity() + ": " + alert.getText() + " " + ThrottleWords.plain(alert);
    }

    static String grown(Alert alert) {
        return "Still on: " + AlertWords.what(alert) + ". " + ThrottleWords.plain(alert);
    }

    static String throttled(Alert alert) {
        return "From now on: " + ThrottleWords.plain(alert);
    }

    static String over(Alert alert) {
        return "Over: " + AlertWords.what(alert) + ". " + alert.getText();
    }

    static String unheardOf() {
        return "Nothing more was heard of it for long: it is taken for over.";
    }

    static String snoozed(Answer answer) {
        return answer.by() + " says that this is intended: quiet until " + SlackTime.utc(answer.untilMs()) + ".";
    }

    static String snoozeOver() {
        return "The quiet time is over, and it is still on.";
    }

    static String asked(Answer answer) {
        return answer.by() + " asks for " + NanoUsd.toDisplayString(answer.amountNanoUsd()) + " more until "
                + SlackTime.utc(answer.untilMs()) + ". An approver decides.";
    }

    static String decided(Ask ask) {
        return ask.decidedBy() + (ask.decision().equals(Answer.Action.APPROVE.wireName()) ? " approves " : " declines ")
                + NanoUsd.toDisplayString(ask.amountNanoUsd()) + " more until " + SlackTime.utc(ask.untilMs())
                + ", which " + ask.by() + " asked for.";
    }
}
