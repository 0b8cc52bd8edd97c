package io.flyball.core.govern;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.detect.Severity;
import io.flyball.core.detect.Sighting;
import io.flyball.core.detect.cadence.TokenmaxxingRule;
import io.flyball.core.detect.loop.LoopRule;
import io.flyball.core.detect.peer.PeerRule;
import io.flyball.core.detect.waste.WasteRule;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.core.price.TrustReportedCost;
import io.flyball.core.spend.CalendarZone;
import io.flyball.core.spend.InMemoryRows;
import io.flyball.core.spend.Measures;
import io.flyball.core.spend.RowLayout;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of what detectors see: how long it stays, what it asks for, and what is said when it is over. */
class SightingsTest {
    private static final Scope ANN = new Scope(Dimension.USER, "ann");
    private static final long AT_MS = 1_772_445_600_000L;
    private static final long MINUTE_MS = 60_000L;
    private static final long DAY_MS = 86_400_000L;
    private static final FindingRules ALL = new FindingRules(
            new TokenmaxxingRule(5, Level.DOWNSHIFT), new WasteRule(1, 1, ""), PeerRule.STANDARD, true, true);

    private final SaidByGovernor said = new SaidByGovernor();
    private final ScopeState state = new ScopeState();
    private final InMemoryRows rows = new InMemoryRows();
    private Governor governor = governor(policy(new LoopRule(5, Level.PACE), ALL));

    /** Something seen, with nothing behind it. */
    record Seen(FindingKind kind, String key, long atMs, int confidencePercent, long costNanoUsd) implements Sighting {
        @Override
        public Finding opened(String id, Scope scope) {
            return new Finding(id, kind, scope, Severity.LOW, "", atMs, -1, atMs, costNanoUsd, "seen", new TreeMap<>());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LOOP,         loop/s,       10",
        "POLLING,      polling/s,    10",
        "TOKENMAXXING, tokenmaxxing, 120",
        "WASTE,        waste,        1440",
        "UNPRICED,     unpriced,     1440",
        "PEER,         peer/ann,     1440",
        "PACE,         forecast/x,   1440",
        "SILENCE,      silence,      10080"
    })
    void isOverSoManyMinutesAfterItWasSeenLast(FindingKind kind, String key, long minutes) {
        // given
        see(new Seen(kind, key, AT_MS, 95, 1));
        see(new Seen(kind, key, AT_MS + MINUTE_MS, 95, 1));
        long endMs = AT_MS + (minutes + 1) * MINUTE_MS;
        // when
        expireAt(endMs - 1);
        assertThat(said.findings).hasSize(1);
        assertThat(said.wakeAtMs).isEqualTo(endMs);
        expireAt(endMs);
        // then
        assertThat(said.findings).extracting(Finding::open).containsExactly(true, false);
        assertThat(said.findings.get(1).closedAtMs()).isEqualTo(endMs);
        assertThat(said.findings.get(1).updatedAtMs()).isEqualTo(endMs);
        assertThat(said.findings.get(1).openedAtMs()).isEqualTo(AT_MS);
    }

