package io.flyball.ingest.record;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The values of a body or a file, one after the other: the elements of one JSON array, else the objects that stand one a
 * line or over several lines. Told apart by brackets and quotes alone and read by nobody yet, so that a value that is no
 * JSON costs itself and not what stands beside it. Holds one value at a time, and of one beyond the limit its size and
 * hash alone. Not thread-safe.
 *
 * <p>Outside of an array a value ends with the line on which its brackets close, and wherever the next line begins with
 * an opening brace: a line that was cut off does not swallow the next.
 */
public final class JsonItems extends BufferedItems {
    private @Nullable String broken;

    private boolean begun;
    private boolean array;
    private boolean afterComma;
    private boolean arrayClosed;
    private boolean over;

    private int depth;
    private boolean inText;
    private boolean escaped;

    /** @param limitBytes a value of more bytes is not held */
    public JsonItems(InputStream in, int limitBytes) {
        super(in, limitBytes);
    }

    @Override
    public boolean next() throws IOException {
        held.clear();
        broken = null;
        depth = 0;
        inText = false;
        escaped = false;
        int first = over ? -1 : firstOfValue();
        beginLine();
        if (first < 0) {
            return endsInsideArray();
        }
        if (arrayClosed) {
            broken = "something stands after the array: send one array, or one object a line";
            return takeRest(first);
        }
        return array ? nextElement(first) : nextLines(first);
    }

    @Override
    public @Nullable String broken() {
        return broken;
    }

    /** Whether the values are the elements of an array; known after the first call of {@link #next}. */
    public boolean isArray() {
        return array;
    }

    private int firstOfValue() throws IOException {
        int first = readPastBlanks();
        if (!begun) {
            begun = true;
            array = first == '[';
            first = array ? readPastBlanks() : first;
        }
        if (array && !arrayClosed && !afterComma && first == ']') {
            arrayClosed = true;
            first = readPastBlanks();
        }
        return first;
    }

    /** At the end of the bytes: an array that is still open is told once, as a value of no bytes. */
    private boolean endsInsideArray() {
        boolean open = array && !arrayClosed && !over;
        over = true;
        if (open) {
            broken = "the array ends without its closing bracket: what came after its last whole element is lost";
        }
        return open;
    }

    private boolean takeRest(int first) throws IOException {
        for (int b = first; b >= 0; b = read()) {
            held.add((byte) b);
        }
        over = true;
        return true;
    }

    private boolean nextElement(int first) throws IOException {
        for (int b = first; b >= 0; b = read()) {
            if (depth == 0 && !inText && (b == ',' || b == ']')) {
                afterComma = b == ',';
                arrayClosed = b == ']';
                broken = held.sizeBytes() == 0 ? "a comma has no value beside it" : null;
                return true;
            }
            held.add((byte) b);
            track(b);
        }
        if (depth != 0 || inText) {
            over = true;
            broken = "it is not closed, so the array ends within it";
        }
        return true;
    }

    private boolean nextLines(int first) throws IOException {
        for (int b = first; b >= 0; b = read()) {
            if (b == '\n') {
                inText = false; // no text goes over a line's end: this one was cut off
                escaped = false;
                if (depth <= 0 || peek() == '{') {
                    return true;
                }
            }
            held.add((byte) b);
            track(b);
        }
        return true;
    }

    private void track(int b) {
        if (inText) {
            if (escaped) {
                escaped = false;
            } else if (b == '\\') {
                escaped = true;
            } else if (b == '"') {
                inText = false;
            }
        } else if (b == '"') {
            inText = true;
        } else if (b == '{' || b == '[') {
            depth++;
        } else if (b == '}' || b == ']') {
            depth--;
        }
    }

    private int readPastBlanks() throws IOException {
        int b = read();
        while (b >= 0 && HeldBytes.isBlank((byte) b)) {
            b = read();
        }
        return b;
    }
}
