package io.flyball.bench;

import io.flyball.bench.contend.Measured;
import io.flyball.bench.layout.LayoutMeasured;

/** What a round's JVM says to its parent: one line of words with a blank between. */
final class MeasuredLine {
    private static final int WORDS = 4;
    private static final int LAYOUT_WORDS = 8;

    private MeasuredLine() {}

    static String of(Measured measured) {
        return measured.name() + " " + measured.events() + " " + measured.wallNanos() + " " + measured.cpuNanos();
    }

    static String of(LayoutMeasured measured) {
        return of(measured.speed()) + " " + measured.changelogBytes() + " " + measured.headBytes() + " "
                + measured.records() + " " + measured.rocksDbBytes();
    }

    static Measured parse(String line) {
        return measured(words(line, WORDS));
    }

    static LayoutMeasured parseLayout(String line) {
        String[] words = words(line, LAYOUT_WORDS);
        return new LayoutMeasured(
                measured(words),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]),
                Long.parseLong(words[6]),
                Long.parseLong(words[7]));
    }

    private static Measured measured(String[] words) {
        return new Measured(words[0], Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
    }

    private static String[] words(String line, int count) {
        String[] words = line.split(" ", -1);
        if (words.length != count) {
            throw new IllegalStateException("Expected " + count + " words of a round, but it said \"" + line + "\"");
        }
        return words;
    }
}
