package io.flyball.core.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Amounts of money as integer nano-USD (10<sup>-9</sup> US dollars) in a {@code long}: up to 9.2 billion USD either way.
 * The functions here are the only places where decimals become amounts and amounts become text.
 */
public final class NanoUsd {
    /** Nano-USD in one US dollar. */
    public static final long PER_USD = 1_000_000_000L;

    private NanoUsd() {}

    /**
     * The amount of a number of dollars, rounded half even to nano-USD.
     *
     * @throws ArithmeticException where it does not fit a long
     */
    public static long ofUsd(BigDecimal usd) {
        return usd.movePointRight(9).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    /** numerator / denominator (which is positive), rounded half even; throws where it does not fit a long. */
    public static long ofRatio(BigInteger numerator, BigInteger denominator) {
        return new BigDecimal(roundHalfEven(numerator, denominator)).longValueExact();
    }

    /** How many whole percent of another amount one is; 0 where the other is 0 or less. */
    public static long percentOf(long nanoUsd, long ofNanoUsd) {
        return ofNanoUsd <= 0
                ? 0
                : BigInteger.valueOf(nanoUsd)
                        .multiply(BigInteger.valueOf(100))
                        .divide(BigInteger.valueOf(ofNanoUsd))
                        .min(BigInteger.valueOf(Long.MAX_VALUE))
                        .longValueExact();
    }

    private static BigInteger roundHalfEven(BigInteger numerator, BigInteger denominator) {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        int half = parts[1].abs().shiftLeft(1).compareTo(denominator);
        boolean away = half > 0 || (half == 0 && parts[0].testBit(0));
        return away ? parts[0].add(BigInteger.valueOf(numerator.signum())) : parts[0];
    }

    /** Every digit: {@code 158.143142550}. */
    public static String toDecimalString(long nanoUsd) {
        return BigDecimal.valueOf(nanoUsd, 9).toPlainString();
    }

    /** For people: dollars and cents with thousands apart, {@code $4,012.30}; below a cent four digits. */
    public static String toDisplayString(long nanoUsd) {
        BigDecimal usd = BigDecimal.valueOf(nanoUsd, 9);
        boolean tiny = nanoUsd != 0 && Math.abs(nanoUsd) < PER_USD / 100;
        return String.format(java.util.Locale.ROOT, tiny ? "$%,.4f" : "$%,.2f", usd);
    }
}
