package io.flyball.app.cli;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball report}: the report of a running application. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Writes the report of a running application, once it has taken in all its input.",
        footer = {"", "Example:", "  flyball report --out report.json --at http://localhost:8080"})
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "R.json", description = "Where to write the report.")
    private Path out;

    @Option(
            names = "--at",
            paramLabel = "URL",
            defaultValue = RunningApplication.DEFAULT,
            description = "The running application (default http://localhost:8080).")
    private String at;

    @SuppressWarnings("NullAway.Init")
    ReportCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Output.refuseUnwritable(out);
        HttpResponse<byte[]> answer = RunningApplication.get(at, "v1/report");
        if (answer.statusCode() != RunningApplication.OK) {
            spec.commandLine().getErr().println(RunningApplication.answered(at, answer));
            return FlyballCommand.FAILED;
        }
        Files.write(out, answer.body());
        return 0;
    }
}
