package io.flyball.simulate;

import java.util.SplittableRandom;

/**
 * Random draws that are the same on every JDK: all come from the 64 bits of {@link SplittableRandom#nextLong()}, which is
 * specified, and from {@link StrictMath}. Not thread-safe.
 */
final class Chance {
    private final SplittableRandom random;

    private Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** A stream of draws of its own for each list of parts, whatever other streams have drawn. */
    static Chance of(long seed, long... parts) {
        long h = mix(seed);
        for (long part : parts) {
            h = mix(h + part);
        }
        return new Chance(h);
    }

    /** David Stafford's variant 13 of the finalizer of MurmurHash3: a bijection on 64 bits. */
    static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    long bits() {
        return random.nextLong();
    }

    /** Uniform in [0, 1). */
    double unit() {
        return (random.nextLong() >>> 11) * 0x1p-53;
    }

    /** Uniform in 0 .. bound - 1; the bound is positive. */
    int below(int bound) {
        return (int) (((random.nextLong() >>> 32) * bound) >>> 32);
    }

    /** Uniform in low .. high, both included. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    /** Uniform in [low, high). */
    double between(double low, double high) {
        return low + (high - low) * unit();
    }

    /** As often between low and twice low as between high / 2 and high; both positive. */
    double logBetween(double low, double high) {
        return low * StrictMath.exp(unit() * StrictMath.log(high / low));
    }

    /** Whether a thing that happens in so many of a thousand cases happens. */
    boolean permille(int cases) {
        return below(1000) < cases;
    }

    boolean percent(int cases) {
        return below(100) < cases;
    }

    /** Standard normal, after Box and Muller (1958). */
    double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
        return radius * StrictMath.cos(2 * StrictMath.PI * unit());
    }

    /** Standard normal, drawn again until it is within the limit on either side. */
    double normalWithin(double limit) {
        double z;
        do {
            z = normal();
        } while (StrictMath.abs(z) > limit);
        return z;
    }

    /** Exponentially distributed with that mean. */
    double exponential(double mean) {
        return -mean * StrictMath.log(1 - unit());
    }

    /** The whole number next below or above, so that the mean is the value. */
    int rounded(double value) {
        int floor = (int) StrictMath.floor(value);
        return unit() < value - floor ? floor + 1 : floor;
    }

    <T> T pick(java.util.List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** Sixteen hexadecimal digits: what stands where a source would send a hash. */
    String hash() {
        return hex(random.nextLong());
    }

    /** The number in sixteen hexadecimal digits. */
    static String hex(long value) {
        byte[] digits = new byte[16];
        for (int i = 15; i >= 0; i--) {
            digits[i] = (byte) Character.forDigit((int) (value >>> (4 * (15 - i))) & 15, 16);
        }
        return new String(digits, java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
