package io.flyball.app.cli;

import io.flyball.app.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(6);
    private static final int OK = 200;

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "R.json", description = "Where to write the report.")
    private Path out;

    @Option(
            names = "--at",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = "The running application (default http://localhost:8080).")
    private String at;

    @SuppressWarnings("NullAway.Init")
    ReportCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Output.refuseUnwritable(out);
        URI uri = reportUri();
        HttpResponse<byte[]> answer;
        try {
            answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(uri).timeout(ANSWER_WITHIN).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
        } catch (java.net.ConnectException e) {
            throw new Refusal(
                    "No application answers at " + at + ": start one with \"flyball run\", or name it with --at.");
        }
        if (answer.statusCode() != OK) {
            spec.commandLine()
                    .getErr()
                    .println("flyball: " + at + " answered " + answer.statusCode() + ": "
                            + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
            return FlyballCommand.FAILED;
        }
        Files.write(out, answer.body());
        return 0;
    }

    private URI reportUri() {
        String address = at.endsWith("/") ? at + "v1/report" : at + "/v1/report";
        try {
            URI uri = new URI(address);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // said below, with the others that are none
        }
        throw new Refusal("--at " + at + " is no URL of HTTP: write for example http://localhost:8080.");
    }
}
