package io.flyball.app.cli;

import io.flyball.app.Nearest;
import io.flyball.app.Refusal;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code flyball}: the root of the command line. Exit status 0: done; 1: failed while running; 2: refused. */
@Command(
        name = "flyball",
        mixinStandardHelpOptions = true,
        description =
                "A governor for LLM spend: exact, real-time, explained. It eases the throttle, it never cuts a task.",
        footer = {
            "",
            "Examples:",
            "  flyball demo --for 60s",
            "  flyball replay usage.jsonl --format native --prices book.yaml --report report.json",
            "  flyball help replay"
        },
        subcommands = {
            DemoCommand.class,
            ReplayCommand.class,
            BacktestCommand.class,
            SimulateCommand.class,
            RunCommand.class,
            ProduceCommand.class,
            ReportCommand.class,
            ReconcileCommand.class,
            ExplainCommand.class,
            TopicsCommand.class,
            PricesCommand.class,
            PolicyCommand.class,
            DirectoryCommand.class,
            AlertCommand.class,
            ActuatorsCommand.class,
            DoctorCommand.class,
            CommandLine.HelpCommand.class
        })
public final class FlyballCommand {
    static final int FAILED = 1;
    static final int REFUSED = 2;

    /** The whole command line, ready to execute. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new FlyballCommand());
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> report(e, command.getErr()));
        commandLine.setParameterExceptionHandler((e, args) -> {
            e.getCommandLine().getErr().println("flyball: " + sentence(e));
            return REFUSED;
        });
        tellVersion(commandLine);
        return commandLine;
    }

    private static void tellVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new FlyballVersion());
        command.getSubcommands().values().forEach(FlyballCommand::tellVersion);
    }

    private static String sentence(CommandLine.ParameterException e) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return e.getMessage() + "; see \"" + name + " --help\".";
        }
        String word = unmatched.getUnmatched().get(0);
        boolean option = unmatched.isUnknownOption();
        return "\"" + name + "\" knows no " + (option ? "option" : "word") + " '" + word + "': "
                + mend(
                        word,
                        option
                                ? options(e.getCommandLine())
                                : e.getCommandLine().getSubcommands().keySet());
    }

    private static String mend(String word, Collection<String> known) {
        return known.isEmpty() ? "remove it." : Nearest.mend(word, known);
    }

    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .toList();
    }

    private static int report(Exception e, PrintWriter err) {
        if (e instanceof Refusal refusal) {
            refusal.sentences().forEach(sentence -> err.println("flyball: " + sentence));
            return REFUSED;
        }
        err.println("flyball: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        LoggerFactory.getLogger(FlyballCommand.class).debug("Failed", e);
        return FAILED;
    }
}
