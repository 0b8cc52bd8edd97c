package io.flyball.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The independent recomputation beside the project, run where it lies; tests skip where it or Python is not there. */
public final class Oracle {
    private static final long AT_MOST_SECONDS = 120;

    private Oracle() {}

    /** A file of the test data; skips the test where it is absent. */
    public static Path data(String name) {
        return SharedData.require("data/" + name);
    }

    /** What the oracle expects of these files. */
    public static Path expect(List<Path> files, Path out) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("oracle.py"));
        files.forEach(file -> arguments.add(file.toString()));
        arguments.addAll(List.of("--prices", data("prices/book.json").toString(), "--out", out.toString()));
        Output output = python(arguments);
        assertThat(output.status()).as(output.text()).isZero();
        return out;
    }

    /** The oracle's verdict on a report; it begins with {@code equal} where no nano-USD differs. */
    public static String verdict(Path expected, Path report) throws IOException, InterruptedException {
        return python(List.of("oracle.py", "--compare", expected.toString(), report.toString()))
                .text();
    }

    /** Compares a report with what is expected; the last line must say that they are equal. */
    public static void assertEqual(Path expected, Path report, String... more)
            throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("oracle.py", "--compare", expected.toString(), report.toString()));
        arguments.addAll(List.of(more));
        Output output = python(arguments);
        assertThat(output.text()).contains("equal: ");
        assertThat(output.status()).isZero();
    }

    public record Output(int status, String text) {}

    /** Runs a script of the tools folder, or one given by an absolute path, with that folder on Python's path. */
    public static Output python(List<String> arguments) throws IOException, InterruptedException {
        Path tools = SharedData.require("tools");
        List<String> command = new ArrayList<>(List.of("python3"));
        command.add(tools.resolve(arguments.get(0)).toString());
        command.addAll(arguments.subList(1, arguments.size()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PYTHONPATH", tools.toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            assumeTrue(false, "skipped: python3 is not installed");
            throw e;
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(AT_MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Output(process.exitValue(), text);
    }
}
