package io.flyball.runtime.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes state bytes: variable-length integers (zigzag, 7 bits a byte, little end first) and texts. Not thread-safe. */
public final class ByteWriter {
    private static final int INITIAL_BYTES = 256;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int size;

    public ByteWriter writeByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** A number of any sign; small magnitudes take one byte. */
    public ByteWriter writeLong(long value) {
        return writeUnsigned((value << 1) ^ (value >> 63));
    }

    /** A number that is not negative, or any number taken as unsigned. */
    public ByteWriter writeUnsigned(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    public ByteWriter writeText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeUnsigned(utf8.length);
        return writeBytes(utf8);
    }

    public ByteWriter writeBytes(byte[] other) {
        ensure(other.length);
        System.arraycopy(other, 0, bytes, size, other.length);
        size += other.length;
        return this;
    }

    public int size() {
        return size;
    }

    /** What was written; the writer begins anew. */
    public byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, size);
        size = 0;
        return taken;
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
