package io.flyball.app.http;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * A headless Chromium with a profile of its own that talks to the loopback only. Where the machine has none the test is
 * skipped, with the line that says so.
 */
public final class Browser implements AutoCloseable {
    private static final List<Path> DRIVERS = List.of(Path.of("/usr/bin/chromedriver"));
    private static final List<Path> BROWSERS =
            List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));

    private final Path profile;
    private final ChromeDriver driver;

    private Browser(Path profile, ChromeDriver driver) {
        this.profile = profile;
        this.driver = driver;
    }

    /** Starts one, in the colour scheme that is asked for: {@code light} or {@code dark}. */
    public static Browser start(String colourScheme) {
        Path driver = firstOf(DRIVERS);
        Path chromium = firstOf(BROWSERS);
        try {
            Path profile = Files.createTempDirectory("flyball-browser");
            ChromeDriverService service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(driver.toFile())
                    .usingAnyFreePort()
                    .build();
            return new Browser(profile, new ChromeDriver(service, options(chromium, profile, colourScheme)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path firstOf(List<Path> candidates) {
        for (Path candidate : candidates) {
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        assumeTrue(
                false,
                "SKIPPED: the browser tests need Chromium and its driver, and none is at " + candidates
                        + "; on Debian: apt-get install chromium chromium-driver");
        throw new AssertionError("unreachable");
    }

    private static ChromeOptions options(Path chromium, Path profile, String colourScheme) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-proxy-server",
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
                "--window-size=1440,1200",
                "--user-data-dir=" + profile);
        if (colourScheme.equals("dark")) {
            options.addArguments("--blink-settings=preferredColorScheme=0");
        }
        return options;
    }

    public WebDriver driver() {
        return driver;
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
