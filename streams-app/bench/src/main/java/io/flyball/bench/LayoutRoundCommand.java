package io.flyball.bench;

import io.flyball.bench.layout.LayoutContest;
import io.flyball.bench.layout.LayoutMeasured;
import io.flyball.bench.layout.LayoutVariant;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One round's JVM of the layouts. */
@Command(name = "layout-round", hidden = true, description = "Used by bench itself: one round of one layout.")
final class LayoutRoundCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--layout", required = true)
    private String layout;

    @Option(names = "--commit-ms", required = true)
    private long commitMs;

    @Mixin
    private RoundOptions options;

    @SuppressWarnings("NullAway.Init")
    LayoutRoundCommand() {}

    @Override
    public Integer call() {
        ChildJvm.endWithParent();
        LayoutMeasured measured = new LayoutContest(LayoutVariant.ofWireName(layout), Duration.ofMillis(commitMs))
                .run(options.topics(), options.plan());
        PrintWriter out = spec.commandLine().getOut();
        out.println(MeasuredLine.of(measured));
        out.flush();
        return 0;
    }
}
