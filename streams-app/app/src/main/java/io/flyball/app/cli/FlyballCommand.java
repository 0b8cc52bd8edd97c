package io.flyball.app.cli;

import io.flyball.app.Refusal;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code flyball}: the root of the command line. Exit status 0: done; 1: failed while running; 2: refused. */
@Command(
        name = "flyball",
        mixinStandardHelpOptions = true,
        versionProvider = FlyballVersion.class,
        description =
                "A governor for LLM spend: exact, real-time, explained. It eases the throttle, it never cuts a task.",
        subcommands = {
            DemoCommand.class,
            ReplayCommand.class,
            RunCommand.class,
            ProduceCommand.class,
            ReportCommand.class,
            TopicsCommand.class,
            PricesCommand.class,
            PolicyCommand.class,
            DirectoryCommand.class,
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
            PrintWriter err = e.getCommandLine().getErr();
            err.println("flyball: " + e.getMessage() + "; see \""
                    + e.getCommandLine().getCommandSpec().qualifiedName() + " --help\".");
            return REFUSED;
        });
        return commandLine;
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
