package io.flyball.app.backtest;

import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.model.NanoUsd;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A backtest for a terminal: figures by policy, then the throttles of each, the earliest first. */
final class BacktestTable {
    private static final int MOST_THROTTLES = 12;
    private static final int MOST_NOTES = 5;
    private static final int LONGEST_NAME = 40;

    private final List<PolicyOutcome> outcomes;

    BacktestTable(List<PolicyOutcome> outcomes) {
        this.outcomes = outcomes;
    }

    void print(PrintWriter out) {
        input(out);
        figures(out);
        outcomes.forEach(outcome -> throttles(outcome, out));
        out.flush();
    }

    private void input(PrintWriter out) {
        PolicyOutcome first = outcomes.get(0);
        out.printf(
                Locale.ROOT,
                "%,d calls, %s, up to %s%n",
                first.report().ledger().get(Count.ADMITTED),
                NanoUsd.toDisplayString(first.report().total().costNanoUsd()),
                Instant.ofEpochMilli(first.report().asOfMs()));
        long unpriced = first.report().ledger().get(Count.UNPRICED);
        if (unpriced > 0) {
            out.printf(Locale.ROOT, "%,d calls have no price and count as nothing: give one with --prices%n", unpriced);
        }
        first.report().notes().stream().limit(MOST_NOTES).forEach(note -> out.println("note: " + note));
    }

    private void figures(PrintWriter out) {
        String head = String.format(Locale.ROOT, "%n%-24s", "");
        for (PolicyOutcome outcome : outcomes) {
            head += String.format(Locale.ROOT, " %20s", shortened(outcome.label(), 20));
        }
        out.println(outcomes.size() > 1 ? head + String.format(Locale.ROOT, " %16s", "difference") : head);
        for (Compared line : Compared.of(outcomes)) {
            out.printf(Locale.ROOT, "%-24s", line.name());
            for (int i = 0; i < outcomes.size(); i++) {
                out.printf(Locale.ROOT, " %20s", line.shown(i));
            }
            out.println(outcomes.size() > 1 ? String.format(Locale.ROOT, " %16s", line.difference()) : "");
        }
    }

    private static void throttles(PolicyOutcome outcome, PrintWriter out) {
        ZoneId zone = outcome.policy().zone();
        DateTimeFormatter minute =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(zone);
        out.printf("%npolicy %s (times in %s)%n", outcome.label(), zone);
        if (outcome.throttles().isEmpty()) {
            out.println("  nobody would have been told or slowed");
        }
        outcome.throttles().stream()
                .limit(MOST_THROTTLES)
                .forEach(throttle -> out.printf(
                        Locale.ROOT,
                        "  %s  %-14s %-9s %-" + LONGEST_NAME + "s %12s, %s spent meanwhile%n",
                        minute.format(Instant.ofEpochMilli(throttle.fromMs())),
                        throttle.level().wireName(),
                        throttle.cause(),
                        shortened(throttle.scope().toString(), LONGEST_NAME),
                        Compared.length(throttle.heldMs(outcome.report().asOfMs()))
                                + (throttle.inForceAtEnd() ? " so far" : ""),
                        NanoUsd.toDisplayString(outcome.spend().spentNanoUsd(throttle))));
        int more = outcome.throttles().size() - MOST_THROTTLES;
        if (more > 0) {
            out.printf(Locale.ROOT, "  and %,d more: see --out%n", more);
        }
    }

    static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "~";
    }
}
