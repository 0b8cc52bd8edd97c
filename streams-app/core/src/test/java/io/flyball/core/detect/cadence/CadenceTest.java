package io.flyball.core.detect.cadence;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Hours of calls like a clock's, and hours that are not. */
class CadenceTest {
    private static final long START_MS = 1_772_445_600_000L;
    private static final long SECOND_MS = 1000;
    private static final long HOUR_MS = 3_600_000L;
    private static final long COST = 1_000_000;

    private final Cadence cadence = new Cadence();
    private long timeMs = START_MS;
    private int evenHours;

    @Test
    void anHourOfFortyEqualCallsIsEven() {
        // when
        calls(41, 90, 5_000, 300);
        // then
        assertThat(evenHours).isEqualTo(1);
        assertThat(cadence.evenMs()).isEqualTo(HOUR_MS);
        assertThat(cadence.calls()).isEqualTo(40);
        assertThat(cadence.costNanoUsd()).isEqualTo(40 * COST);
    }

    @Test
    void anHourOfThirtyNineIsNot() {
        // when
        calls(40, 93, 5_000, 300);
        // then
        assertThat(evenHours).isZero();
        assertThat(cadence.evenMs()).isZero();
        assertThat(cadence.calls()).isZero();
    }

    @Test
    void anHourEndsWithTheFirstCallThatIsAnHourAfterItsBeginning() {
        // given
        calls(40, 90, 5_000, 300);
        // when
        boolean early = cadence.observe(START_MS + HOUR_MS - 1, 5_000, 300, COST);
        boolean inTime = cadence.observe(START_MS + HOUR_MS, 5_000, 300, COST);
        // then
        assertThat(early).isFalse();
        assertThat(inTime).isTrue();
    }

    @Test
    void aVariationOfAQuarterIsEvenAndALittleMoreIsNot() {
        // given: 600 and 1,000 have the mean 800 and the deviation 200
        calls(41, 90, new long[] {600, 1_000}, new long[] {300});
        assertThat(evenHours).isEqualTo(1);
        // when
        calls(40, 90, new long[] {600, 1_001}, new long[] {300});
        // then
        assertThat(evenHours).isEqualTo(1);
        assertThat(cadence.evenMs()).isZero();
    }

    @Test
    void outputsThatScatterAreNotEven() {
        // when
        calls(41, 90, new long[] {5_000}, new long[] {599, 1_000});
        // then
        assertThat(evenHours).isZero();
    }

    @Test
    void pausesThatScatterAreNotEven() {
        // when
        for (int i = 0; i < 47; i++) {
            call(i % 2 == 0 ? 58 : 100, 5_000, 300);
        }
        // then
        assertThat(evenHours).isZero();
    }

    @Test
    void pausesThatJitterALittleAreEven() {
        // when
        for (int i = 0; i < 47; i++) {
            call(i % 2 == 0 ? 62 : 100, 5_000, 300);
        }
        // then
        assertThat(evenHours).isEqualTo(1);
    }

    @Test
    void callsThatAnswerNothingAreEven() {
        // when
        calls(41, 90, 5_000, 0);
        // then
        assertThat(evenHours).isEqualTo(1);
    }

    @Test
    void hoursAddUpUntilOneIsUneven() {
        // given
        calls(121, 90, 5_000, 300);
        assertThat(cadence.evenMs()).isEqualTo(3 * HOUR_MS);
        assertThat(cadence.calls()).isEqualTo(120);
        assertThat(cadence.costNanoUsd()).isEqualTo(120 * COST);
        // when
        calls(40, 90, new long[] {500, 5_000}, new long[] {300});
        // then
        assertThat(cadence.evenMs()).isZero();
        assertThat(cadence.calls()).isZero();
        assertThat(cadence.costNanoUsd()).isZero();
    }

    @Test
    void eachHourIsMeasuredByItself() {
        // given
        calls(41, 90, 5_000, 300);
        // when: another context, other outputs, another pace
        calls(120, 30, 50_000, 3_000);
        // then
        assertThat(evenHours).isEqualTo(2);
    }

