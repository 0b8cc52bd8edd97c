package io.flyball.alerting.slack;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells Slack's requests from others: by the signature over the body as it came, by a time that is neither long ago nor yet
 * to come, and by not having come before. Thread-safe.
 */
final class SlackSignature {
    /** How far the clocks may be apart, both ways. */
    static final long SKEW_MS = 300_000;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MOST_REMEMBERED = 100_000;
    private static final long MS_PER_SECOND = 1_000;

    private final SecretKeySpec key;
    private final Map<String, Long> seen = new LinkedHashMap<>();

    /** What a request is. */
    enum Verdict {
        GENUINE,
        UNSIGNED,
        OUT_OF_TIME,
        FORGED,
        REPLAYED
    }

    /** @param secret the app's signing secret; kept, never logged */
    SlackSignature(String secret) {
        key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /**
     * Judges a request.
     *
     * @param timestamp header {@code X-Slack-Request-Timestamp}: seconds since the epoch
     * @param signature header {@code X-Slack-Signature}
     */
    Verdict judge(@Nullable String timestamp, @Nullable String signature, byte[] body, long nowMs) {
        if (timestamp == null || signature == null || !timestamp.matches("[0-9]{1,12}")) {
            return Verdict.UNSIGNED;
        }
        if (Math.abs(nowMs - Long.parseLong(timestamp) * MS_PER_SECOND) > SKEW_MS) {
            return Verdict.OUT_OF_TIME;
        }
        byte[] wanted = sign(timestamp, body).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(wanted, signature.getBytes(StandardCharsets.UTF_8))) {
            return Verdict.FORGED;
        }
        return isNew(signature, nowMs) ? Verdict.GENUINE : Verdict.REPLAYED;
    }

    /** The signature of a body at a time. */
    String sign(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new AssertionError("every JDK has HMAC-SHA256", e);
        }
    }

    /** What is out of time is refused anyway: no signature is remembered for longer than both ways of the skew. */
    private synchronized boolean isNew(String signature, long nowMs) {
        seen.values().removeIf(untilMs -> untilMs < nowMs);
        if (seen.size() >= MOST_REMEMBERED) {
            seen.remove(seen.keySet().iterator().next());
        }
        return seen.putIfAbsent(signature, nowMs + 2 * SKEW_MS) == null;
    }
}
