package io.flyball.ingest.record;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * One value as it is collected: held up to a limit, beyond it only counted and hashed. Blanks at its end are no part of
 * it. Not thread-safe.
 */
public final class HeldBytes {
    /** A longer run of blanks is taken for part of the value, so that it need not be remembered. */
    private static final int MAX_PENDING_BLANKS = 1 << 16;

    private final int limit;
    private final MessageDigest digest = Sha256.digest();
    private byte[] held = new byte[1 << 12];
    private int heldBytes;
    private byte[] blanks = new byte[64];
    private int pendingBlanks;
    private long sizeBytes;
    private boolean streaming;

    /** @param limitBytes a greater value is not held */
    public HeldBytes(int limitBytes) {
        this.limit = limitBytes;
    }

    /** White space, line ends included. */
    public static boolean isBlank(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    /** Begins the next value. */
    public void clear() {
        heldBytes = 0;
        pendingBlanks = 0;
        sizeBytes = 0;
        streaming = false;
    }

    public void add(byte b) {
        if (isBlank(b) && pendingBlanks < MAX_PENDING_BLANKS) {
            if (pendingBlanks == blanks.length) {
                blanks = Arrays.copyOf(blanks, 2 * blanks.length);
            }
            blanks[pendingBlanks++] = b;
            return;
        }
        for (int i = 0; i < pendingBlanks; i++) {
            take(blanks[i]);
        }
        pendingBlanks = 0;
        take(b);
    }

    public long sizeBytes() {
        return sizeBytes;
    }

    public boolean tooLarge() {
        return sizeBytes > limit;
    }

    /** A copy of the value; of one that is too large, nothing. */
    public byte[] bytes() {
        return tooLarge() ? new byte[0] : Arrays.copyOf(held, heldBytes);
    }

    /** Hash of the value, once per value. */
    public String sha256Hex() {
        if (!streaming) {
            digest.reset();
            digest.update(held, 0, heldBytes);
        }
        return Sha256.hex(digest.digest());
    }

    private void take(byte b) {
        sizeBytes++;
        if (streaming) {
            digest.update(b);
            return;
        }
        if (heldBytes == limit) {
            streaming = true;
            digest.reset();
            digest.update(held, 0, heldBytes);
            digest.update(b);
            return;
        }
        if (heldBytes == held.length) {
            held = Arrays.copyOf(held, (int) Math.min(limit, 2L * held.length));
        }
        held[heldBytes++] = b;
    }
}
