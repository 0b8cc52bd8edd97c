package io.flyball.app.backtest;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Findings of one strip as flags with their kind; neighbours of one kind share a flag, others step aside. */
final class Flags {
    private static final int HEIGHT = 14;
    private static final int LETTER = 6;

    private final TimeAxis axis;
    private final Svg svg;
    private final int top;
    private final List<Finding> findings = new ArrayList<>();

    /** Findings of one kind that lie close together. Mutable. */
    private static final class Flag {
        private final FindingKind kind;
        private final int pole;
        private int x;
        private int count = 1;
        private String says;

        Flag(FindingKind kind, int pole, String says) {
            this.kind = kind;
            this.pole = pole;
            this.says = says;
        }

        String label() {
            return count == 1 ? kind.wireName() : kind.wireName() + " ×" + count;
        }

        int width() {
            return 8 + LETTER * label().length();
        }
    }

    Flags(TimeAxis axis, Svg svg, int top) {
        this.axis = axis;
        this.svg = svg;
        this.top = top;
    }

    void add(Finding finding) {
        findings.add(finding);
    }

    /** Draws all of them, the earliest first. */
    void plant() {
        findings.sort(Comparator.comparingLong(Finding::openedAtMs).thenComparing(Finding::id));
        List<Flag> flags = new ArrayList<>();
        for (Finding finding : findings) {
            Flag last = flags.isEmpty() ? null : flags.get(flags.size() - 1);
            int pole = axis.x(finding.openedAtMs());
            if (last != null && last.kind == finding.kind() && pole <= last.x + last.width()) {
                last.count++;
                last.says = last.says + "\n" + finding.text();
            } else {
                Flag flag = new Flag(finding.kind(), pole, finding.text());
                flag.x = last == null ? pole : Math.max(pole, last.x + last.width() + 2);
                flags.add(flag);
            }
        }
        flags.forEach(this::draw);
    }

    private void draw(Flag flag) {
        int x = Math.min(flag.x, axis.right() - flag.width());
        String colour = Palette.of(flag.kind);
        svg.line(flag.pole, top + HEIGHT, flag.pole, top + 29, colour);
        svg.rect(x, top, flag.width(), HEIGHT, colour, 3, flag.says);
        svg.text(x + flag.width() / 2, top + 10, 10, "#ffffff", Svg.Anchor.MIDDLE, false, flag.label());
    }
}
