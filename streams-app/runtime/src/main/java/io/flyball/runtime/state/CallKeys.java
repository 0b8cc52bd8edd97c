package io.flyball.runtime.state;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/** Keys of billed calls: 16 bytes of SHA-256 over payer and event id. Keeps the last one. Not thread-safe. */
final class CallKeys {
    private static final int KEY_BYTES = 16;

    private final MessageDigest sha256;
    private String keyedPayer = "";
    private String keyedEventId = "";
    private Bytes key = Bytes.wrap(new byte[0]);

    CallKeys() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    Bytes of(String payer, String eventId) {
        if (!eventId.equals(keyedEventId) || !payer.equals(keyedPayer)) {
            sha256.update(payer.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) 0);
            byte[] hash = sha256.digest(eventId.getBytes(StandardCharsets.UTF_8));
            key = Bytes.wrap(Arrays.copyOf(hash, KEY_BYTES));
            keyedPayer = payer;
            keyedEventId = eventId;
        }
        return key;
    }
}
