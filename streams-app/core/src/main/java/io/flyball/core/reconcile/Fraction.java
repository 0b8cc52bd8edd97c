package io.flyball.core.reconcile;

import io.flyball.core.model.NanoUsd;
import io.flyball.core.price.ExactRatio;
import java.math.BigInteger;

/** An exact number of either sign. */
record Fraction(BigInteger numerator, BigInteger denominator) {
    static final Fraction ZERO = of(0);
    static final Fraction ONE = of(1);

    Fraction {
        BigInteger common = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            common = common.negate();
        }
        if (!common.equals(BigInteger.ONE)) {
            numerator = numerator.divide(common);
            denominator = denominator.divide(common);
        }
    }

    static Fraction of(long whole) {
        return new Fraction(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    static Fraction of(ExactRatio ratio) {
        return new Fraction(ratio.numerator(), ratio.denominator());
    }

    Fraction plus(Fraction other) {
        return new Fraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Fraction minus(Fraction other) {
        return plus(new Fraction(other.numerator.negate(), other.denominator));
    }

    Fraction times(Fraction other) {
        return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Fraction times(long n) {
        return times(of(n));
    }

    /** Throws {@link ArithmeticException} where the other is zero. */
    Fraction dividedBy(Fraction other) {
        return new Fraction(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    int signum() {
        return numerator.signum();
    }

    /** Rounded half even to nano-USD, of a number of nano-USD. */
    long rounded() {
        return NanoUsd.ofRatio(numerator, denominator);
    }
}
