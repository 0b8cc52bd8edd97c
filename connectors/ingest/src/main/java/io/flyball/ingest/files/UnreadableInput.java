package io.flyball.ingest.files;

import java.io.IOException;

/** Input that cannot be read; the message is one sentence for the person who named it, with what to do instead. */
public final class UnreadableInput extends IOException {
    private static final long serialVersionUID = 1L;

    public UnreadableInput(String sentence) {
        super(sentence);
    }

    public UnreadableInput(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
