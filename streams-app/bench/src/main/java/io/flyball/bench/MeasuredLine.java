package io.flyball.bench;

import io.flyball.bench.contend.Measured;

/** What a child says to its parent: one line of four words. */
final class MeasuredLine {
    private MeasuredLine() {}

    static String of(Measured measured) {
        return measured.name() + " " + measured.events() + " " + measured.wallNanos() + " " + measured.cpuNanos();
    }

    static Measured parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 4) {
            throw new IllegalStateException("Expected four words of a round, but it said \"" + line + "\"");
        }
        return new Measured(words[0], Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
    }
}
