package io.flyball.ingest;

/** A format nobody reads; the message is one sentence that names those there are. */
public final class UnknownFormat extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownFormat(String sentence) {
        super(sentence);
    }
}
