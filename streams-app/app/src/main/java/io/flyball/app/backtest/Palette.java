package io.flyball.app.backtest;

import io.flyball.core.detect.FindingKind;
import io.flyball.core.model.Level;

/** The colours of a picture; they can be told apart on white and carry white writing (kinds). */
final class Palette {
    private Palette() {}

    static String of(Level level) {
        switch (level) {
            case ADVISE:
                return "#fde68a";
            case PACE:
                return "#fb923c";
            case DOWNSHIFT:
                return "#e11d48";
            case HOLD_NEW_TASKS:
                return "#7e22ce";
            default:
                return "#f3f4f6";
        }
    }

    static String of(FindingKind kind) {
        switch (kind) {
            case BURN:
                return "#b91c1c";
            case SPIKE:
                return "#c2410c";
            case PACE:
                return "#6d28d9";
            case LOOP:
                return "#1d4ed8";
            case POLLING:
                return "#0e7490";
            case WASTE:
                return "#4d7c0f";
            case TOKENMAXXING:
                return "#9d174d";
            case PEER:
                return "#92400e";
            case SILENCE:
                return "#111827";
            default:
                return "#57534e";
        }
    }
}