    @Test
    void anEarlierSightingThatComesLateShortensNothing() {
        // given
        see(new Seen(FindingKind.LOOP, "loop/s", AT_MS, 95, 1));
        // when
        see(new Seen(FindingKind.LOOP, "loop/s", AT_MS - MINUTE_MS, 95, 1));
        expireAt(AT_MS + 10 * MINUTE_MS - 1);
        // then
        assertThat(said.findings).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "LOOP,         90, pace",
        "LOOP,         60, advise",
        "POLLING,      95, clear",
        "TOKENMAXXING, 95, downshift",
        "WASTE,        95, clear",
        "UNPRICED,     95, clear",
        "PEER,         95, clear",
        "SILENCE,      95, clear"
    })
    void asksForTheLevelOfItsRuleWhereItIsSure(FindingKind kind, int confidencePercent, String level) {
        // when
        see(new Seen(kind, kind.wireName(), AT_MS, confidencePercent, 1));
        // then
        assertThat(said.follows.get(0)).startsWith(level + " until ");
        assertThat(said.follows.get(0).endsWith(" until -1")).isEqualTo(level.equals("clear"));
    }

    @ParameterizedTest
    @CsvSource({"LOOP", "POLLING", "TOKENMAXXING", "WASTE", "UNPRICED", "PEER", "SILENCE", "SPIKE"})
    void isNotToldWhereThePolicyDoesNotLookForIt(FindingKind kind) {
        // given
        governor = governor(policy(null, FindingRules.NONE));
        // when
        see(new Seen(kind, kind.wireName(), AT_MS, 95, 1));
        // then
        assertThat(said.findings).isEmpty();
        assertThat(state.governed()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"LOOP", "POLLING", "TOKENMAXXING", "WASTE", "UNPRICED", "PEER", "SILENCE"})
    void endsWhenThePolicyNoLongerLooksForIt(FindingKind kind) {
        // given
        see(new Seen(kind, kind.wireName() + "/x", AT_MS, 95, 1));
        // when
        governor = governor(policy(null, FindingRules.NONE));
        governor.reconsider(ANN, state, rows, AT_MS + 1000);
        // then
        assertThat(said.findings).extracting(Finding::open).containsExactly(true, false);
        assertThat(said.findings.get(1).closedAtMs()).isEqualTo(AT_MS);
    }

    @Test
    void ofOneKeyOneFindingIsOpenAndKnowsItsGreatestAmount() {
        // given
        see(new Seen(FindingKind.WASTE, "waste", AT_MS, 95, 20 * NanoUsd.PER_USD));
        see(new Seen(FindingKind.WASTE, "waste", AT_MS + 1, 95, 30 * NanoUsd.PER_USD));
        see(new Seen(FindingKind.WASTE, "waste", AT_MS + 2, 95, 10 * NanoUsd.PER_USD));
        // when
        expireAt(AT_MS + 2 + DAY_MS);
        // then
        assertThat(said.findings).hasSize(2);
        assertThat(said.findings.get(1).id()).isEqualTo(said.findings.get(0).id());
        assertThat(said.findings.get(1).costNanoUsd()).isEqualTo(30 * NanoUsd.PER_USD);
        assertThat(said.findings.get(1).evidence()).containsEntry("cost_nano_usd", "30000000000");
    }

    @Test
    void noScopeHasMoreThanThirtyTwoOpen() {
        // when
        for (int i = 0; i < 40; i++) {
            see(new Seen(FindingKind.LOOP, "loop/" + i, AT_MS + i, 95, 1));
        }
        // then
        assertThat(said.findings).hasSize(32);
    }

    @Test
    void oneThatIsOverMakesRoom() {
        // given
        noScopeHasMoreThanThirtyTwoOpen();
        expireAt(AT_MS + 10 * MINUTE_MS);
        // when
        see(new Seen(FindingKind.LOOP, "loop/another", AT_MS + 10 * MINUTE_MS, 95, 1));
        // then
        assertThat(said.findings).extracting(Finding::open).containsSequence(true, false, true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TOKENMAXXING | x | MEDIUM | user:ann no longer makes calls that are all alike; those hours cost $7.00.",
                "WASTE | x | LOW | user:ann wastes less: the most that was avoidable in 3d was $7.00.",
                "UNPRICED | x | MEDIUM | user:ann has had no call without a price for a day, or a price by now.",
                "PEER | peer/bob/2 | LOW | user:bob/2 of user:ann no longer spends far more than the others; the most in 7d was $7.00.",
                "PACE | forecast/month/1 | MEDIUM | user:ann no longer spends its budget ahead of its period; it had spent $7.00.",
                "SILENCE | x | HIGH | user:ann reports again, or has been silent for so long that nobody waits for it.",
                "LOOP | loop/s | HIGH | Session s of user:ann no longer repeats itself; all of it cost $7.00.",
                "POLLING | polling/s | LOW | Session s of user:ann no longer waits; all of it cost $7.00."
            })
    void saysWhatIsOver(FindingKind kind, String key, Severity severity, String text) {
        // given
        see(new Seen(kind, key, AT_MS, 95, 7 * NanoUsd.PER_USD));
        // when
        expireAt(AT_MS + 8 * DAY_MS);
        // then
        assertThat(said.findings.get(1).text()).isEqualTo(text);
        assertThat(said.findings.get(1).severity()).isEqualTo(severity);
        assertThat(said.findings.get(1).kind()).isEqualTo(kind);
    }

    @Test
    void whatIsOverEarlierEndsAtThatInstant() {
        // given
        see(new Seen(FindingKind.SILENCE, "silence", AT_MS, 95, 0));
        // when
        governor.over(ANN, state, FindingKind.SILENCE, AT_MS + MINUTE_MS);
        expireAt(said.wakeAtMs);
        // then
        assertThat(said.findings.get(1).closedAtMs()).isEqualTo(AT_MS + MINUTE_MS);
    }

    @Test
    void nothingEndsBeforeItBegan() {
        // given
        see(new Seen(FindingKind.SILENCE, "silence", AT_MS, 95, 0));
        // when
        governor.over(ANN, state, FindingKind.SILENCE, AT_MS - MINUTE_MS);
        expireAt(AT_MS);
        // then
        assertThat(said.findings.get(1).closedAtMs()).isEqualTo(AT_MS);
    }

    @Test
    void whatIsOverOfAnotherKindEndsNothing() {
        // given
        see(new Seen(FindingKind.SILENCE, "silence", AT_MS, 95, 0));
        // when
        governor.over(ANN, state, FindingKind.UNPRICED, AT_MS);
        governor.over(ANN, new ScopeState(), FindingKind.SILENCE, AT_MS);
        expireAt(AT_MS + DAY_MS);
        // then
        assertThat(said.findings).hasSize(1);
    }

    @Test
    void aLoopIsSignalledAtOnceWithItsConfidence() {
        // given
        state.spend().add(AT_MS, new Measures(), rows, RowLayout.CHUNKS, new CalendarZone(ZoneOffset.UTC));
        // when
        see(new Seen(FindingKind.LOOP, "loop/s", AT_MS, 85, 1));
        governor.signalIfDue(ANN, state, rows, AT_MS);
        // then
        Signal signal = said.signals.get(0);
        assertThat(signal.cause()).isEqualTo(Cause.LOOP);
        assertThat(signal.confidencePercent()).isEqualTo(85);
        assertThat(signal.issuedAtMs()).isEqualTo(AT_MS);
        assertThat(signal.text())
                .isEqualTo(
                        "user:ann has an agent that repeats itself: requests are paced to 10 a minute per session, until"
                                + " 2026-03-02T10:10:00Z if it stops.");
    }

    @Test
    void anExemptUserIsToldAndNothingFollows() {
        // given
        Policy exempting = policy(new LoopRule(5, Level.PACE), ALL, new ScopeMatch(Dimension.USER, "an*"));
        governor = governor(exempting);
        // when
        see(new Seen(FindingKind.LOOP, "loop/s", AT_MS, 95, 1));
        governor.signalIfDue(ANN, state, rows, AT_MS);
        // then
        assertThat(said.follows).containsExactly("clear until -1");
        assertThat(said.signals).isEmpty();
    }

    @Test
    void inShadowAPersonIsToldNoMoreThanAdvice() {
        // given
        governor = governor(policy(new LoopRule(5, Level.PACE), ALL).inShadow());
        // when
        see(new Seen(FindingKind.LOOP, "loop/s", AT_MS, 95, 1));
        // then
        assertThat(said.follows.get(0)).isEqualTo("advise until " + (AT_MS + 10 * MINUTE_MS));
    }

    private void see(Sighting sighting) {
        governor.sighted(ANN, state, sighting);
    }

    private void expireAt(long nowMs) {
        governor.expire(ANN, state, rows, nowMs);
    }

    private Governor governor(Policy policy) {
        return new Governor(policy, new Overrides(), new CalendarZone(ZoneOffset.UTC), RowLayout.CHUNKS, said);
    }

    private static Policy policy(@Nullable LoopRule loop, FindingRules rules, ScopeMatch... exempt) {
        return new Policy(
                "test",
                ZoneOffset.UTC,
                Policy.DEFAULT_HORIZON_MS,
                TrustReportedCost.NEVER,
                List.of(),
                List.of(),
                loop,
                List.of(),
                Map.of(Level.PACE, new Limits(10, -1, -1, -1, "", -1)),
                List.of(exempt),
                rules);
    }
}
