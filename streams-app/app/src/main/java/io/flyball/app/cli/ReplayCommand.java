package io.flyball.app.cli;

import io.flyball.app.Refusal;
import io.flyball.app.files.PriceBookFile;
import io.flyball.app.replay.Replay;
import io.flyball.app.replay.ReplayRequest;
import io.flyball.app.report.Report;
import io.flyball.app.report.ReportWriter;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.Person;
import io.flyball.core.price.PriceRow;
import io.flyball.ingest.UnreadableInput;
import io.flyball.ingest.UsageReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
    private static final int DEFAULT_PARTITIONS = 4;
    private static final int MOST_PARTITIONS = 256;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Usage files, plain or gzip, read in this order.")
    private List<Path> files;

    @Option(names = "--format", required = true, paramLabel = "F", description = "native, claude-code or codex.")
    private String format;

    @Option(names = "--policy", paramLabel = "P", description = "Policy file (YAML); default: the built-in one.")
    private @Nullable Path policyFile;

    @Option(names = "--prices", paramLabel = "P", description = "Price book (YAML or JSON) or a LiteLLM price file.")
    private @Nullable Path pricesFile;

    @Option(names = "--directory", paramLabel = "D", description = "Directory of people (CSV).")
    private @Nullable Path directoryFile;

    @Option(names = "--user", paramLabel = "U", description = "Who pays where a log names nobody.")
    private @Nullable String user;

    @Option(names = "--report", paramLabel = "R", description = "Where to write the report (JSON).")
    private @Nullable Path reportFile;

    @Option(names = "--partitions", paramLabel = "N", description = "Partitions of the embedded topics (default 4).")
    private int partitions = DEFAULT_PARTITIONS;

    @SuppressWarnings("NullAway.Init")
    ReplayCommand() {}

    @Override
    public Integer call() throws IOException {
        ReplayRequest request = request();
        Output.refuseUnwritable(reportFile);
        PrintWriter err = spec.commandLine().getErr();
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

    private ReplayRequest request() {
        if (partitions < 1 || partitions > MOST_PARTITIONS) {
            throw new Refusal("--partitions " + partitions + " is out of range: use 1 to " + MOST_PARTITIONS + ".");
        }
        UsageReader reader = InputFiles.reader(format);
        InputFiles.refuseUnreadable(files);
        List<PriceRow> prices = pricesFile == null ? List.of() : PriceBookFile.read(pricesFile);
        List<Person> directory = DirectoryOption.read(directoryFile);
        Policy policy =
                PolicyOption.read(policyFile, directory, spec.commandLine().getErr());
        return new ReplayRequest(files, reader, prices, policy, directory, user, partitions);
    }
}
