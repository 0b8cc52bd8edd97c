package io.flyball.app.cli;

import io.flyball.app.Refusal;
import io.flyball.app.feed.Cluster;
import io.flyball.app.reconcile.Reconcile;
import io.flyball.app.reconcile.ReconcileRequest;
import io.flyball.app.reconcile.ReconcileResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball reconcile}: what was measured beside what was billed. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description = {
            "Puts what was measured beside what providers billed, by day and model, and says what each difference comes",
            "from. Bills come from the Kafka Connect plugins; what is found goes to the reconciliation topic as well."
        },
        footer = {
            "",
            "Example:",
            "  flyball reconcile --brokers localhost:9092 --registry http://localhost:8081 --from 2026-03-01"
        })
final class ReconcileCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "First UTC day (default: 30 days before --to, or the first with a charge).")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last UTC day (default: yesterday).")
    private @Nullable String to;

    @Option(names = "--provider", paramLabel = "P", description = "The one provider to look at (default: all).")
    private @Nullable String provider;

    @Option(names = "--out", paramLabel = "F.json", description = "Where to write all of it (JSON).")
    private @Nullable Path out;

    @SuppressWarnings("NullAway.Init")
    ReconcileCommand() {}

    @Override
    public Integer call() throws IOException {
        long nowMs = System.currentTimeMillis();
        LocalDate last = Reconcile.lastWholeDay(nowMs, day("--to", to));
        LocalDate first = day("--from", from);
        if (first != null && first.isAfter(last)) {
            throw new Refusal("--from " + first + " is after --to " + last + ": swap them, or leave out --to.");
        }
        Output.refuseUnwritable(out);
        ProgressBar bar = new ProgressBar(spec.commandLine().getErr());
        ReconcileResult result;
        try (Cluster connected = cluster.connect()) {
            result = new Reconcile(connected, new ReconcileRequest(first, last, provider, nowMs), bar).run();
        } finally {
            bar.done();
        }
        if (out != null) {
            try (OutputStream file = Files.newOutputStream(out)) {
                result.write(file);
            }
        }
        result.print(spec.commandLine().getOut());
        return 0;
    }

    private static @Nullable LocalDate day(String option, @Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new Refusal(option + " " + text + " is no day: write for example 2026-03-01.");
        }
    }
}
