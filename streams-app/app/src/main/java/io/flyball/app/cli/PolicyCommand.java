package io.flyball.app.cli;

import io.flyball.app.feed.Cluster;
import io.flyball.app.feed.ControlSender;
import io.flyball.core.govern.Policy;
import io.flyball.schemas.ControlMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flyball policy}: policies. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = "Checks a policy, or puts it in force on a cluster.",
        footer = {"", "Example:", "  flyball policy check policy.yaml --directory people.csv"})
final class PolicyCommand {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    PolicyCommand() {}

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Says whether a policy can be used, with file, line and mend where it cannot.",
            footer = {"", "Example:", "  flyball policy check policy.yaml --directory people.csv"})
    int check(
            @Parameters(paramLabel = "POLICY", description = "Policy file (YAML).") Path file,
            @Option(
                            names = "--directory",
                            paramLabel = "D",
                            description = "Directory (CSV): warns of rules that match nobody.")
                    @Nullable
                    Path directory) {
        Policy policy = PolicyOption.read(
                file, DirectoryOption.read(directory), spec.commandLine().getErr());
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s: policy \"%s\" is good: %d burn rules, %d budgets, %d ladder levels%n",
                        file,
                        policy.name(),
                        policy.burns().size(),
                        policy.budgets().size(),
                        policy.ladder().size());
        spec.commandLine().getOut().flush();
        return 0;
    }

    @Command(
            name = "apply",
            mixinStandardHelpOptions = true,
            description = "Puts a policy in force: in every partition, in one transaction.",
            footer = {
                "",
                "Example:",
                "  flyball policy apply policy.yaml --brokers localhost:9092 --registry http://localhost:8081"
            })
    int apply(
            @Parameters(paramLabel = "POLICY", description = "Policy file (YAML).") Path file,
            @Mixin ClusterOptions cluster) {
        Policy policy = PolicyOption.read(file, List.of(), spec.commandLine().getErr());
        try (Cluster connected = cluster.connect()) {
            new ControlSender(connected.client(), connected.registry(), connected.topics())
                    .send(List.of(ControlMapping.ofPolicy(policy)));
        }
        spec.commandLine().getOut().printf(Locale.ROOT, "policy \"%s\" sent%n", policy.name());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
