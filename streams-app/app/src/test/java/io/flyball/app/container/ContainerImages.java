package io.flyball.app.container;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Finds out whether a container test can run, before Testcontainers is touched: its own start pulls and runs a reaper
 * first, which hangs for minutes where nothing can be pulled. Each image has to be there, or to arrive by one pull in
 * 20 s; else the test skips and says which image is missing.
 */
final class ContainerImages {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PULL_TIMEOUT = Duration.ofSeconds(20);
    /** What the managed version of Testcontainers starts unless TESTCONTAINERS_RYUK_DISABLED is true. */
    private static final String REAPER = "testcontainers/ryuk:0.14.0";

    private ContainerImages() {}

    static void assumeEngine() {
        assumeTrue(
                succeeds(ANSWER_TIMEOUT, "docker", "version"),
                "SKIPPED: no container engine answers 'docker version': start one, or run .ci/run, which starts its own.");
        if (!Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))) {
            assumeImage(REAPER, "TESTCONTAINERS_RYUK_DISABLED=true");
        }
    }

    /** The image named by the variable, else the public one; skips the test where it cannot be had. */
    static String assumed(String variable, String publicImage) {
        String configured = System.getenv(variable);
        String image = configured == null || configured.isBlank() ? publicImage : configured;
        assumeImage(image, variable + " to an image that is there (.ci/images builds one)");
        return image;
    }

    private static void assumeImage(String image, String mend) {
        assumeTrue(
                succeeds(ANSWER_TIMEOUT, "docker", "image", "inspect", image)
                        || succeeds(PULL_TIMEOUT, "docker", "pull", "--quiet", image),
                () -> "SKIPPED: image '" + image + "' is not here and could not be pulled within "
                        + PULL_TIMEOUT.toSeconds() + " s: set " + mend + ".");
    }

    private static boolean succeeds(Duration limit, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while asking the container engine", e));
        }
    }
}
