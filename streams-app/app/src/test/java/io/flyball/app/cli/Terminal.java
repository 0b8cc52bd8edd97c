package io.flyball.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a command left behind.
 *
 * @param status exit status
 * @param out what it said
 * @param err what it complained of
 */
record Terminal(int status, String out, String err) {
    /** Runs the command line in this process. */
    static Terminal run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = FlyballCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        int status = commandLine.execute(words);
        return new Terminal(status, out.toString(), err.toString());
    }
}
