package io.flyball.runtime;

import io.flyball.schemas.Topic;
import io.flyball.schemas.UsageHeaders;
import io.flyball.schemas.avro.RejectedUsage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Says on the rejected topic what was not counted, why, and where to find it again: never its contents. */
final class Rejections {
    private final Outlets outlets;
    private final StageSerdes serdes;

    Rejections(Outlets outlets, StageSerdes serdes) {
        this.outlets = outlets;
        this.serdes = serdes;
    }

    void send(ProcessorContext<byte[], byte[]> context, Record<byte[], byte[]> record, String reason, String detail) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        String coordinates = at.topic() + "-" + at.partition() + "@" + at.offset();
        Headers headers = Outlets.bounded(record.headers());
        String origin = UsageHeaders.text(headers, UsageHeaders.SOURCE);
        byte @Nullable [] value = record.value();
        RejectedUsage rejected = new RejectedUsage();
        rejected.setReason(reason);
        rejected.setDetail(detail);
        rejected.setSource(origin == null ? coordinates : origin);
        rejected.setSizeBytes(value == null ? sizeFrom(headers) : value.length);
        rejected.setSha256(value == null ? shaFrom(headers) : sha256(value));
        rejected.setRejectedAtMs(record.timestamp());
        outlets.send(
                Topic.USAGE_REJECTED,
                coordinates.getBytes(StandardCharsets.UTF_8),
                serdes.rejected().serialize(rejected),
                headers);
    }

    private static long sizeFrom(Headers headers) {
        String size = UsageHeaders.text(headers, UsageHeaders.SIZE_BYTES);
        return size != null && size.matches("\\d{1,18}") ? Long.parseLong(size) : 0;
    }

    private static String shaFrom(Headers headers) {
        String sha = UsageHeaders.text(headers, UsageHeaders.SHA256);
        return sha == null ? "" : sha;
    }

    private static String sha256(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
