package io.flyball.core.reconcile;

import static io.flyball.core.reconcile.Bills.MODEL;
import static io.flyball.core.reconcile.Bills.units;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.ChargedCall;
import io.flyball.core.price.Price;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final long CENT = 10_000_000L;

    private final Bills bills = new Bills();

    @Test
    void agreesWhereBothSidesDo() {
        bills.measure(units(1000, 2000, 300));
        bills.bill(units(1000, 2000, 300));

        Reconciled reconciled = bills.reconcile();

        assertThat(reconciled.differenceNanoUsd()).isZero();
        assertThat(parts(reconciled)).isEmpty();
        assertThat(reconciled.basis()).isEqualTo(Basis.METER);
        assertThat(ReconcileWords.text(reconciled)).contains("they agree");
    }

    @Test
    void valuesUnpricedCallsAtTheBillsOwnRates() {
        // given: half of the calls have no price, and the bill gives 20 % off
        bills.measure(units(1000, 0, 100));
        bills.measureUnpriced(MODEL, units(1000, 0, 100));
        bills.bill(MODEL, units(2000, 0, 200), 80);

        // when
        Reconciled reconciled = bills.reconcile();

        // then
        assertThat(parts(reconciled))
                .containsOnly(
                        Map.entry(Driver.UNPRICED, 6_000_000L), // 0.8 x (1000 x 5,000 + 100 x 25,000)
                        Map.entry(Driver.PRICE, -1_500_000L));
        assertThat(reconciled.measured().unpricedCalls()).isEqualTo(1);
    }

    @Test
    void saysWhatNobodyReported() {
        bills.measure(units(1000, 0, 100));
        bills.bill(units(4000, 0, 500));

        assertThat(parts(bills.reconcile())).containsOnly(Map.entry(Driver.MISSING_SOURCE, 25_000_000L));
    }

    @Test
    void saysWhatWasCountedOtherwise() {
        // given: a source that counts what came from the cache as input
        bills.measure(units(1000, 0, 100));
        bills.bill(units(200, 800, 100));

        assertThat(parts(bills.reconcile())).containsOnly(Map.entry(Driver.CACHE_CLASS, 800 * (500L - 5_000L)));
    }

    @Test
    void tellsOtherRatesFromOtherUnits() {
        bills.measure(units(1000, 0, 100));
        bills.bill(MODEL, units(1000, 0, 100), 90);

        assertThat(parts(bills.reconcile())).containsOnly(Map.entry(Driver.PRICE, -750_000L));
    }

    @Test
    void saysWhatWeHaveAndTheBillHasNot() {
        bills.measure(units(3000, 0, 100));
        bills.bill(units(1000, 0, 100));

        assertThat(parts(bills.reconcile())).containsOnly(Map.entry(Driver.SURPLUS, -10_000_000L));
    }

    @Test
    void takesLateCallsAsFarAsTheBillHasThem() {
        // given: one late call was billed, another is a copy of one that was counted
        UsageEvent counted = bills.measure(units(1000, 0, 100));
        bills.late(bills.call(MODEL, units(500, 0, 50), "standard"));
        UsageEvent copy = bills.call(MODEL, units(1000, 0, 100), "standard").toBuilder()
                .eventId(counted.eventId())
                .build();
        bills.late(copy);
        bills.late(copy);
        bills.bill(units(1500, 0, 150));

        // when
        Reconciled reconciled = bills.reconcile();

        // then
        assertThat(parts(reconciled)).containsOnly(Map.entry(Driver.LATE, 500 * 5_000L + 50 * 25_000L));
        assertThat(reconciled.measured().lateCalls()).isEqualTo(2);
    }

    @Test
    void attributesEverythingAtOnce() {
        bills.measure(units(1000, 500, 100));
        bills.measureUnpriced(MODEL, units(200, 0, 20));
        bills.late(bills.call(MODEL, units(100, 0, 10), "standard"));
        bills.bill(units(1000 - 300 + 200 + 100 + 400, 500 + 300, 100 + 20 + 10 - 5));

        Reconciled reconciled = bills.reconcile();

        // 300 moved from input to the cache, of 700 more on the input side 200 unpriced, 100 late, 400 reported by
        // nobody
        assertThat(sum(reconciled)).isEqualTo(reconciled.differenceNanoUsd());
        assertThat(reconciled.part(Driver.MISSING_SOURCE)).isPositive();
        assertThat(reconciled.part(Driver.UNPRICED)).isEqualTo(200 * 5_000L + 20 * 25_000L);
        assertThat(reconciled.part(Driver.LATE)).isEqualTo(100 * 5_000L + 5 * 25_000L);
        assertThat(reconciled.part(Driver.UNEXPLAINED)).isZero();
    }

    @Test
    void movesAPriceThatCameLaterFromUnpricedToPriced() {
        // given
        UsageEvent call = bills.measureUnpriced(MODEL, units(1000, 0, 0));
        bills.bill(units(1000, 0, 0));
        assertThat(parts(bills.reconcile())).containsOnly(Map.entry(Driver.UNPRICED, 5_000_000L));

        // when: the compensation, and another one that makes the price better
        bills.measure(adjustment(call, 6_000_000L, "a"));
        bills.measure(adjustment(call, -1_000_000L, "b"));

        // then
        Reconciled reconciled = bills.reconcile();
        assertThat(parts(reconciled)).isEmpty();
        assertThat(reconciled.measured().calls()).isEqualTo(1);
        assertThat(reconciled.measured().unpricedCalls()).isZero();
    }

    @Test
    void matchesNamesThatDifferInTheirSuffixOnly() {
        bills.measure(MODEL, units(1000, 0, 0));
        bills.measure(MODEL + "-20260101", units(1000, 0, 0));
        bills.bill(MODEL + "-20260101", units(2000, 0, 0), 100);

        Reconciled reconciled = bills.reconcile();

        assertThat(reconciled.model()).isEqualTo(MODEL);
        assertThat(reconciled.names()).containsExactly(MODEL, MODEL + "-20260101");
        assertThat(parts(reconciled)).isEmpty();
    }

    @Test
    void keepsBuildsApartThatBothSidesName() {
        bills.measure("gpt-4o-2024-05-13", units(10, 0, 0));
        bills.measure("gpt-4o-2024-08-06", units(20, 0, 0));
        bills.bill("gpt-4o-2024-05-13", units(10, 0, 0), 100);
        bills.bill("gpt-4o-2024-08-06", units(20, 0, 0), 100);

        assertThat(bills.reconcileAll())
                .extracting(Reconciled::model)
                .containsExactly("gpt-4o-2024-05-13", "gpt-4o-2024-08-06");
    }

    @Test
    void knowsWhatIsOneModel() {
        assertThat(List.of(
                        "claude-opus-4-6",
                        "anthropic/claude-opus-4-6",
                        "claude-opus-4-6-20260101",
                        "claude-opus-4-6@20260101",
                        "claude-opus-4-6-latest",
                        "claude-opus-4-6[1m]",
                        "claude-opus-4-6-20260101[1m]"))
                .allMatch(name -> Names.base(name).equals("claude-opus-4-6"));
        assertThat(Names.base("gpt-4o-2024-08-06")).isEqualTo("gpt-4o");
        assertThat(Names.base("gpt-4o-mini")).isEqualTo("gpt-4o-mini");
        assertThat(Names.provider("", "o4-mini")).isEqualTo("openai");
        assertThat(Names.provider("", "claude-haiku-4-5")).isEqualTo("anthropic");
        assertThat(Names.provider("aws.bedrock", "claude-haiku-4-5")).isEqualTo("aws.bedrock");
        assertThat(Names.provider("", "llama-4")).isEmpty();
    }

    @Test
    void spreadsOneAmountForAModelByListPrices() {
        // given: the bill has one amount, 10 % below the list
        bills.measure(units(1000, 0, 0));
        bills.billUsage(MODEL, units(1000, 0, 100));
        bills.billCost(MODEL, null, 6_750_000L, "all of it");

        Reconciled reconciled = bills.reconcile();

        assertThat(reconciled.basis()).isEqualTo(Basis.MODEL);
        assertThat(parts(reconciled))
                .containsOnly(Map.entry(Driver.MISSING_SOURCE, 2_250_000L), Map.entry(Driver.PRICE, -500_000L));
    }

    @Test
    void valuesAModelThatNobodyListsByItsAverage() {
        bills.measureUnpriced("brand-new", units(600, 0, 100));
        bills.billUsage("brand-new", units(600, 0, 200));
        bills.billCost("brand-new", null, 8_000_000L, "all of it");

        assertThat(parts(bills.reconcile()))
                .containsOnly(Map.entry(Driver.UNPRICED, 7_000_000L), Map.entry(Driver.MISSING_SOURCE, 1_000_000L));
    }

    @Test
    void comparesADayWhereAmountsNameNoModel() {
        // given
        bills.price("claude-haiku-4-5");
        bills.measure(units(1000, 0, 0));
        bills.measure("claude-haiku-4-5", units(500, 0, 0));
        bills.billUsage(MODEL, units(1000, 0, 0));
        bills.billUsage("claude-haiku-4-5", units(1000, 0, 0));
        bills.billCost("", null, 10_000_000L, "");

        // when
        Reconciled reconciled = bills.reconcile();

        // then
        assertThat(reconciled.model()).isEmpty();
        assertThat(reconciled.basis()).isEqualTo(Basis.DAY);
        assertThat(reconciled.names()).containsExactly("claude-haiku-4-5", MODEL);
        assertThat(parts(reconciled)).containsOnly(Map.entry(Driver.MISSING_SOURCE, 2_500_000L));
    }

    @Test
    void keepsLinesThatCountNoTokensApartAndNamesThem() {
        bills.measure(units(1000, 0, 0));
        bills.bill(units(1000, 0, 0));
        bills.billCost("", null, 320 * CENT, "Code execution");

        List<Reconciled> all = bills.reconcileAll();

        assertThat(all).hasSize(2);
        assertThat(parts(all.get(0))).isEmpty();
        assertThat(parts(all.get(1))).containsOnly(Map.entry(Driver.UNEXPLAINED, 320 * CENT));
        assertThat(ReconcileWords.text(all.get(1))).contains("names no model (code execution $3.20)");
    }

    @Test
    void callsADaySurplusOnWhichTheBillHasNothing() {
        bills.measure(units(1000, 0, 0));
        bills.bill("claude-haiku-4-5", units(10, 0, 0), 100);

        List<Reconciled> all = bills.reconcileAll();

        assertThat(all.get(1).basis()).isEqualTo(Basis.NOT_BILLED);
        assertThat(parts(all.get(1))).containsOnly(Map.entry(Driver.SURPLUS, -5_000_000L));
    }

    @Test
    void doesNotGuessWhereOneOfTheReportsIsMissing() {
        bills.measure(units(1000, 0, 0));
        bills.billUsage(MODEL, units(1000, 0, 0));
        bills.billCost("gpt-image-1", Meter.OUTPUT, 70, "gpt-image-1 image, output");

        List<Reconciled> all = bills.reconcileAll();

        assertThat(all).extracting(Reconciled::basis).containsExactly(Basis.NO_COST, Basis.NO_USAGE);
        assertThat(parts(all.get(0))).containsOnly(Map.entry(Driver.UNEXPLAINED, -5_000_000L));
        assertThat(parts(all.get(1))).containsOnly(Map.entry(Driver.UNEXPLAINED, 70L));
    }

    @Test
    void setsAsideWhatACommitmentPays() {
        UsageEvent committed = bills.call(MODEL, units(1000, 0, 0), "priority");
        bills.measure(ChargedCall.first(committed, new Price(Price.State.PRICED, 7, "list"), "t", "", 0));
        bills.late(committed);
        bills.bill(new BillLine(
                Bills.PROVIDER, true, Bills.DAY, MODEL, "priority", units(1000, 0, 0), -1, 0, null, "", 0));

        assertThat(bills.reconcileAll()).isEmpty();
        assertThat(bills.measured().setAsideNanoUsd()).isEqualTo(7);
        assertThat(bills.measured().setAsideCalls()).isEqualTo(1);
    }

    @Test
    void saysWhatToDoAboutTheLargestPart() {
        bills.measure(units(1000, 0, 100));
        bills.bill(units(4000, 0, 500));
        ProviderSummary summary = ProviderSummary.of("anthropic", bills.reconcileAll());

        assertThat(summary.advice())
                .contains("reported by nobody, on claude-opus-4-6 ($0.03)")
                .endsWith(".");
        assertThat(summary.differenceNanoUsd()).isEqualTo(25_000_000L);
    }

    @Test
    void speaksOfSmallAndOfLargeShares() {
        assertThat(ReconcileWords.percent(24, 1000)).isEqualTo("+2.4 %");
        assertThat(ReconcileWords.percent(-1, 3)).isEqualTo("-33.3 %");
        assertThat(ReconcileWords.percent(0, 3)).isEqualTo("0.0 %");
        assertThat(ReconcileWords.percent(-5, 0)).isEqualTo("all of it");
        assertThat(ReconcileWords.drivers(Map.of(Driver.PRICE, -320 * CENT, Driver.LATE, 1_234 * CENT)))
                .isEqualTo("late +$12.34, price -$3.20");
    }

    private static ChargedCall adjustment(UsageEvent call, long addedNanoUsd, String version) {
        return new ChargedCall(
                call, call.eventId() + "#" + version, Price.State.PRICED, addedNanoUsd, version, "t", "", 0);
    }

    private static Map<Driver, Long> parts(Reconciled reconciled) {
        assertThat(sum(reconciled)).isEqualTo(reconciled.differenceNanoUsd());
        Map<Driver, Long> parts = new TreeMap<>(reconciled.parts());
        parts.values().removeIf(nanoUsd -> nanoUsd == 0);
        return parts;
    }

    private static long sum(Reconciled reconciled) {
        return reconciled.parts().values().stream().mapToLong(Long::longValue).sum();
    }
}
