package io.flyball.app.cli;

import io.flyball.app.Refusal;
import io.flyball.app.replay.Replay;
import io.flyball.app.replay.ReplayRequest;
import io.flyball.app.report.Report;
import io.flyball.app.report.ReportWriter;
import io.flyball.ingest.files.UnreadableInput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball replay}: files through the topology on an embedded broker. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Counts usage files with the same topology that runs in production, on an embedded broker, at full speed,",
            "with a progress bar; then says what was spent and exits."
        },
        footer = {
            "",
            "Examples:",
            "  flyball replay usage.jsonl --format native --prices book.yaml --report report.json",
            "  flyball replay ~/.claude/projects/*/*.jsonl --format claude-code --user ann@example.com --prices book.yaml"
        })
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ReplayInput input;

    @Option(names = "--policy", paramLabel = "P", description = "Policy file (YAML); default: the built-in one.")
    private @Nullable Path policyFile;

    @Option(names = "--report", paramLabel = "R", description = "Where to write the report (JSON).")
    private @Nullable Path reportFile;

    @SuppressWarnings("NullAway.Init")
    ReplayCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        ReplayRequest request = input.request(directory -> PolicyOption.read(policyFile, directory, err));
        Output.refuseUnwritable(reportFile);
        ProgressBar bar = new ProgressBar(err);
        Report report;
        try {
            report = new Replay(request, bar).run();
        } catch (UnreadableInput e) {
            bar.done();
            throw Refusal.of(e);
        }
        bar.done();
        if (reportFile != null) {
            try (OutputStream out = Files.newOutputStream(reportFile)) {
                ReportWriter.write(report, out);
            }
        }
        ReportSummary.print(report, spec.commandLine().getOut());
        return 0;
    }
}
