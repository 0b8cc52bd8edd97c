package io.flyball.app.cli;

import io.flyball.app.Refusal;
import io.flyball.app.demo.Demo;
import io.flyball.app.demo.DemoConsole;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball demo}: everything in one JVM. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a broker, a registry, the topology, alerting and the page in this process, plays three days of a",
            "made-up company's usage and goes on at true speed. Watch one user cross $4,000 in three days.",
        },
        footer = {"", "Example:", "  flyball demo --for 60s --port 8080"})
final class DemoCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "0s",
            description = "How long to go on live, for example 60s or 5m; default: until Ctrl-C.")
    private String liveFor;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port of the page (default 8080).")
    private int port;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Seed of the made-up company.")
    private long seed;

    @SuppressWarnings("NullAway.Init")
    DemoCommand() {}

    @Override
    public Integer call() throws IOException {
        Duration duration = Durations.parse("--for", liveFor);
        if (port < 0 || port > HIGHEST_PORT) {
            throw new Refusal("--port " + port + " is no port: use 0 (any free one) to " + HIGHEST_PORT + ".");
        }
        PortCheck.refuseTaken(port);
        Thread demo = Thread.currentThread();
        Thread stop = new Thread(() -> stop(demo), "flyball-demo-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        new Demo(new DemoConsole(spec.commandLine().getOut()), seed, port)
                .run(duration.isZero() ? Duration.ofDays(365) : duration);
        if (!Thread.interrupted()) {
            Runtime.getRuntime().removeShutdownHook(stop);
        }
        return 0;
    }

    private static void stop(Thread demo) {
        demo.interrupt();
        try {
            demo.join(Duration.ofSeconds(20).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
