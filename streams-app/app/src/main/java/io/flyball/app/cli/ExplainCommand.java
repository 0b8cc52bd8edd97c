package io.flyball.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.app.Refusal;
import io.flyball.app.explain.Explainer;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flyball explain}: why something was found or slowed. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says why something was found or slowed: what happened, the rule and its place in the policy, the numbers,",
            "what each dollar did, the history of that scope, when it ends by itself and what would end it sooner."
        },
        footer = {
            "",
            "Examples:",
            "  flyball explain burn-1f00c2a9b3d4",
            "  flyball explain user:ann@example.test --at http://localhost:8080",
            "  flyball explain team:payments@1772446500000 --report report.json"
        })
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SIGNAL|FINDING",
            description = "A finding's id, the scope of a signal for its latest, or scope@sequence;"
                    + " of a running application any scope that spent.")
    private String name;

    @Option(
            names = "--at",
            paramLabel = "URL",
            defaultValue = RunningApplication.DEFAULT,
            description = "The running application (default http://localhost:8080).")
    private String at;

    @Option(names = "--report", paramLabel = "R", description = "A report file to ask instead.")
    private @Nullable Path reportFile;

    @SuppressWarnings("NullAway.Init")
    ExplainCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (reportFile != null) {
            tell(Explainer.explain(name, read(reportFile)));
            return 0;
        }
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        HttpResponse<byte[]> answer = RunningApplication.get(at, "v1/explain/" + encoded);
        switch (answer.statusCode()) {
            case RunningApplication.OK:
                tell(new ObjectMapper().readTree(answer.body()).path("text").asText());
                return 0;
            case RunningApplication.NOT_FOUND:
                throw new Refusal(
                        new ObjectMapper().readTree(answer.body()).path("error").asText());
            default:
                spec.commandLine().getErr().println(RunningApplication.answered(at, answer));
                return FlyballCommand.FAILED;
        }
    }

    private void tell(String text) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
    }

    private static JsonNode read(Path file) throws IOException {
        InputFiles.refuseUnreadable(java.util.List.of(file));
        try {
            JsonNode report = new ObjectMapper().readTree(Files.readAllBytes(file));
            if (report.path("findings").isArray() && report.path("signals").isArray()) {
                return report;
            }
        } catch (JsonProcessingException e) {
            // said below, with JSON that is no report
        }
        throw new Refusal(
                "--report " + file + " is no report: write one with flyball replay --report or flyball report.");
    }
}
