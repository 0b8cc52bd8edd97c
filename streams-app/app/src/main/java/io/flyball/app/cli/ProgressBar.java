package io.flyball.app.cli;

import io.flyball.app.replay.Replay.ReplayProgress;
import java.io.PrintWriter;
import java.util.Locale;

/** A line that grows on a terminal; where there is no terminal, a line a phase. */
final class ProgressBar implements ReplayProgress {
    private static final int WIDTH = 32;
    private static final long REDRAW_EVERY_NANOS = 100_000_000L;

    private final PrintWriter out;
    private final boolean terminal = System.console() != null;
    private final long startNanos = System.nanoTime();
    private String phase = "";
    private long drawnAtNanos;
    private boolean lineOpen;

    ProgressBar(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void phase(String name) {
        phase = name;
        if (terminal) {
            draw("\r\033[K" + name + " ...");
        } else {
            out.println(name);
            out.flush();
        }
    }

    @Override
    public synchronized void reading(long bytesRead, long bytesTotal, long records) {
        long now = System.nanoTime();
        boolean end = bytesRead >= bytesTotal;
        if (!terminal || (now - drawnAtNanos < REDRAW_EVERY_NANOS && !end)) {
            return;
        }
        drawnAtNanos = now;
        int filled = bytesTotal == 0 ? WIDTH : (int) (WIDTH * bytesRead / bytesTotal);
        long perSecond = records * 1_000_000_000L / Math.max(1, now - startNanos);
        draw(String.format(
                Locale.ROOT,
                "\r\033[K%s [%s%s] %3d %%  %,d records  %,d/s",
                phase,
                "=".repeat(filled),
                " ".repeat(WIDTH - filled),
                bytesTotal == 0 ? 100 : 100 * bytesRead / bytesTotal,
                records,
                perSecond));
    }

    private void draw(String line) {
        out.print(line);
        out.flush();
        lineOpen = true;
    }

    /** Clears the line. */
    synchronized void done() {
        if (lineOpen) {
            out.print("\r\033[K");
            out.flush();
            lineOpen = false;
        }
    }
}
