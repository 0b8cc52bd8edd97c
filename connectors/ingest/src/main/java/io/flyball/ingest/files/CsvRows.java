package io.flyball.ingest.files;

import io.flyball.ingest.record.HeldBytes;
import io.flyball.ingest.record.Items;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of comma-separated values by RFC 4180, unread: a row ends with a line unless a quote is open. Holds one row at
 * a time, and of one beyond the limit its size and hash alone. Not thread-safe.
 */
public final class CsvRows implements Items {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int end;
    private final HeldBytes held;
    private long newlines;
    private long line;
    private boolean open;

    /** @param limitBytes a row of more bytes is not held */
    public CsvRows(InputStream in, int limitBytes) {
        this.in = in;
        this.held = new HeldBytes(limitBytes);
    }

    /** Goes to the next row that is not blank. */
    @Override
    public boolean next() throws IOException {
        held.clear();
        open = false;
        line = newlines + 1;
        for (int b = read(); b >= 0; b = read()) {
            if (b == '\n' && !open) {
                if (held.sizeBytes() > 0) {
                    return true;
                }
                line = newlines + 1;
                continue;
            }
            open ^= b == '"'; // a doubled quote closes and opens again
            if (held.sizeBytes() > 0 || !HeldBytes.isBlank((byte) b)) {
                held.add((byte) b);
            }
        }
        return held.sizeBytes() > 0;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public long sizeBytes() {
        return held.sizeBytes();
    }

    @Override
    public boolean tooLarge() {
        return held.tooLarge();
    }

    @Override
    public byte[] bytes() {
        return held.bytes();
    }

    @Override
    public String sha256Hex() {
        return held.sha256Hex();
    }

    @Override
    public @Nullable String broken() {
        return open ? "its last quote is not closed" : null;
    }

    private int read() throws IOException {
        if (position == end) {
            position = 0;
            end = Math.max(0, in.read(buffer));
            if (end == 0) {
                return -1;
            }
        }
        byte b = buffer[position++];
        newlines += b == '\n' ? 1 : 0;
        return b & 0xff;
    }
}
