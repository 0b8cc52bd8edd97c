package io.flyball.schemas;

import java.nio.ByteBuffer;

/** The five bytes in front of an Avro payload: a zero and the schema's id, most significant byte first. */
final class WireHeader {
    static final int SIZE = 5;
    static final byte MAGIC = 0;

    private WireHeader() {}

    /** Whether there is a whole header. */
    static boolean present(byte[] value) {
        return value.length >= SIZE && value[0] == MAGIC;
    }

    static int schemaId(byte[] value) {
        return ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
    }

    static byte[] of(int schemaId) {
        return ByteBuffer.allocate(SIZE).put(MAGIC).putInt(schemaId).array();
    }
}
