package io.flyball.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Keys of what is remembered: as written while they are short, so that memory is bounded by their number alone. */
final class Ids {
    private static final int LONGEST_AS_WRITTEN = 128;

    private Ids() {}

    /** Two ids as one key, different for different pairs. */
    static String joined(String first, String second) {
        return bounded(first) + '\u0000' + bounded(second);
    }

    private static String bounded(String id) {
        return id.length() <= LONGEST_AS_WRITTEN ? id : "\u0001" + digest(id);
    }

    private static String digest(String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
