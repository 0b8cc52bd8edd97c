package io.flyball.ingest.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Damages bodies: by the bytes of any format, and by the tokens of JSON. What it does follows from its randomness alone. */
final class Mutations {
    /** Deeper than any parser goes. */
    private static final int TOO_DEEP = 20_000;

    /** As deep as a document may be of which the item is a part. */
    private static final int DEEP = 900;

    private static final int MOST_FLIPS = 8;
    private static final Pattern NUMBER = Pattern.compile("(?<=[:\\[,]\\s{0,3})-?\\d+(\\.\\d+)?");
    private static final Pattern VALUE =
            Pattern.compile("(?<=[:\\[,]\\s{0,3})(\"[^\"\\\\]{0,200}\"|-?\\d+(\\.\\d+)?|true|false|null)(?!\\s*:)");
    private static final List<String> NUMBERS = List.of(
            "9".repeat(400),
            "-1",
            "1e400",
            "-1e-400",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "1.5",
            "1E+2147483647");
    private static final List<String> NO_NUMBERS = List.of("0".repeat(2_000), "NaN", "0x10", "1.", "+1", "--1");
    private static final List<String> OTHER_TYPES = List.of(
            "null",
            "true",
            "{}",
            "[]",
            "\"\"",
            "[[]]",
            "{\"a\":{\"a\":null}}",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "7",
            "\"7\"");
    private static final byte[][] INVALID_UTF8 = {
        {(byte) 0xff}, {(byte) 0xc0, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, {(byte) 0xf5, 0x20}, {0}
    };

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    /** Damages it once or twice; what comes out may be like what went in. */
    byte[] anywhere(byte[] body, byte[] other, boolean json) {
        byte[] once = one(body, other, json);
        return random.nextInt(3) == 0 ? one(once, other, json) : once;
    }

    private byte[] one(byte[] body, byte[] other, boolean json) {
        return switch (random.nextInt(json ? 9 : 6)) {
            case 0 -> flipped(body);
            case 1 -> Arrays.copyOf(body, random.nextInt(body.length + 1));
            case 2 -> doubled(body);
            case 3 -> spliced(body, other);
            case 4 -> inserted(body, INVALID_UTF8[random.nextInt(INVALID_UTF8.length)]);
            case 5 -> cut(body);
            default -> inItsTokens(body);
        };
    }

    /** Damages tokens of JSON alone, so that what stands around the item can still be told apart from it by brackets. */
    byte[] inItsTokens(byte[] json) {
        return switch (random.nextInt(4)) {
            case 0 -> replaced(json, NUMBER, pick(NO_NUMBERS));
            case 1 -> replaced(json, VALUE, deep(TOO_DEEP));
            default -> stillJson(json);
        };
    }

    /** Damages values so that it stays JSON, for items that are read as one document with what stands around them. */
    byte[] stillJson(byte[] json) {
        return switch (random.nextInt(4)) {
            case 0 -> replaced(json, NUMBER, pick(NUMBERS));
            case 1 -> replaced(json, VALUE, pick(OTHER_TYPES));
            case 2 -> replaced(json, VALUE, deep(DEEP));
            default -> replaced(json, VALUE, "\"" + "x".repeat(random.nextInt(20_000)) + "\"");
        };
    }

    private String pick(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    private String deep(int deepest) {
        int depth = random.nextBoolean() ? deepest : 1 + random.nextInt(Math.min(deepest, 1_500));
        return random.nextBoolean()
                ? "[".repeat(depth) + "]".repeat(depth)
                : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    private byte[] replaced(byte[] body, Pattern what, String by) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        List<MatchResult> places = what.matcher(text).results().toList();
        if (places.isEmpty()) {
            return body;
        }
        MatchResult place = places.get(random.nextInt(places.size()));
        return (text.substring(0, place.start()) + by + text.substring(place.end()))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] flipped(byte[] body) {
        byte[] flipped = body.clone();
        for (int i = body.length == 0 ? MOST_FLIPS : random.nextInt(MOST_FLIPS); i < MOST_FLIPS; i++) {
            flipped[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private byte[] doubled(byte[] body) {
        int from = random.nextInt(body.length + 1);
        int to = from + random.nextInt(body.length - from + 1);
        return joined(Arrays.copyOf(body, to), Arrays.copyOfRange(body, from, body.length));
    }

    private byte[] spliced(byte[] body, byte[] other) {
        int to = random.nextInt(body.length + 1);
        return joined(
                Arrays.copyOf(body, to), Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length));
    }

    private byte[] inserted(byte[] body, byte[] what) {
        int at = random.nextInt(body.length + 1);
        return joined(joined(Arrays.copyOf(body, at), what), Arrays.copyOfRange(body, at, body.length));
    }

    private byte[] cut(byte[] body) {
        int from = random.nextInt(body.length + 1);
        int to = from + random.nextInt(Math.min(64, body.length - from) + 1);
        return joined(Arrays.copyOf(body, from), Arrays.copyOfRange(body, to, body.length));
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Packed, and one time of two damaged after that. */
    byte[] packed(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        byte[] packed = bytes.toByteArray();
        return random.nextBoolean() ? one(packed, packed, false) : packed;
    }
}
