package io.flyball.app.files;

import io.flyball.app.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with one file, collected, so that a person mends all of it in one go. */
final class Problems {
    /** One mistake made on every line must not fill the screen. */
    private static final int MOST_SHOWN = 20;

    private final Path file;
    /** A set, since a value that is looked at twice is wrong twice. */
    private final Set<String> sentences = new LinkedHashSet<>();

    Problems(Path file) {
        this.file = file;
    }

    /** Notes that something is wrong on that line; the sentence says what, and what to write instead. */
    void add(int line, String sentence) {
        sentences.add(at(line, sentence));
    }

    /** The sentence with the place in front of it. */
    String at(int line, String sentence) {
        return file + " line " + line + ": " + sentence;
    }

    boolean none() {
        return sentences.isEmpty();
    }

    /** Throws a {@link Refusal} of all that was noted, if anything was. */
    void refuseIfAny() {
        if (sentences.size() > MOST_SHOWN) {
            List<String> shown = new ArrayList<>(sentences).subList(0, MOST_SHOWN);
            shown.add(file + " has " + (sentences.size() - MOST_SHOWN) + " problems more: mend these first.");
            throw new Refusal(shown);
        }
        if (!sentences.isEmpty()) {
            throw new Refusal(List.copyOf(sentences));
        }
    }
}
