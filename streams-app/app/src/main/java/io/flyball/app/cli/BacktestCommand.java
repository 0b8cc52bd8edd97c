package io.flyball.app.cli;

import io.flyball.app.Refusal;
import io.flyball.app.backtest.Backtest;
import io.flyball.app.backtest.BacktestResult;
import io.flyball.app.replay.ReplayRequest;
import io.flyball.core.govern.Policy;
import io.flyball.ingest.files.UnreadableInput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball backtest}: what a policy would have done with recorded usage, beside another. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = {
            "Says what a policy would have done with recorded usage: what would have fired, who would have been slowed,",
            "for how long, and what was spent meanwhile, which is the most it could have saved; beside another policy."
        },
        footer = {
            "",
            "Examples:",
            "  flyball backtest usage.jsonl --format native --prices book.yaml --policy policy.yaml --picture t.svg",
            "  flyball backtest usage.jsonl --format native --prices book.yaml --policy now.yaml --against next.yaml"
        })
final class BacktestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ReplayInput input;

    @Option(names = "--policy", paramLabel = "P", description = "Policy file (YAML); default: the built-in one.")
    private @Nullable Path policyFile;

    @Option(names = "--against", paramLabel = "P2", description = "Policy file to put beside it.")
    private @Nullable Path againstFile;

    @Option(names = "--out", paramLabel = "B", description = "Where to write the result (JSON).")
    private @Nullable Path out;

    @Option(names = "--picture", paramLabel = "T", description = "Where to draw the timeline (SVG).")
    private @Nullable Path picture;

    @SuppressWarnings("NullAway.Init")
    BacktestCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        ReplayRequest request = input.request(directory -> PolicyOption.read(policyFile, directory, err));
        List<Backtest.Candidate> candidates = candidates(request, err);
        Output.refuseUnwritable(out);
        Output.refuseUnwritable(picture);
        ProgressBar bar = new ProgressBar(err);
        BacktestResult result;
        try {
            result = new Backtest(request, candidates, bar).run();
        } catch (UnreadableInput e) {
            throw Refusal.of(e);
        } finally {
            bar.done();
        }
        if (out != null) {
            try (OutputStream file = Files.newOutputStream(out)) {
                result.write(file);
            }
        }
        if (picture != null) {
            Files.writeString(picture, result.picture());
        }
        result.print(spec.commandLine().getOut());
        return 0;
    }

    private List<Backtest.Candidate> candidates(ReplayRequest request, PrintWriter err) {
        Policy policy = request.policy();
        if (againstFile == null) {
            return List.of(new Backtest.Candidate(policy.name(), policy));
        }
        Policy against = PolicyOption.read(againstFile, request.directory(), err);
        boolean sameName = policy.name().equals(against.name());
        return List.of(
                new Backtest.Candidate(sameName ? named(policyFile, policy) : policy.name(), policy),
                new Backtest.Candidate(sameName ? named(againstFile, against) : against.name(), against));
    }

    private static String named(@Nullable Path file, Policy policy) {
        return file == null ? "built-in" : policy.name() + " (" + file.getFileName() + ")";
    }
}
