package io.flyball.app.cli;

import io.flyball.app.report.Report;
import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.detect.Finding;
import io.flyball.core.model.NanoUsd;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;

/** A report in a few lines for a terminal. */
final class ReportSummary {
    private static final int MOST_LINES = 10;

    private ReportSummary() {}

    static void print(Report report, PrintWriter out) {
        long read = report.ledger().get(Count.READ) - report.ledger().get(Count.REROUTED);
        out.printf(
                Locale.ROOT,
                "read %,d = admitted %,d + duplicate %,d + late %,d + rejected %,d; unpriced %,d%n",
                read,
                report.ledger().get(Count.ADMITTED),
                report.ledger().get(Count.DUPLICATE),
                report.ledger().get(Count.LATE),
                report.ledger().get(Count.REJECTED),
                report.ledger().get(Count.UNPRICED));
        report.ledger()
                .rejectedByReason()
                .forEach((reason, n) -> out.printf(Locale.ROOT, "  rejected %s: %,d%n", reason.wireName(), n));
        out.printf(
                Locale.ROOT,
                "%s USD in %,d calls, %,d scopes; %,d ms, %,d events/s%n",
                NanoUsd.toDecimalString(report.total().costNanoUsd()),
                report.total().calls(),
                report.scopes().size(),
                report.timing().wallMs(),
                report.timing().eventsPerSecond());
        report.notes().forEach(note -> out.println("note: " + note));
        report.findings().stream().limit(MOST_LINES).forEach(finding -> print(finding, out));
        int more = report.findings().size() - MOST_LINES;
        if (more > 0) {
            out.printf(Locale.ROOT, "and %,d more findings: see the report%n", more);
        }
        out.flush();
    }

    private static void print(Finding finding, PrintWriter out) {
        String end = finding.open() ? "still open" : "closed " + Instant.ofEpochMilli(finding.closedAtMs());
        out.printf(
                Locale.ROOT,
                "%s %s %s: %s (opened %s, %s)%n",
                finding.kind().wireName(),
                finding.id(),
                finding.scope(),
                finding.text(),
                Instant.ofEpochMilli(finding.openedAtMs()),
                end);
    }
}
