package io.flyball.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads Avro's binary encoding from an array nobody vouches for. Unlike Avro's own decoder it allocates nothing before
 * it knows that the bytes are there, and takes no malformed text for good. Not thread-safe.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">Avro: binary encoding</a>
 */
final class AvroCursor {
    private static final int MAX_VARINT_BYTES = 10;
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private int at;

    AvroCursor(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    int remaining() {
        return bytes.length - at;
    }

    void expectEnd() throws CorruptAvroException {
        if (at != bytes.length) {
            throw corrupt(remaining() + " bytes too many");
        }
    }

    long readLong() throws CorruptAvroException {
        long raw = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            if (at == bytes.length) {
                throw corrupt("the record ends inside a number");
            }
            byte b = bytes[at++];
            raw |= (b & 0x7FL) << (7 * i);
            if (b >= 0) {
                if (i == MAX_VARINT_BYTES - 1 && b > 1) {
                    break;
                }
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw corrupt("a number of more than 64 bits");
    }

    int readInt() throws CorruptAvroException {
        long value = readLong();
        if (value != (int) value) {
            throw corrupt("a number of more than 32 bits");
        }
        return (int) value;
    }

    boolean readBoolean() throws CorruptAvroException {
        skip(1);
        byte b = bytes[at - 1];
        if (b != 0 && b != 1) {
            throw corrupt("a boolean that is neither 0 nor 1");
        }
        return b == 1;
    }

    String readString() throws CorruptAvroException {
        int length = readLength();
        if (length == 0) {
            return "";
        }
        int start = at;
        at += length;
        String text = new String(bytes, start, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(start, length);
        }
        return text;
    }

    /** The length of a text or of bytes, which are all there. */
    int readLength() throws CorruptAvroException {
        long length = readLong();
        if (length < 0 || length > remaining()) {
            throw corrupt("a length of " + length + " where " + remaining() + " bytes are left");
        }
        return (int) length;
    }

    void skip(long count) throws CorruptAvroException {
        if (count < 0 || count > remaining()) {
            throw corrupt("the record ends " + (count - remaining()) + " bytes early");
        }
        at += (int) count;
    }

    /**
     * How many items the next block of an array or a map has; 0 at its end.
     *
     * @param leastBytes of one item; a block that claims more items than the rest can hold is corrupt
     */
    long readBlockCount(int leastBytes) throws CorruptAvroException {
        long count = readLong();
        if (count < 0) {
            count = -count;
            long size = readLong();
            if (size < 0 || size > remaining()) {
                throw corrupt("a block of " + size + " bytes where " + remaining() + " are left");
            }
        }
        if (count < 0 || (leastBytes > 0 && count > remaining() / leastBytes)) {
            throw corrupt("a block of " + count + " items where " + remaining() + " bytes are left");
        }
        return count;
    }

    CorruptAvroException corrupt(String what) {
        return new CorruptAvroException("at byte " + at + ": " + what);
    }

    private void requireUtf8(int start, int length) throws CorruptAvroException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
        } catch (CharacterCodingException e) {
            throw corrupt("a text that is not UTF-8");
        }
    }
}
