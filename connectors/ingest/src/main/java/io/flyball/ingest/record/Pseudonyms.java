package io.flyball.ingest.record;

import io.flyball.core.model.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Replaces who a person is by a pseudonym: {@code p_} and 26 base32 characters (130 bits) of HMAC-SHA256 over the value.
 * The same key and value give the same pseudonym on every machine, so windows, budgets and findings work as before, and
 * whoever holds the key can find a person's pseudonym by computing it.
 *
 * <p>Replaced are the user, and every e-mail address in user, key, agent, session, task and tags; a name that is no
 * address stays there. Team, organisation, cost centre, model and times stay: a team of one is a person all the same. It
 * is no anonymity: who has the key can try names until one fits, and without the key a pattern of work may still tell who
 * works. Another key makes everyone a stranger, with budgets that begin anew. Thread-safe.
 */
public final class Pseudonyms {
    /** A shorter key can be guessed. */
    public static final int MIN_KEY_BYTES = 16;

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "p_";
    private static final int LENGTH = 26;
    private static final char[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
    private static final Pattern E_MAIL =
            Pattern.compile("[\\p{L}\\p{N}._%+'-]{1,64}+@[\\p{L}\\p{N}-]{1,63}+(?:\\.[\\p{L}\\p{N}-]{1,63}+){1,8}+");

    private final @Nullable SecretKey key;

    private Pseudonyms(@Nullable SecretKey key) {
        this.key = key;
    }

    /** Everybody keeps their name. */
    public static Pseudonyms none() {
        return new Pseudonyms(null);
    }

    /**
     * Pseudonyms by that key.
     *
     * @throws IllegalArgumentException where the key has fewer than {@link #MIN_KEY_BYTES} bytes
     */
    public static Pseudonyms with(byte[] key) {
        if (key.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException("The key for pseudonyms has " + key.length + " bytes: give at least "
                    + MIN_KEY_BYTES + " random ones.");
        }
        return new Pseudonyms(new SecretKeySpec(key, ALGORITHM));
    }

    /** The event under pseudonyms; what is one already is pseudonymised again, so apply it once. */
    public UsageEvent apply(UsageEvent event) {
        if (key == null) {
            return event;
        }
        Mac mac = mac(key);
        return event.toBuilder()
                .user(event.user().isEmpty() ? "" : pseudonym(mac, event.user()))
                .key(withoutAddresses(mac, event.key()))
                .agent(withoutAddresses(mac, event.agent()))
                .session(withoutAddresses(mac, event.session()))
                .task(withoutAddresses(mac, event.task()))
                .tags(tags(mac, event.tags()))
                .build();
    }

    private static Map<String, String> tags(Mac mac, Map<String, String> tags) {
        Map<String, String> replaced = new LinkedHashMap<>();
        tags.forEach((name, value) -> replaced.put(withoutAddresses(mac, name), withoutAddresses(mac, value)));
        return replaced;
    }

    private static String withoutAddresses(Mac mac, String text) {
        return text.indexOf('@') < 0
                ? text
                : E_MAIL.matcher(text).replaceAll(address -> Matcher.quoteReplacement(pseudonym(mac, address.group())));
    }

    private static String pseudonym(Mac mac, String value) {
        byte[] hash = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        StringBuilder text = new StringBuilder(PREFIX);
        int bits = 0;
        int held = 0;
        for (int i = 0; text.length() < PREFIX.length() + LENGTH; i++) {
            held = (held << 8 | hash[i] & 0xff) & 0xffff;
            for (bits += 8; bits >= 5 && text.length() < PREFIX.length() + LENGTH; bits -= 5) {
                text.append(BASE32[held >> (bits - 5) & 31]);
            }
        }
        return text.toString();
    }

    private static Mac mac(SecretKey key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new AssertionError("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
