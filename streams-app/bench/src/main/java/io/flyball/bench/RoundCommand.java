package io.flyball.bench;

import io.flyball.bench.contend.Contender;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One round's JVM. */
@Command(name = "round", hidden = true, description = "Used by bench itself: one round of one contender.")
final class RoundCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--contender", required = true)
    private String contender;

    @Mixin
    private RoundOptions options;

    @SuppressWarnings("NullAway.Init")
    RoundCommand() {}

    @Override
    public Integer call() {
        ChildJvm.endWithParent();
        PrintWriter out = spec.commandLine().getOut();
        out.println(MeasuredLine.of(
                Contender.ofWireName(contender).contest().run(options.topics(), options.plan())));
        out.flush();
        return 0;
    }
}
