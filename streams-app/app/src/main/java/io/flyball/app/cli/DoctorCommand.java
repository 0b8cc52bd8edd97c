package io.flyball.app.cli;

import io.flyball.app.config.ConfigSources;
import io.flyball.app.config.FlyballConfig;
import io.flyball.app.doctor.Check;
import io.flyball.app.doctor.Doctor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball doctor}: whether Flyball could run here. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Checks Java, brokers, topics, registry, state folder and clock as the configuration names them; a line a",
            "check, status 1 where one fails."
        },
        footer = {"", "Example:", "  flyball doctor --config flyball.yaml"})
final class DoctorCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "C", description = "Settings (YAML, JSON or properties).")
    private @Nullable Path configFile;

    @SuppressWarnings("NullAway.Init")
    DoctorCommand() {}

    @Override
    public Integer call() {
        FlyballConfig config = FlyballConfig.load(ConfigSources.ofProcess(configFile, Map.of()));
        List<Check> checks = new Doctor(config, PATIENCE, Clock.systemUTC()).examine();
        PrintWriter out = spec.commandLine().getOut();
        for (Check check : checks) {
            out.printf(
                    Locale.ROOT,
                    "%-4s  %-16s %s%n",
                    check.outcome().name().toLowerCase(Locale.ROOT),
                    check.name(),
                    check.sentence());
        }
        out.flush();
        return Doctor.passes(checks) ? 0 : FlyballCommand.FAILED;
    }
}
