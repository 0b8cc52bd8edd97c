package io.flyball.app.files;

import io.flyball.app.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;

/** A file written for one test. */
record Written(Path file) {
    static Written in(Path folder, String name, String text) {
        try {
            return new Written(Files.writeString(folder.resolve(name), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sentences with which reading it is refused, without the path in front. */
    List<String> refusal(Consumer<Path> reader) {
        try {
            reader.accept(file);
        } catch (Refusal refusal) {
            return refusal.sentences().stream()
                    .map(sentence ->
                            sentence.replace(file.toString(), file.getFileName().toString()))
                    .toList();
        }
        return Assertions.fail("Expected a refusal of " + file + ", but it was read");
    }
}
