package io.flyball.app.cli;

import io.flyball.app.Refusal;
import io.flyball.app.simulate.GradedRun;
import io.flyball.core.govern.Policy;
import io.flyball.simulate.AnomalyPlan;
import io.flyball.simulate.CompanyPlan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball simulate}: a made-up company with ground truth grades detection and throttling. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Runs months of a made-up company (500 users in 40 teams) through the detectors, in stream time, and holds",
            "what they say against what is true: precision, recall, time and dollars to the signal, false throttles."
        },
        footer = {
            "",
            "Examples:",
            "  flyball simulate --seed 7",
            "  flyball simulate --days 28 --policy policy.yaml --out grades.json"
        })
final class SimulateCommand implements Callable<Integer> {
    private static final int MOST_DAYS = 366;
    private static final int FEWEST_DAYS = 7;
    private static final int PERCENT = 100;
    private static final int MOST_BURN_PERCENT = 1000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--seed", paramLabel = "N", description = "What the company is drawn from (default 1).")
    private long seed = 1;

    @Option(names = "--days", paramLabel = "D", description = "How long it is watched (default 90).")
    private int days = CompanyPlan.standard().days();

    @Option(
            names = "--burn-percent",
            paramLabel = "P",
            description = "Size of every burn, percent of 4,000 USD (default: drawn from 100 to 300).")
    private @Nullable Integer burnPercent;

    @Option(
            names = "--jitter-percent",
            paramLabel = "P",
            description = "How far a leaderboard farmer's pauses stray from their mean, percent (default 4).")
    private @Nullable Integer jitterPercent;

    @Option(
            names = "--bare-percent",
            paramLabel = "P",
            description = "Share of the gateways that fingerprint nothing, percent (default 25).")
    private @Nullable Integer barePercent;

    @Option(names = "--policy", paramLabel = "P", description = "Policy file (YAML); default: the built-in one.")
    private @Nullable Path policyFile;

    @Option(names = "--out", paramLabel = "S", description = "Where to write the grades (JSON).")
    private @Nullable Path out;

    @SuppressWarnings("NullAway.Init")
    SimulateCommand() {}

    @Override
    public Integer call() throws IOException {
        if (days < FEWEST_DAYS || days > MOST_DAYS) {
            throw new Refusal("--days " + days + " is out of range: use " + FEWEST_DAYS + " to " + MOST_DAYS + ".");
        }
        Output.refuseUnwritable(out);
        Policy policy =
                PolicyOption.read(policyFile, List.of(), spec.commandLine().getErr());
        CompanyPlan plan = plan();
        ProgressBar bar = new ProgressBar(spec.commandLine().getErr());
        bar.phase("simulating " + days + " days");
        GradedRun run = GradedRun.of(
                plan,
                seed,
                policy,
                (timeMs, calls) -> bar.reading(timeMs - plan.startMs(), plan.endMs() - plan.startMs(), calls));
        bar.done();
        if (out != null) {
            try (OutputStream file = Files.newOutputStream(out)) {
                run.write(file);
            }
        }
        run.print(spec.commandLine().getOut());
        return 0;
    }

    private CompanyPlan plan() {
        AnomalyPlan anomalies = AnomalyPlan.standard();
        if (burnPercent != null) {
            anomalies = anomalies.withBurnPercent(within("--burn-percent", burnPercent, 1, MOST_BURN_PERCENT));
        }
        if (jitterPercent != null) {
            anomalies = anomalies.withCadenceJitterPercent(within("--jitter-percent", jitterPercent, 0, PERCENT));
        }
        CompanyPlan plan = CompanyPlan.standard().withDays(days).withAnomalies(anomalies);
        return barePercent == null
                ? plan
                : plan.withBareGatewayPercent(within("--bare-percent", barePercent, 0, PERCENT));
    }

    private static int within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new Refusal(option + " " + value + " is out of range: use " + least + " to " + most + ".");
        }
        return value;
    }
}
