package io.flyball.alerting.channel;

import io.flyball.alerting.cases.AlertCase;
import io.flyball.alerting.cases.Ask;
import io.flyball.alerting.cases.Delivery;
import io.flyball.alerting.words.AlertWords;
import io.flyball.alerting.words.SlackTime;
import io.flyball.alerting.words.ThrottleWords;
import io.flyball.core.model.NanoUsd;
import java.util.List;

/** A delivery in plain text, for channels without a form of their own. */
public final class DeliveryWords {
    private static final int MOST_LINES = 20;

    private DeliveryWords() {}

    /** One line that says what it is about. */
    public static String subject(Delivery delivery) {
        if (delivery instanceof Delivery.Digest digest) {
            return digestTitle(digest);
        }
        Delivery.Telling telling = (Delivery.Telling) delivery;
        return telling.of()
                .ask(telling.told().askId())
                .map(ask -> askTitle(telling.of(), ask))
                .orElseGet(() -> caseTitle(telling.of()));
    }

    /** What happened, what the throttle does, and what to do. */
    public static String body(Delivery delivery) {
        if (delivery instanceof Delivery.Digest digest) {
            return String.join("\n", lines(digest));
        }
        Delivery.Telling telling = (Delivery.Telling) delivery;
        AlertCase of = telling.of();
        String said = of.course().latest().getText() + " "
                + ThrottleWords.plain(of.course().latest());
        String before =
                of.ask(telling.told().askId()).map(DeliveryWords::askBody).orElse(telling.news());
        return before.isEmpty() ? said : before + "\n" + said;
    }

    private static String askBody(Ask ask) {
        String reason = "Reason: " + AlertWords.word(ask.reason(), "none was given");
        return switch (ask.decision()) {
            case "" -> reason + "\nAn approver decides.";
            case "approve" -> "Approved by " + ask.decidedBy() + ".\n" + reason;
            default -> "Declined by " + ask.decidedBy() + ".\n" + reason;
        };
    }

    /** {@code New: burn by user:ann, $4,012.30 in 3d}, as the case is now. */
    public static String caseTitle(AlertCase of) {
        String change = !of.course().open() ? "Over: " : of.news().revision() == 1 ? "New: " : "Still on: ";
        String more = of.course().findings() > 1 ? " (" + of.course().findings() + " times)" : "";
        return change + AlertWords.what(of.course().latest()) + more;
    }

    /** Who asks for what and until when. */
    public static String askTitle(AlertCase of, Ask ask) {
        return ask.by() + " asks for " + NanoUsd.toDisplayString(ask.amountNanoUsd()) + " more for "
                + of.key().scope() + " until " + SlackTime.utc(ask.untilMs());
    }

    /** How many cases, and of how much money in all. */
    public static String digestTitle(Delivery.Digest digest) {
        long over = digest.cases().stream().filter(c -> !c.course().open()).count();
        String many = digest.cases().size() == 1 ? "1 finding" : digest.cases().size() + " findings";
        return (digest.overflow() ? "Too many to tell one by one: " : "Digest: ")
                + many
                + (over == 0 ? "" : ", " + over + " of them over");
    }

    /** The worst first, a line each, and how many are left out. */
    public static List<String> lines(Delivery.Digest digest) {
        List<AlertCase> cases = digest.cases();
        List<String> shown = new java.util.ArrayList<>();
        for (AlertCase of : cases.subList(0, Math.min(MOST_LINES, cases.size()))) {
            shown.add(of.course().severity().wireName() + ": " + caseTitle(of));
        }
        if (cases.size() > MOST_LINES) {
            shown.add("and " + (cases.size() - MOST_LINES) + " more, each of no higher severity.");
        }
        return List.copyOf(shown);
    }
}
