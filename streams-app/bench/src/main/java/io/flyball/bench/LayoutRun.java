package io.flyball.bench;

import io.flyball.bench.contend.RoundPlan;
import io.flyball.bench.layout.LayoutMeasured;
import io.flyball.bench.layout.LayoutVariant;
import io.flyball.bench.traffic.TrafficShape;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Layouts take turns on one broker, round by round. */
final class LayoutRun {
    private static final long[] COMMITS_MS = {100, 1000};
    private static final int THREADS = 1;

    private final BrokerJvm broker;
    private final PrintWriter progress;

    LayoutRun(BrokerJvm broker, PrintWriter progress) {
        this.broker = broker;
        this.progress = progress;
    }

    void run(TrafficShape shape, long events, int rounds, LayoutResult result) {
        progress.println("               " + LayoutResult.HEADER);
        for (int round = 1; round <= rounds; round++) {
            for (long commitMs : COMMITS_MS) {
                for (LayoutVariant variant : LayoutVariant.values()) {
                    LayoutResult.Case what = new LayoutResult.Case(shape.name(), commitMs, variant.wireName());
                    result.add(what, events, measure(what, new RoundPlan(events, THREADS, what.id(round), 1)));
                    progress.printf("round %d of %d  %s%n", round, rounds, result.line(what));
                    progress.flush();
                }
            }
        }
    }

    private LayoutMeasured measure(LayoutResult.Case what, RoundPlan plan) {
        List<String> arguments = new ArrayList<>(List.of("layout-round", "--layout", what.layout()));
        arguments.addAll(List.of("--commit-ms", Long.toString(what.commitMs())));
        arguments.addAll(broker.roundArguments(plan));
        try (ChildJvm child = ChildJvm.start(arguments)) {
            String line = child.readLine();
            if (line == null) {
                throw new IllegalStateException("The round of " + what.layout() + " failed: see the log above.");
            }
            return MeasuredLine.parseLayout(line);
        }
    }
}
