package io.flyball.ingest.otlp;

/** A request whose envelope cannot be read, so that nothing in it can be told apart; the message is one sentence. */
public final class UnreadableOtlp extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableOtlp(String sentence) {
        super(sentence);
    }
}
