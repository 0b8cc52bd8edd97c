package io.flyball.app.demo;

/**
 * Ids and hashes that look like a source's and repeat with the seed. Within one run the ids of calls are distinct by
 * construction: the second half is a bijection of (caller, number).
 */
final class CallIds {
    private final long run;

    CallIds(long seed, long startMs) {
        this.run = mix(mix(seed) + startMs);
    }

    /** The id of a caller's call; callers from 0, numbers from 0, both below 2<sup>31</sup>. */
    String call(int caller, int number) {
        return hex(run) + hex(mix(((long) caller << 32) | number));
    }

    /** A hash of whatever the parts stand for. */
    String hash(long... parts) {
        long h = run;
        for (long part : parts) {
            h = mix(h + part);
        }
        return hex(h);
    }

    /** David Stafford's variant 13 of the finalizer of MurmurHash3: a bijection on 64 bits. */
    static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static String hex(long value) {
        String digits = Long.toHexString(value);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
