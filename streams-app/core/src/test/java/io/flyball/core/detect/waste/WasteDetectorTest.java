package io.flyball.core.detect.waste;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.Severity;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.core.model.WasteKind;
import io.flyball.core.spend.Measures;
import org.junit.jupiter.api.Test;

/** From ten dollars and a quarter of the spend of three days on, a quarter of the ten on the last day. */
class WasteDetectorTest {
    private static final long AT_MS = 1_772_445_600_000L;
    private static final Scope ANN = new Scope(Dimension.USER, "ann");

    private final WasteDetector detector = new WasteDetector(new WasteRule(10 * NanoUsd.PER_USD, 25, "small"));

    @Test
    void tellsWasteOfTheFloorAndTheShare() {
        assertThat(detector.look(AT_MS, spent("40", "10"), spent("10", "2.5"), "s"))
                .isNotNull();
    }

    @Test
    void saysNothingBelowTheFloor() {
        assertThat(detector.look(AT_MS, spent("20", "9.999999999"), spent("10", "5"), "s"))
                .isNull();
    }

    @Test
    void saysNothingBelowTheShare() {
        assertThat(detector.look(AT_MS, spent("40.000000001", "10"), spent("10", "2.5"), "s"))
                .isNull();
    }

    @Test
    void saysNothingWhereMostOfItIsOver() {
        assertThat(detector.look(AT_MS, spent("40", "10"), spent("9", "2.499999999"), "s"))
                .isNull();
    }

    @Test
    void saysNothingWhereTheLastDayIsBetter() {
        assertThat(detector.look(AT_MS, spent("40", "10"), spent("12", "2.5"), "s"))
                .isNull();
    }

    @Test
    void sharesOfAmountsBeyondAnyAreExact() {
        // given
        long all = Long.MAX_VALUE / 100 * 100;
        // when, then
        assertThat(detector.look(AT_MS, spent(all, all / 4), spent("10", "2.5"), "s"))
                .isNotNull();
        assertThat(detector.look(AT_MS, spent(all, all / 4 - 1), spent("10", "2.5"), "s"))
                .isNull();
    }

    @Test
    void saysWhatTheGreatestPartDidAndWhatToDo() {
        // given
        Measures spent = spent("100", "5");
        spent.addAvoidable(WasteKind.CONTEXT_RESENT, 61 * NanoUsd.PER_USD + 999_999_999);
        // when
        Finding finding = new WasteSighting(AT_MS, spent, "s1").opened("id", ANN);
        // then
        assertThat(finding.text())
                .isEqualTo(
                        "user:ann could have spent $67.00 less of $100.00 in 3d: 61 % of it re-sent a long context to a"
                                + " cold cache: start a fresh session after a break (lately in session s1).");
        assertThat(finding.severity()).isEqualTo(Severity.LOW);
        assertThat(finding.window()).isEqualTo("3d");
        assertThat(finding.costNanoUsd()).isEqualTo(66_999_999_999L);
        assertThat(finding.evidence())
                .containsEntry("context_resent_nano_usd", "61999999999")
                .containsEntry("retry_nano_usd", "5000000000")
                .containsEntry("avoidable_nano_usd", "66999999999")
                .containsEntry("window_cost_nano_usd", "100000000000")
                .containsEntry("session", "s1")
                .hasSize(5);
    }

    @Test
    void namesNoSessionWhereThereIsNone() {
        // when
        Finding finding = new WasteSighting(AT_MS, spent("100", "50"), "").opened("id", ANN);
        // then
        assertThat(finding.text())
                .endsWith("50 % of it went into failed calls and requests sent again: let retries wait"
                        + " longer and end.");
        assertThat(finding.evidence()).doesNotContainKey("session");
    }

    private static Measures spent(String usd, String retriesUsd) {
        return spent(nano(usd), nano(retriesUsd));
    }

    private static Measures spent(long nanoUsd, long retriesNanoUsd) {
        Measures spent = Measures.ofAdjustment(nanoUsd, 0);
        spent.addAvoidable(WasteKind.RETRY, retriesNanoUsd);
        return spent;
    }

    private static long nano(String usd) {
        return NanoUsd.ofUsd(new java.math.BigDecimal(usd));
    }
}
