package io.flyball.runtime;

import static io.flyball.runtime.TopologyFixture.HOUR_MS;
import static io.flyball.runtime.TopologyFixture.NOW_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.core.model.TokenClass;
import io.flyball.core.price.Adjustment;
import io.flyball.core.price.ChargedCall;
import io.flyball.core.price.ExactRatio;
import io.flyball.core.price.Price;
import io.flyball.core.price.PriceBook;
import io.flyball.core.price.PriceRow;
import io.flyball.core.price.Rates;
import io.flyball.core.price.Rerating;
import io.flyball.core.price.TrustReportedCost;
import io.flyball.core.spend.Window;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.avro.FindingEvent;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a price does that arrives after the calls it prices. */
class RepricingTopologyTest {
    private static final String APPLICATION = "flyball";

    private final TopologyFixture flyball;

    RepricingTopologyTest(@TempDir Path stateDir) {
        flyball = new TopologyFixture(stateDir);
    }

    @AfterEach
    void close() {
        flyball.close();
    }

    private static PriceRow row(String model, long fromMs, String usdPerMtok) {
        Map<TokenClass, ExactRatio> rates = Map.of(TokenClass.INPUT, ExactRatio.of(new BigDecimal(usdPerMtok)));
        return new PriceRow(model, "", true, fromMs, new Rates(rates), List.of(), Map.of(), null);
    }

    /** The row arrives, and a re-rater looks through all charges. */
    private List<Adjustment> price(PriceRow... rows) {
        PriceBook book = new PriceBook();
        book.replace(rows[0].model(), List.of(rows));
        flyball.control(ControlMapping.ofPrices(rows[0].model(), List.of(rows)));
        Rerating rerating = new Rerating(book, TrustReportedCost.UNPRICED_ONLY, Set.of(rows[0].model()));
        List<Adjustment> adjustments = flyball.charged().stream()
                .map(rerating::of)
                .filter(Objects::nonNull)
                .toList();
        adjustments.forEach(adjustment -> flyball.adjustment(APPLICATION, adjustment));
        return adjustments;
    }

    private void callOfAMillionTokens() {
        flyball.usage(
                flyball.call("0").reportedCostUsd(null).model("m").team("t").inputTokens(1_000_000));
    }

    @Test
    void anUnpricedCallIsPricedWhenTheRowArrives() {
        // given
        callOfAMillionTokens();
        assertThat(flyball.ledger().get(Count.UNPRICED)).isEqualTo(1);
        // when
        price(row("m", 0, "3"));
        // then
        assertThat(flyball.ledger().get(Count.UNPRICED)).isZero();
        assertThat(flyball.ledger().get(Count.COST_NANO_USD)).isEqualTo(3 * NanoUsd.PER_USD);
        assertThat(flyball.cost("user:ann", Window.ROLLING_1H)).isEqualTo(3 * NanoUsd.PER_USD);
        assertThat(flyball.cost("team:t", Window.MONTH)).isEqualTo(3 * NanoUsd.PER_USD);
        assertThat(Objects.requireNonNull(flyball.state(Scope.parse("team:t")))
                        .spend()
                        .totals()
                        .calls())
                .isEqualTo(1);
        assertThat(flyball.counts()).isEqualTo("read=1 admitted=1");
    }

    @Test
    void thatCallsHadNoPriceIsOverWhenTheyHaveOne() {
        // given
        callOfAMillionTokens();
        callOfAMillionTokens();
        // when
        price(row("m", 0, "3"));
        // then
        assertThat(flyball.findings()).extracting(FindingEvent::getKind).containsOnly("unpriced");
        assertThat(flyball.findings().get(0).getClosedAtMs()).isNull();
        assertThat(flyball.findings()).last().satisfies(f -> assertThat(f.getClosedAtMs())
                .isEqualTo(NOW_MS));
    }

