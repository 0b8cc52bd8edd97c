package io.flyball.core.price;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number of zero or more, kept exactly as numerator over denominator. Prices need it where a factor is no finite
 * decimal, for example a tier at a third of the list price.
 *
 * @param numerator zero or more
 * @param denominator more than zero; the two have no common divisor
 */
public record ExactRatio(BigInteger numerator, BigInteger denominator) {
    public static final ExactRatio ZERO = new ExactRatio(BigInteger.ZERO, BigInteger.ONE);
    public static final ExactRatio ONE = new ExactRatio(BigInteger.ONE, BigInteger.ONE);

    /** Longest decimal taken: more digits or a larger exponent is no price. */
    private static final int MAX_SCALE = 400;

    public ExactRatio {
        if (numerator.signum() < 0 || denominator.signum() <= 0) {
            throw new IllegalArgumentException(
                    "Expected a ratio of zero or more, but it is " + numerator + "/" + denominator);
        }
        BigInteger common = numerator.gcd(denominator);
        if (!common.equals(BigInteger.ONE)) {
            numerator = numerator.divide(common);
            denominator = denominator.divide(common);
        }
    }

    /** The ratio of a decimal; throws {@link NumberFormatException} where it is negative or absurdly long. */
    public static ExactRatio of(BigDecimal decimal) {
        if (decimal.signum() < 0 || Math.abs((long) decimal.scale()) > MAX_SCALE || decimal.precision() > MAX_SCALE) {
            throw new NumberFormatException("not a price: " + decimal);
        }
        return decimal.scale() <= 0
                ? new ExactRatio(decimal.toBigIntegerExact(), BigInteger.ONE)
                : new ExactRatio(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }

    /** The ratio of a text: a decimal such as {@code 0.5}, or {@code 1/3}. Throws NumberFormatException. */
    public static ExactRatio parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return of(new BigDecimal(text));
        }
        BigInteger denominator = new BigInteger(text.substring(slash + 1));
        BigInteger numerator = new BigInteger(text.substring(0, slash));
        if (denominator.signum() <= 0 || numerator.signum() < 0) {
            throw new NumberFormatException("not a price: " + text);
        }
        return new ExactRatio(numerator, denominator);
    }

    /** this x other. */
    public ExactRatio times(ExactRatio other) {
        return new ExactRatio(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** this x n. */
    public ExactRatio times(long n) {
        return new ExactRatio(numerator.multiply(BigInteger.valueOf(n)), denominator);
    }

    /** this + other. */
    public ExactRatio plus(ExactRatio other) {
        return new ExactRatio(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    /** this / other, which is more than zero. */
    public ExactRatio dividedBy(ExactRatio other) {
        return new ExactRatio(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    /** The value where it is a whole number that fits a long, else -1. */
    long wholeOrMinusOne() {
        return denominator.equals(BigInteger.ONE) && numerator.bitLength() < Long.SIZE ? numerator.longValue() : -1;
    }

    /** A text that {@link #parse} reads back as the same number. */
    @Override
    public String toString() {
        return denominator.equals(BigInteger.ONE) ? numerator.toString() : numerator + "/" + denominator;
    }
}
