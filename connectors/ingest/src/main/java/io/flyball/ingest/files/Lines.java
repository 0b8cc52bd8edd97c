package io.flyball.ingest.files;

import io.flyball.ingest.record.NativeRecord;
import io.flyball.ingest.record.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The lines of a stream: split at line feeds only, one carriage return before the end dropped, lines of blanks passed
 * over. Of a line beyond the limit only size and hash are known; it is never held whole.
 */
public final class Lines {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final int limitBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int end;

    /** Room for the carriage return that is not part of a line of the greatest size. */
    private byte[] held = new byte[1 << 12];

    private int heldBytes;
    private long sizeBytes;
    private long number;
    private boolean blank;
    private boolean streaming;
    private boolean pendingCarriageReturn;
    private final MessageDigest digest = Sha256.digest();

    public Lines(InputStream in) {
        this(in, NativeRecord.MAX_BYTES);
    }

    /** @param limitBytes the greatest line that is held */
    public Lines(InputStream in, int limitBytes) {
        this.in = in;
        this.limitBytes = limitBytes;
    }

    /** Goes to the next line that is not blank; false at the end. */
    public boolean next() throws IOException {
        while (collect()) {
            if (!blank) {
                finish();
                return true;
            }
        }
        return false;
    }

    /** Of the present line, counted from 1, blank ones included. */
    public long number() {
        return number;
    }

    /** Without the line's end. */
    public long sizeBytes() {
        return sizeBytes;
    }

    public boolean tooLarge() {
        return sizeBytes > limitBytes;
    }

    /** A copy of the line; of one that is too large, nothing. */
    public byte[] bytes() {
        return tooLarge() ? new byte[0] : Arrays.copyOf(held, heldBytes);
    }

    /** A copy of the beginning of a line that is too large, or of the whole of one that is not. */
    public byte[] prefix() {
        return Arrays.copyOf(held, heldBytes);
    }

    /** Hash of the line without its end, once per line. */
    public String sha256Hex() {
        if (!streaming) {
            digest.update(held, 0, heldBytes);
        }
        return Sha256.hex(digest.digest());
    }

    /** Reads up to and including the next line feed; false where nothing is left. */
    private boolean collect() throws IOException {
        heldBytes = 0;
        sizeBytes = 0;
        blank = true;
        streaming = false;
        pendingCarriageReturn = false;
        boolean any = false;
        while (fill()) {
            any = true;
            int lineEnd = position;
            while (lineEnd < end && buffer[lineEnd] != '\n') {
                lineEnd++;
            }
            append(position, lineEnd);
            boolean complete = lineEnd < end;
            position = complete ? lineEnd + 1 : end;
            if (complete) {
                break;
            }
        }
        number += any ? 1 : 0;
        return any;
    }

    private boolean fill() throws IOException {
        if (position < end) {
            return true;
        }
        position = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private void append(int from, int to) {
        int length = to - from;
        if (length == 0) {
            return;
        }
        sizeBytes += length;
        for (int i = from; blank && i < to; i++) {
            blank = isBlank(buffer[i]);
        }
        if (!streaming && heldBytes + length <= limitBytes + 1) {
            hold(from, length);
            return;
        }
        if (!streaming) {
            streaming = true;
            digest.reset();
            stream(held, 0, heldBytes);
        }
        stream(buffer, from, length);
    }

    private void hold(int from, int length) {
        if (heldBytes + length > held.length) {
            held = Arrays.copyOf(held, Math.min(limitBytes + 1, Math.max(heldBytes + length, 2 * held.length)));
        }
        System.arraycopy(buffer, from, held, heldBytes, length);
        heldBytes += length;
    }

    /** The last carriage return waits: only what follows tells whether it is part of the line. */
    private void stream(byte[] bytes, int from, int length) {
        if (length == 0) {
            return;
        }
        if (pendingCarriageReturn) {
            digest.update((byte) '\r');
        }
        pendingCarriageReturn = bytes[from + length - 1] == '\r';
        digest.update(bytes, from, pendingCarriageReturn ? length - 1 : length);
    }

    private void finish() {
        if (streaming) {
            sizeBytes -= pendingCarriageReturn ? 1 : 0;
        } else if (heldBytes > 0 && held[heldBytes - 1] == '\r') {
            heldBytes--;
            sizeBytes--;
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }
}
