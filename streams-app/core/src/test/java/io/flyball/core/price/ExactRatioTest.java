package io.flyball.core.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactRatioTest {
    @ParameterizedTest
    @CsvSource({"0.5,1/2", "1/3,1/3", "2/6,1/3", "6/2,3", "0,0", "0.000,0", "1e3,1000", "12.50,25/2", "0/7,0"})
    void readsDecimalsAndFractionsInLowestTerms(String text, String expected) {
        assertThat(ExactRatio.parse(text)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-1", "-0.0001", "-1/3", "1/-3", "1/0", "/", "1/", "", "x", "1e401", "1e-401", "1e2147483647"})
    void refusesWhatIsNoPrice(String text) {
        assertThatThrownBy(() -> ExactRatio.parse(text)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void makesAWholeOfThreeThirds() {
        // given
        ExactRatio third = ExactRatio.parse("1/3");
        // when
        ExactRatio sum = third.plus(third).plus(third);
        // then
        assertThat(sum).isEqualTo(ExactRatio.ONE);
        assertThat(sum.wholeOrMinusOne()).isEqualTo(1);
    }

    @Test
    void tellsAWholeThatFitsALongFromAllElse() {
        assertThat(ExactRatio.ONE.times(Long.MAX_VALUE).wholeOrMinusOne()).isEqualTo(Long.MAX_VALUE);
        assertThat(ExactRatio.ONE.times(Long.MAX_VALUE).plus(ExactRatio.ONE).wholeOrMinusOne())
                .isEqualTo(-1);
        assertThat(ExactRatio.parse("1/2").wholeOrMinusOne()).isEqualTo(-1);
        assertThat(ExactRatio.ZERO.wholeOrMinusOne()).isZero();
    }

    @Test
    void refusesARatioBelowZeroOrOverZero() {
        assertThatThrownBy(() -> new ExactRatio(BigInteger.ONE.negate(), BigInteger.ONE))
                .hasMessageContaining("-1/1");
        assertThatThrownBy(() -> new ExactRatio(BigInteger.ONE, BigInteger.ZERO))
                .hasMessageContaining("1/0");
    }

    @Property
    void readsBackWhatItWrites(
            @ForAll @LongRange(min = 0) long numerator, @ForAll @LongRange(min = 1) long denominator) {
        // given
        ExactRatio ratio = new ExactRatio(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
        // when, then
        assertThat(ExactRatio.parse(ratio.toString())).isEqualTo(ratio);
    }

    @Property
    void multipliesAndAddsAsDecimalsDo(
            @ForAll @BigRange(min = "0", max = "1000000000") @Scale(12) BigDecimal a,
            @ForAll @BigRange(min = "0", max = "1000000000") @Scale(12) BigDecimal b,
            @ForAll @LongRange(min = 0) long n) {
        // given
        ExactRatio left = ExactRatio.of(a);
        ExactRatio right = ExactRatio.of(b);
        // when, then
        assertThat(left.plus(right)).isEqualTo(ExactRatio.of(a.add(b)));
        assertThat(left.times(right)).isEqualTo(ExactRatio.of(a.multiply(b)));
        assertThat(left.times(n)).isEqualTo(ExactRatio.of(a.multiply(BigDecimal.valueOf(n))));
        if (b.signum() > 0) {
            assertThat(left.dividedBy(right).times(right)).isEqualTo(left);
        }
    }
}
