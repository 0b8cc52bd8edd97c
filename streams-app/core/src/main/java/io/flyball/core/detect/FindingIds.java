package io.flyball.core.detect;

import io.flyball.core.model.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of findings: equal for equal cause and opening time, so that a replay gives them again. */
public final class FindingIds {
    private static final int ID_BYTES = 6;

    private FindingIds() {}

    /** For example {@code burn-1f00c2a9b3d4}. */
    public static String of(String kind, Scope scope, String key, long openedAtMs) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] hash = sha256.digest((scope + "|" + key + "|" + openedAtMs).getBytes(StandardCharsets.UTF_8));
            return kind + "-" + HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