    @Test
    void theFirstChargeStaysAndACompensationComesBesideIt() {
        // given
        callOfAMillionTokens();
        price(row("m", 0, "3"));
        // when
        price(row("m", 0, "3"), row("m", NOW_MS, "2"));
        // then
        List<ChargedCall> charges = flyball.charged();
        assertThat(charges).extracting(ChargedCall::costNanoUsd).containsExactly(0L, 3_000_000_000L, -1_000_000_000L);
        assertThat(charges).extracting(ChargedCall::chargeId).satisfies(ids -> {
            assertThat(ids.get(1)).isEqualTo(ids.get(0) + "#m@1970-01-01T00:00:00Z");
            assertThat(ids.get(2)).isEqualTo(ids.get(0) + "#m@2026-03-02T10:15:00Z");
        });
        assertThat(charges).extracting(ChargedCall::priceVersion).last().isEqualTo("m@2026-03-02T10:15:00Z");
        assertThat(charges).extracting(ChargedCall::team).containsOnly("t");
    }

    @Test
    void sayingTheSameTwiceChangesNothing() {
        // given
        callOfAMillionTokens();
        List<Adjustment> adjustments = price(row("m", 0, "3"));
        // when the re-rater died before it wrote down its progress, and then all of it is looked through once more
        adjustments.forEach(adjustment -> flyball.adjustment(APPLICATION, adjustment));
        price(row("m", 0, "3"));
        // then
        assertThat(flyball.charged()).hasSize(2);
        assertThat(flyball.cost("user:ann", Window.DAY)).isEqualTo(3 * NanoUsd.PER_USD);
        assertThat(flyball.cost("team:t", Window.DAY)).isEqualTo(3 * NanoUsd.PER_USD);
    }

    @Test
    void aPriceThatIsTakenBackLeavesTheCallUnpricedAgain() {
        // given
        callOfAMillionTokens();
        price(row("m", 0, "3"));
        // when the row holds from later on
        price(row("m", NOW_MS + HOUR_MS, "3"));
        // then
        assertThat(flyball.ledger().get(Count.UNPRICED)).isEqualTo(1);
        assertThat(flyball.cost("user:ann", Window.DAY)).isZero();
        assertThat(flyball.charged()).extracting(ChargedCall::state).last().isEqualTo(Price.State.UNPRICED);
    }

    @Test
    void aLatePriceOpensABurn() {
        // given
        for (int i = 0; i < 10; i++) {
            callOfAMillionTokens();
        }
        assertThat(flyball.findings()).extracting(FindingEvent::getKind).containsOnly("unpriced");
        // when
        price(row("m", 0, "400"));
        // then
        assertThat(flyball.findings())
                .filteredOn(f -> f.getKind().equals("burn"))
                .last()
                .satisfies(f -> assertThat(f.getCostNanoUsd()).isEqualTo(4000 * NanoUsd.PER_USD));
        assertThat(flyball.throttle()).last().asString().contains("\"level\":\"pace\"");
    }

    @Test
    void anAdjustmentOlderThanTheHorizonCountsToo() {
        // given a call of thirty days ago, when that was now
        flyball.usage(flyball.call("0")
                .reportedCostUsd(null)
                .model("m")
                .inputTokens(1_000_000)
                .timeMs(NOW_MS - 29 * 24 * HOUR_MS));
        flyball.usage(flyball.call("1"));
        // when
        price(row("m", 0, "3"));
        // then
        assertThat(flyball.cost("user:ann", Window.ROLLING_30D)).isEqualTo(4 * NanoUsd.PER_USD);
        assertThat(flyball.cost("user:ann", Window.ROLLING_7D)).isEqualTo(NanoUsd.PER_USD);
    }

    @Test
    void passesOverWhatIsNotItsOwnOrNoAdjustment() {
        // given
        callOfAMillionTokens();
        Adjustment adjustment = new Adjustment(flyball.charged().get(0), new Price(Price.State.PRICED, 7, "m@0"));
        // when
        flyball.adjustment("another-application", adjustment);
        flyball.adjustmentBytes("ann", new byte[] {1, 2, 3});
        flyball.adjustmentBytes("ann", null);
        // then
        assertThat(flyball.charged()).hasSize(1);
        // when
        flyball.adjustment(APPLICATION, adjustment);
        // then
        assertThat(flyball.charged()).hasSize(2);
    }
}
