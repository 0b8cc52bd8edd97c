package io.flyball.app.cli;

import io.flyball.app.Refusal;
import io.flyball.app.feed.Cluster;
import io.flyball.app.feed.UsageSender;
import io.flyball.ingest.files.ReadOptions;
import io.flyball.ingest.files.UnreadableInput;
import io.flyball.ingest.files.UsageReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flyball produce}: files into the usage topic of a real cluster. */
@Command(
        name = "produce",
        mixinStandardHelpOptions = true,
        description =
                "Sends usage files to the usage topic of a real cluster, refused lines included with their reasons.",
        footer = {
            "",
            "Example:",
            "  flyball produce usage.jsonl.gz --format native --brokers localhost:9092 --registry http://localhost:8081"
        })
final class ProduceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Usage files, plain or gzip, read in this order.")
    private List<Path> files;

    @Option(names = "--format", required = true, paramLabel = "F", description = "native, claude-code, codex or otlp.")
    private String format;

    @Option(names = "--user", paramLabel = "U", description = "Who pays where a log names nobody.")
    private @Nullable String user;

    @Mixin
    private ClusterOptions cluster;

    @SuppressWarnings("NullAway.Init")
    ProduceCommand() {}

    @Override
    public Integer call() {
        UsageReader reader = InputFiles.reader(format);
        InputFiles.refuseUnreadable(files);
        ProgressBar bar = new ProgressBar(spec.commandLine().getErr());
        try (Cluster connected = cluster.connect();
                UsageSender sender = new UsageSender(
                        connected.client(),
                        connected.registry(),
                        connected.topics(),
                        UsageSender.Stamping.NONE,
                        bar::reading)) {
            bar.phase("sending");
            reader.read(files, new ReadOptions(user, System.currentTimeMillis()), sender);
            sender.flush();
            bar.done();
            sender.notes().forEach(note -> spec.commandLine().getOut().println("note: " + note));
            spec.commandLine().getOut().printf(Locale.ROOT, "%,d records sent%n", sender.sent());
            spec.commandLine().getOut().flush();
            return 0;
        } catch (UnreadableInput e) {
            bar.done();
            throw Refusal.of(e);
        }
    }
}
