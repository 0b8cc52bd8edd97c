package io.flyball.alerting.cases;

import io.flyball.schemas.avro.Alert;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Which findings are one case, and so one message: those of a kind about a scope in a window. */
public record CaseKey(String scope, String kind, String window) {
    private static final int ID_BYTES = 12;

    /** The case an alert belongs to. */
    public static CaseKey of(Alert alert) {
        return new CaseKey(alert.getScope(), alert.getKind(), alert.getWindow());
    }

    /** 24 hexadecimal digits that stand for the key where others limit what may be written. */
    public String id() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** The key in the memory topic. */
    @Override
    public String toString() {
        return scope + "/" + kind + "/" + window;
    }
}
