package io.flyball.alerting.words;

import io.flyball.core.model.NanoUsd;
import io.flyball.schemas.avro.Alert;

/** An alert in one line. */
public final class AlertWords {
    private AlertWords() {}

    /** Change, kind, scope, amount and window, for example {@code New: burn by user:ann, $4,012.30 in 3d}. */
    public static String title(Alert alert) {
        return changeWord(alert.getChange()) + what(alert);
    }

    /** The same without the change. */
    public static String what(Alert alert) {
        StringBuilder title = new StringBuilder(word(alert.getKind(), "alert"))
                .append(" by ")
                .append(word(alert.getScope(), "nobody named"));
        if (alert.getCostNanoUsd() != 0) {
            title.append(", ").append(NanoUsd.toDisplayString(alert.getCostNanoUsd()));
        }
        if (!alert.getWindow().isBlank()) {
            title.append(" in ").append(alert.getWindow());
        }
        return title.toString().replace('\n', ' ');
    }

    private static String changeWord(String change) {
        return switch (change) {
            case "closed" -> "Over: ";
            case "updated" -> "Still on: ";
            default -> "New: ";
        };
    }

    /** The text, or another where it shows nothing. */
    public static String word(String text, String whereBlank) {
        boolean blank = text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
        return blank ? whereBlank : text;
    }
}
