package io.flyball.ingest.files;

import io.flyball.ingest.record.BufferedItems;
import io.flyball.ingest.record.HeldBytes;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of comma-separated values by RFC 4180, unread: a row ends with a line unless a quote is open. Holds one row at
 * a time, and of one beyond the limit its size and hash alone. Not thread-safe.
 */
public final class CsvRows extends BufferedItems {
    private boolean open;

    /** @param limitBytes a row of more bytes is not held */
    public CsvRows(InputStream in, int limitBytes) {
        super(in, limitBytes);
    }

    /** Goes to the next row that is not blank. */
    @Override
    public boolean next() throws IOException {
        held.clear();
        open = false;
        beginLine();
        for (int b = read(); b >= 0; b = read()) {
            if (b == '\n' && !open) {
                if (held.sizeBytes() > 0) {
                    return true;
                }
                beginLine();
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
    public @Nullable String broken() {
        return open ? "its last quote is not closed" : null;
    }
}
