package io.flyball.core.govern;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.BurnRule;
import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.PaceForecast;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.detect.Sighting;
import io.flyball.core.detect.UnpricedSighting;
import io.flyball.core.detect.cadence.TokenmaxxingSighting;
import io.flyball.core.detect.loop.LoopRule;
import io.flyball.core.detect.loop.LoopSighting;
import io.flyball.core.detect.loop.LoopSign;
import io.flyball.core.detect.peer.PeerSighting;
import io.flyball.core.detect.silence.SilenceSighting;
import io.flyball.core.detect.spike.SpikeRule;
import io.flyball.core.detect.waste.WasteSighting;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.core.model.WasteKind;
import io.flyball.core.price.TrustReportedCost;
import io.flyball.core.spend.CalendarZone;
import io.flyball.core.spend.InMemoryRows;
import io.flyball.core.spend.Measures;
import io.flyball.core.spend.RowLayout;
import io.flyball.core.spend.Window;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A finding is told by scope, kind and window: what closes it must name the window that opened it. */
class ClosingWindowTest {
    private static final Scope ANN = new Scope(Dimension.USER, "ann");
    private static final ScopeMatch MATCH = new ScopeMatch(Dimension.USER, "ann");
    private static final long AT_MS = 1_772_445_600_000L;
    private static final long DAY_MS = 86_400_000L;
    private static final long USD = NanoUsd.PER_USD;
    private static final CalendarZone ZONE = new CalendarZone(ZoneOffset.UTC);

    private final SaidByGovernor said = new SaidByGovernor();
    private final ScopeState state = new ScopeState();
    private final InMemoryRows rows = new InMemoryRows();

    @ParameterizedTest
    @EnumSource
    void whatClosesNamesTheWindowThatOpened(FindingKind kind) {
        // given
        Governor governor = opened(kind);
        assertThat(said.findings).extracting(Finding::kind).containsExactly(kind);
        // when
        governor.expire(ANN, state, rows, AT_MS + 40 * DAY_MS);
        // then
        assertThat(said.findings).extracting(Finding::open).containsExactly(true, false);
        assertThat(said.findings.get(1).window())
                .isEqualTo(said.findings.get(0).window())
                .isEqualTo(window(kind));
    }

    @ParameterizedTest
    @EnumSource(names = {"DAY", "WEEK", "MONTH"})
    void aForecastClosesWithThePeriodOfItsBudget(Window period) {
        // given
        Governor governor = see(new PaceForecast(
                AT_MS, period.wireName(), ZoneOffset.UTC, 100 * USD, 30 * USD, 20 * USD, AT_MS, AT_MS + DAY_MS));
        // when
        governor.expire(ANN, state, rows, AT_MS + 40 * DAY_MS);
        // then
        assertThat(said.findings).extracting(Finding::window).containsExactly(period.wireName(), period.wireName());
    }

    @Test
    void whatEndsWithItsRuleNamesItTooThoughNothingFell() {
        // given
        opened(FindingKind.WASTE);
        // when
        governor(List.of(), List.of(), List.of(), FindingRules.NONE).reconsider(ANN, state, rows, AT_MS + 1);
        // then
        assertThat(said.findings).extracting(Finding::window).containsExactly("3d", "3d");
    }

    private static String window(FindingKind kind) {
        return switch (kind) {
            case BURN, WASTE -> "3d";
            case SPIKE -> "24h";
            case PEER -> "7d";
            case PACE -> "month";
            case LOOP, POLLING, TOKENMAXXING, UNPRICED, SILENCE -> "";
        };
    }

    private Governor opened(FindingKind kind) {
        return switch (kind) {
            case BURN -> spend(governor(List.of(), List.of(burn()), List.of(), FindingRules.NONE), AT_MS, 50 * USD);
            case PACE -> spend(governor(List.of(budget()), List.of(), List.of(), FindingRules.NONE), AT_MS, 50 * USD);
            case SPIKE ->
                spendAsNever(governor(
                        List.of(), List.of(), List.of(new SpikeRule(MATCH, USD, Level.ADVISE)), FindingRules.NONE));
            case LOOP, POLLING ->
                see(new LoopSighting(
                        "s", new LoopSign(kind, LoopSign.Pattern.SAME_ACTION, 5, "", AT_MS - 9, AT_MS, USD, 0, 95)));
            case TOKENMAXXING -> see(new TokenmaxxingSighting(AT_MS, 5, 500, USD, 1000, 10, 80));
            case WASTE -> see(new WasteSighting(AT_MS, wasted(), "s"));
            case PEER -> see(new PeerSighting(AT_MS, "bob", 300 * USD, 20 * USD, 6));
            case UNPRICED -> see(new UnpricedSighting(AT_MS, 3));
            case SILENCE -> see(new SilenceSighting(AT_MS, AT_MS - DAY_MS, 40, 4000));
        };
    }

    private Governor see(Sighting sighting) {
        Governor governor = governor(List.of(), List.of(), List.of(), FindingRules.STANDARD);
        governor.sighted(ANN, state, sighting);
        return governor;
    }

    private Governor spendAsNever(Governor governor) {
        for (int day = 10; day > 0; day--) {
            spend(governor, AT_MS - day * DAY_MS, USD);
        }
        return spend(governor, AT_MS, 50 * USD);
    }

    private Governor spend(Governor governor, long timeMs, long costNanoUsd) {
        state.spend().add(timeMs, Measures.ofAdjustment(costNanoUsd, 0), rows, RowLayout.CHUNKS, ZONE);
        governor.afterSpend(ANN, state, rows);
        return governor;
    }

    private static Measures wasted() {
        Measures spent = Measures.ofAdjustment(50 * USD, 0);
        spent.addAvoidable(WasteKind.CACHE_REBUILT, 20 * USD);
        return spent;
    }

    private static BurnRule burn() {
        return new BurnRule(MATCH, Window.ROLLING_3D, 50 * USD, 40 * USD, Level.PACE);
    }

    private static Policy.Budget budget() {
        return new Policy.Budget(MATCH, Window.MONTH, 50 * USD, BigDecimal.ONE, Level.ADVISE);
    }

    private Governor governor(
            List<Policy.Budget> budgets, List<BurnRule> burns, List<SpikeRule> spikes, FindingRules rules) {
        Policy policy = new Policy(
                "test",
                ZoneOffset.UTC,
                Policy.DEFAULT_HORIZON_MS,
                TrustReportedCost.NEVER,
                budgets,
                burns,
                LoopRule.STANDARD,
                spikes,
                Map.of(Level.PACE, new Limits(10, -1, -1, -1, "", -1)),
                List.of(),
                rules);
        return new Governor(policy, new Overrides(), ZONE, RowLayout.CHUNKS, said);
    }
}
