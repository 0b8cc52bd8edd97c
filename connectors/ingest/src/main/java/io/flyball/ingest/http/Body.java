package io.flyball.ingest.http;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpHeaderNames;
import io.flyball.ingest.intake.MemoryBudget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The bytes of a request, unpacked, bounded after unpacking and paid for from the memory budget. */
sealed interface Body {
    /** What OTLP recommends as the limit after unpacking. */
    int MAX_BYTES = 64 << 20;

    /** It could be read. */
    record Whole(byte[] bytes) implements Body {}

    /** More than {@link #MAX_BYTES}. */
    record TooLarge() implements Body {}

    /** There is no memory for it just now. */
    record NoRoom() implements Body {}

    /** Packed in a way that is not known here. */
    record UnknownEncoding(String name) implements Body {}

    /** It says gzip and is not. */
    record Broken(byte[] packed) implements Body {}

    int STEP_BYTES = 1 << 16;

    /** Unpacks; what the packed bytes took is on the lease already. */
    static Body of(AggregatedHttpRequest request, MemoryBudget.Lease lease) {
        String encoding = request.headers()
                .get(HttpHeaderNames.CONTENT_ENCODING, "identity")
                .strip()
                .toLowerCase(Locale.ROOT);
        byte[] sent = request.content().array();
        return switch (encoding) {
            case "", "identity" -> new Whole(sent);
            case "gzip", "x-gzip" -> unpack(sent, lease);
            default -> new UnknownEncoding(encoding);
        };
    }

    private static Body unpack(byte[] packed, MemoryBudget.Lease lease) {
        ByteArrayOutputStream unpacked = new ByteArrayOutputStream(Math.min(MAX_BYTES, 4 * packed.length + 64));
        byte[] step = new byte[STEP_BYTES];
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), STEP_BYTES)) {
            for (int read = in.read(step); read >= 0; read = in.read(step)) {
                if (unpacked.size() + read > MAX_BYTES) {
                    return new TooLarge();
                }
                if (!lease.grow(read)) {
                    return new NoRoom();
                }
                unpacked.write(step, 0, read);
            }
            return new Whole(unpacked.toByteArray());
        } catch (IOException notGzip) {
            return new Broken(packed);
        }
    }
}
