package io.flyball.app.doctor;

/**
 * One thing that was looked at.
 *
 * @param name what, one or two words
 * @param sentence what was found, and what to do where it is not well
 */
public record Check(String name, Outcome outcome, String sentence) {

    /** How it stands. */
    public enum Outcome {
        OK,
        /** It runs, and something will hurt later. */
        WARN,
        /** It will not run, or not count right. */
        FAIL,
        /** Not looked at, because something it needs failed. */
        SKIPPED
    }

    static Check ok(String name, String sentence) {
        return new Check(name, Outcome.OK, sentence);
    }

    static Check warn(String name, String sentence) {
        return new Check(name, Outcome.WARN, sentence);
    }

    static Check fail(String name, String sentence) {
        return new Check(name, Outcome.FAIL, sentence);
    }

    static Check skipped(String name, String sentence) {
        return new Check(name, Outcome.SKIPPED, sentence);
    }
}
