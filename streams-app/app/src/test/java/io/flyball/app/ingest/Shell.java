package io.flyball.app.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs what a person would paste into a terminal. */
final class Shell {
    private static final int SECONDS = 60;

    private Shell() {}

    /** How it went; output and errors as one text. */
    record Outcome(int status, String output) {}

    /**
     * Runs a script in bash, and then a command in the environment that the script exported.
     *
     * @param environment what is set before the script
     * @param command none: the script is all there is to do
     */
    static Outcome run(String script, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        String then = command.isEmpty() ? "" : "\nexec \"$@\"\n";
        List<String> bash = new ArrayList<>(List.of("bash", "-euo", "pipefail", "-c", script + then, "bash"));
        bash.addAll(command);
        Path output = Files.createTempFile("flyball-shell-", ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(bash).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("after " + SECONDS + " s this still ran: " + script);
            }
            return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
