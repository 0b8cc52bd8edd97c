package io.flyball.ingest.record;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The records of a body or a file, one after the other, as bytes that nobody has read yet. Not thread-safe. */
public interface Items {
    /** Goes to the next one; false at the end. */
    boolean next() throws IOException;

    /** The line on which the present one begins, counted from 1. */
    long line();

    /** Without the blanks around it. */
    long sizeBytes();

    boolean tooLarge();

    /** A copy; of one that is too large, nothing. */
    byte[] bytes();

    /** Hash without the blanks around it, once per item. */
    String sha256Hex();

    /** Why the present one cannot be a record whatever is in it, as the end of a sentence; null where nothing is. */
    @Nullable
    String broken();
}