    @Test
    void thousandsOfLargeCallsAreMeasuredToTheToken() {
        // given
        calls(3_601, 1, new long[] {1, 1_000_000}, new long[] {300});
        calls(3_600, 1, new long[] {599_999, 1_000_000}, new long[] {300});
        assertThat(evenHours).isZero();
        // when
        timeMs += HOUR_MS;
        calls(3_601, 1, new long[] {600_000, 1_000_000}, new long[] {300});
        // then
        assertThat(evenHours).isEqualTo(1);
    }

    @Test
    void aPauseOfTenMinutesIsNoBreak() {
        // given
        calls(41, 90, 5_000, 300);
        // when
        cadence.observe(timeMs - 90 * SECOND_MS + 600_000, 5_000, 300, COST);
        // then
        assertThat(cadence.evenMs()).isEqualTo(HOUR_MS);
    }

    @Test
    void afterALongerPauseItIsAnotherMatter() {
        // given
        calls(41, 90, 5_000, 300);
        // when
        cadence.observe(timeMs - 90 * SECOND_MS + 600_001, 5_000, 300, COST);
        // then
        assertThat(cadence.evenMs()).isZero();
    }

    @Test
    void theBreakItselfIsNoPauseOfTheNextHour() {
        // given
        calls(10, 90, 5_000, 300);
        timeMs += HOUR_MS;
        // when
        calls(41, 90, 5_000, 300);
        // then
        assertThat(evenHours).isEqualTo(1);
        assertThat(cadence.calls()).isEqualTo(40);
    }

    @Test
    void aCallThatComesLateChangesNothing() {
        // given
        calls(40, 90, 5_000, 300);
        // when
        boolean ended = cadence.observe(START_MS + 1, 900_000, 20_000, COST);
        call(90, 5_000, 300);
        // then
        assertThat(ended).isFalse();
        assertThat(evenHours).isEqualTo(1);
        assertThat(cadence.calls()).isEqualTo(40);
    }

    @Test
    void aCallAtTheSameInstantCounts() {
        // given
        calls(39, 90, 5_000, 300);
        cadence.observe(timeMs - 90 * SECOND_MS, 5_000, 300, COST);
        // when
        calls(2, 90, 5_000, 300);
        // then
        assertThat(cadence.calls()).isEqualTo(41);
    }

    @Property(tries = 200)
    void anHourIsEvenExactlyWhereTheFormulaSaysSo(
            @ForAll @Size(min = 40, max = 60) List<@IntRange(min = 800_000, max = 2_000_000) Integer> contexts) {
        // given
        Cadence any = new Cadence();
        long atMs = START_MS;
        // when
        for (int context : contexts) {
            any.observe(atMs, context, 300, COST);
            atMs += HOUR_MS / contexts.size();
        }
        boolean even = any.observe(START_MS + HOUR_MS, 5_000, 300, COST);
        // then: contexts count up to a million tokens
        assertThat(even).isEqualTo(isEven(contexts));
    }

    private static boolean isEven(List<Integer> values) {
        BigInteger sum = BigInteger.ZERO;
        BigInteger squares = BigInteger.ZERO;
        for (int value : values) {
            BigInteger bounded = BigInteger.valueOf(Math.min(value, 1_000_000));
            sum = sum.add(bounded);
            squares = squares.add(bounded.pow(2));
        }
        BigInteger variance =
                squares.multiply(BigInteger.valueOf(values.size())).subtract(sum.pow(2));
        return variance.multiply(BigInteger.valueOf(16)).compareTo(sum.pow(2)) <= 0;
    }

    private void calls(int count, int everySeconds, long context, long output) {
        calls(count, everySeconds, new long[] {context}, new long[] {output});
    }

    private void calls(int count, int everySeconds, long[] contexts, long[] outputs) {
        for (int i = 0; i < count; i++) {
            call(everySeconds, contexts[i % contexts.length], outputs[i % outputs.length]);
        }
    }

    private void call(int thenSeconds, long context, long output) {
        evenHours += cadence.observe(timeMs, context, output, COST) ? 1 : 0;
        timeMs += thenSeconds * SECOND_MS;
    }
}
