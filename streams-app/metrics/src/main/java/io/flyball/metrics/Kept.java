package io.flyball.metrics;

/** Where a figure lives, and so what a restart does to it. */
public enum Kept {
    /** Committed with the input, restored after a crash: an aborted transaction leaves no trace in it. */
    IN_STATE("in state"),
    /** On the heap since the process began: starts at 0, and an aborted transaction may be counted again. */
    SINCE_START("since start");

    private final String words;

    Kept(String words) {
        this.words = words;
    }

    /** In the reference. */
    public String words() {
        return words;
    }
}
