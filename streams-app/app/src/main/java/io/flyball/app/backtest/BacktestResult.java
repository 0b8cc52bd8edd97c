package io.flyball.app.backtest;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;

/** What one policy or two would have done: to be printed, written and drawn. */
public final class BacktestResult {
    private final List<PolicyOutcome> outcomes;

    BacktestResult(List<PolicyOutcome> outcomes) {
        this.outcomes = List.copyOf(outcomes);
    }

    List<PolicyOutcome> outcomes() {
        return outcomes;
    }

    /** The table. */
    public void print(PrintWriter out) {
        new BacktestTable(outcomes).print(out);
    }

    /** The JSON; the stream stays open. */
    public void write(OutputStream out) throws IOException {
        BacktestWriter.write(outcomes, out);
    }

    /** The picture as SVG text. */
    public String picture() {
        return new TimelinePicture(outcomes).svg();
    }
}
