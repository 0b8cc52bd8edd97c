package io.flyball.ingest.record;

import java.io.IOException;
import java.io.InputStream;

/** Items of a stream that is read byte by byte: one is held at a time, and of one beyond the limit its size and hash alone. */
public abstract class BufferedItems implements Items {
    private static final int BUFFER_BYTES = 1 << 16;

    /** The present item, as far as it was read. */
    protected final HeldBytes held;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int end;
    private long newlines;
    private long line;

    /** @param limitBytes an item of more bytes is not held */
    protected BufferedItems(InputStream in, int limitBytes) {
        this.in = in;
        this.held = new HeldBytes(limitBytes);
    }

    /** The next byte, or -1 at the end. */
    protected final int read() throws IOException {
        if (!fill()) {
            return -1;
        }
        byte b = buffer[position++];
        newlines += b == '\n' ? 1 : 0;
        return b & 0xff;
    }

    /** What {@link #read} will answer. */
    protected final int peek() throws IOException {
        return fill() ? buffer[position] & 0xff : -1;
    }

    /** The present item begins on the line that was reached. */
    protected final void beginLine() {
        line = newlines + 1;
    }

    private boolean fill() throws IOException {
        if (position < end) {
            return true;
        }
        position = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    @Override
    public final long line() {
        return line;
    }

    @Override
    public final long sizeBytes() {
        return held.sizeBytes();
    }

    @Override
    public final boolean tooLarge() {
        return held.tooLarge();
    }

    @Override
    public final byte[] bytes() {
        return held.bytes();
    }

    @Override
    public final String sha256Hex() {
        return held.sha256Hex();
    }
}
