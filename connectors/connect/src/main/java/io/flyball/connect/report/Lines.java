package io.flyball.connect.report;

import io.flyball.schemas.avro.BillingLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** Names lines and tells their contents apart, in few letters: all lines of the days read again lie in one offset. */
final class Lines {
    /** 48 bits: among ten thousand lines of a day two are alike by chance once in some five million days. */
    private static final int GROUP_BYTES = 6;

    private static final int CONTENT_BYTES = 6;

    private Lines() {}

    /** @param seen how often each group came before in this bucket; a second one gets a name of its own */
    static Line of(BillingLine value, Map<String, Integer> seen) {
        String grouped = String.join(
                "\u001f",
                value.getModel(),
                value.getServiceTier(),
                value.getContextWindow(),
                value.getRegion(),
                value.getProject(),
                value.getApiKey(),
                value.getLineItem(),
                value.getCostType(),
                value.getMeter());
        String group = hash(grouped.getBytes(StandardCharsets.UTF_8), GROUP_BYTES);
        int before = seen.merge(group, 1, Integer::sum) - 1;
        if (before > 0) {
            group = hash((grouped + "\u001f#" + before).getBytes(StandardCharsets.UTF_8), GROUP_BYTES);
        }
        return new Line(group, hash(bytes(value), CONTENT_BYTES), value);
    }

    private static byte[] bytes(BillingLine value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new SpecificDatumWriter<>(BillingLine.class).write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String hash(byte[] bytes, int length) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, length));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
