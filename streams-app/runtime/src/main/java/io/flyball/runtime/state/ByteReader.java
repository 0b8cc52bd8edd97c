package io.flyball.runtime.state;

import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteWriter} wrote. Bytes that end too soon throw {@link IndexOutOfBoundsException}. */
public final class ByteReader {
    private final byte[] bytes;
    private int position;

    public ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public int readByte() {
        return bytes[position++];
    }

    public long readLong() {
        long raw = readUnsigned();
        return (raw >>> 1) ^ -(raw & 1);
    }

    public long readUnsigned() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[position++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    public String readText() {
        int length = (int) readUnsigned();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    /** The rest of the bytes. */
    public byte[] readRest() {
        byte[] rest = java.util.Arrays.copyOfRange(bytes, position, bytes.length);
        position = bytes.length;
        return rest;
    }

    public boolean atEnd() {
        return position >= bytes.length;
    }

    /** Reads a format version and refuses one this build does not know. */
    public int readVersion(String what, int newest) {
        int version = readByte();
        if (version < 1 || version > newest) {
            throw new IllegalStateException("Expected " + what + " bytes of format version 1 to " + newest
                    + ", but found version " + version + ": this state was written by a newer Flyball.");
        }
        return version;
    }
}
