package io.flyball.app.cli;

import io.flyball.app.Refusal;
import io.flyball.app.feed.Cluster;
import io.flyball.app.feed.ControlSender;
import io.flyball.app.files.Times;
import io.flyball.core.govern.Policy;
import io.flyball.core.govern.ScopeOverride;
import io.flyball.core.govern.ScopeOverride.Kind;
import io.flyball.core.model.Scope;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.avro.ControlRecord;
import java.nio.file.Path;
import java.time.Instant;
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
        description = "Checks a policy, puts one in force on a cluster, and says who is an exception for a time.",
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
            @Option(
                            names = "--from",
                            paramLabel = "TIME",
                            description =
                                    "From which event time on, for example 2026-04-01T00:00:00Z (default: at once).")
                    @Nullable
                    String from,
            @Mixin ClusterOptions cluster) {
        Policy policy = PolicyOption.read(file, List.of(), spec.commandLine().getErr());
        ControlRecord record = ControlMapping.ofPolicy(policy);
        if (from != null) {
            record = ControlMapping.from(
                    record,
                    Times.epochMs(from)
                            .orElseThrow(() -> new Refusal("--from is \"" + from
                                    + "\", which is no time: write for example 2026-04-01T00:00:00Z.")));
        }
        send(cluster, record);
        return said("policy \"" + policy.name() + "\" sent");
    }

    @Command(
            name = "shadow",
            mixinStandardHelpOptions = true,
            description = {
                "Puts all throttling in shadow at once, or leaves that to the policy again. In shadow nobody is slowed;",
                "signals say what they would have been."
            },
            footer = {
                "",
                "Example:",
                "  flyball policy shadow on --brokers localhost:9092 --registry http://localhost:8081"
            })
    int shadow(
            @Parameters(paramLabel = "on|off", description = "Whether nobody is slowed.") String onOrOff,
            @Mixin ClusterOptions cluster) {
        if (!onOrOff.equals("on") && !onOrOff.equals("off")) {
            throw new Refusal("shadow is \"" + onOrOff + "\", which is neither: write on or off.");
        }
        send(cluster, ControlMapping.ofShadow(onOrOff.equals("on")));
        return said("all throttling is " + (onOrOff.equals("on") ? "in shadow" : "as the policy says"));
    }

    @Command(
            name = "override",
            mixinStandardHelpOptions = true,
            description = "Exempts somebody from being slowed, or raises his budgets and burns; ends by itself.",
            footer = {
                "",
                "Example:",
                "  flyball policy override user:ann --raise-usd 50 --for 2d --by bob --reason \"release week\" \\",
                "    --brokers localhost:9092 --registry http://localhost:8081"
            })
    int override(
            @Mixin OverrideOptions options,
            @Option(names = "--exempt", description = "Tell, but do not slow.") boolean exempt,
            @Option(
                            names = "--raise-usd",
                            paramLabel = "USD",
                            description = "Raise all budgets and burns by that much.")
                    @Nullable
                    String raiseUsd,
            @Mixin ClusterOptions cluster) {
        if (exempt == (raiseUsd != null)) {
            throw new Refusal("An override does one thing: write either --exempt or --raise-usd 50.");
        }
        Kind kind = exempt ? Kind.EXEMPT : Kind.RAISE;
        return decide(options.override(kind, raiseUsd, System.currentTimeMillis()), cluster);
    }

    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description = "Lets new tasks of a scope begin though hold_new_tasks is in force; ends by itself.",
            footer = {
                "",
                "Example:",
                "  flyball policy approve team:payments --for 8h --by bob --reason \"incident 4711\" \\",
                "    --brokers localhost:9092 --registry http://localhost:8081"
            })
    int approve(@Mixin OverrideOptions options, @Mixin ClusterOptions cluster) {
        return decide(options.override(Kind.APPROVE, null, System.currentTimeMillis()), cluster);
    }

    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            description = "Takes back an override or an approval before its end.",
            footer = {
                "",
                "Example:",
                "  flyball policy withdraw user:ann exempt --brokers localhost:9092 --registry http://localhost:8081"
            })
    int withdraw(
            @Parameters(paramLabel = "SCOPE", description = "Whose.") String scope,
            @Parameters(paramLabel = "exempt|raise|approve", description = "What.") String kind,
            @Mixin ClusterOptions cluster) {
        ControlRecord record;
        try {
            record = ControlMapping.withoutOverride(Scope.parse(scope), Kind.ofWireName(kind));
        } catch (IllegalArgumentException e) {
            throw new Refusal(e.getMessage() + ": write for example \"policy withdraw user:ann exempt\".");
        }
        send(cluster, record);
        return said(kind + " of " + scope + " is withdrawn");
    }

    private int decide(ScopeOverride override, ClusterOptions cluster) {
        try (Cluster connected = cluster.connect()) {
            OverrideOptions.refuseNobody(override.scope(), DirectoryInForce.read(connected));
            new ControlSender(connected.client(), connected.registry(), connected.topics())
                    .send(List.of(ControlMapping.ofOverride(override)));
        }
        return said(override.kind().wireName() + " of " + override.scope() + " sent, until "
                + Instant.ofEpochMilli(override.untilMs()));
    }

    private static void send(ClusterOptions cluster, ControlRecord record) {
        try (Cluster connected = cluster.connect()) {
            new ControlSender(connected.client(), connected.registry(), connected.topics()).send(List.of(record));
        }
    }

    private int said(String sentence) {
        spec.commandLine().getOut().println(sentence);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
