package io.flyball.app;

import java.util.List;

/**
 * What a person gave cannot be used as it is. Expected, never a bug: the command line prints the message, which has one
 * sentence a line, each with the name, the value and what to write instead, and ends with status 2.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> sentences;

    /** A refusal for one reason. */
    public Refusal(String sentence) {
        this(List.of(sentence));
    }

    /** A refusal in the words of an exception that was made for a person to read. */
    public static Refusal of(Exception spoken) {
        return new Refusal(String.valueOf(spoken.getMessage()));
    }

    /** A refusal for several reasons, at least one, each a sentence of its own. */
    public Refusal(List<String> sentences) {
        // No stack trace: the sentence is for the person, and says all there is to say.
        super(String.join("\n", sentences), null, false, false);
        if (sentences.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one sentence, but there is none");
        }
        this.sentences = List.copyOf(sentences);
    }

    /** The reasons, one sentence each. */
    public List<String> sentences() {
        return sentences;
    }
}
