package io.flyball.schemas;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Headers of records on the usage topic and of what follows from them. */
public final class UsageHeaders {
    /**
     * Newest valid event time in the order of the whole input, epoch ms in 8 bytes. A replay sets it, so that all
     * partitions agree with one reader of the file on what is late.
     */
    public static final String STREAM_TIME = "flyball-stream-time";

    /** When a rerouted record first reached the usage topic, epoch ms in 8 bytes. */
    public static final String INGEST_TIME = "flyball-ingest-time";

    /** Marks the end of an input: no value, nothing to count; stream time moves to the stamp and what is due ends. */
    public static final String END_OF_INPUT = "flyball-end-of-input";

    /**
     * The reason code of a record that was refused before it could be encoded, for example a line that is not JSON. Such
     * a record has no value; it takes the same road as all others, so that one ledger counts everything.
     */
    public static final String REJECTED = "flyball-rejected";

    /** Where a refused record came from: file and line, or topic, partition and offset. */
    public static final String SOURCE = "flyball-source";

    /** Size of a refused record in bytes, decimal. */
    public static final String SIZE_BYTES = "flyball-size-bytes";

    /** SHA-256 of a refused record, hexadecimal. */
    public static final String SHA256 = "flyball-sha256";

    private UsageHeaders() {}

    /** Bytes of a time. */
    public static byte[] ofTimeMs(long timeMs) {
        return ByteBuffer.allocate(Long.BYTES).putLong(timeMs).array();
    }

    /** The time in a header, or {@code otherwise} where the header is absent or not a time. */
    public static long timeMs(Headers headers, String name, long otherwise) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null || header.value().length != Long.BYTES
                ? otherwise
                : ByteBuffer.wrap(header.value()).getLong();
    }

    /** The text in a header, or null where it is absent. */
    public static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
