package io.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.govern.Policy;
import io.flyball.core.govern.ScopeOverride;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import io.flyball.core.model.TokenClass;
import io.flyball.core.price.ExactRatio;
import io.flyball.core.price.PriceRow;
import io.flyball.core.price.Rates;
import io.flyball.schemas.avro.BudgetRecord;
import io.flyball.schemas.avro.BurnRuleRecord;
import io.flyball.schemas.avro.ControlRecord;
import io.flyball.schemas.avro.LimitsRecord;
import io.flyball.schemas.avro.LoopRuleRecord;
import io.flyball.schemas.avro.PolicyRecord;
import io.flyball.schemas.avro.PriceRowRecord;
import io.flyball.schemas.avro.RungRecord;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlMappingTest {
    private static final Scope ANN = new Scope(Dimension.USER, "ann");
    private static final LimitsRecord NO_LIMIT = new LimitsRecord(-1L, -1L, -1L, -1L, "", -1L);

    @Test
    void aPriceRecordWithoutPricesRemovesTheModel() {
        // given
        ControlRecord record = ControlRecord.newBuilder()
                .setKind(ControlMapping.PRICE)
                .setName("m")
                .build();

        // when
        ControlChange change = ControlMapping.read(record);

        // then
        assertThat(change).isEqualTo(new ControlChange.Prices("m", List.of()));
    }

    @Test
    void aPolicyRecordWithoutAPolicyPutsTheStandardOneInForce() {
        // given
        ControlRecord record = ControlRecord.newBuilder()
                .setKind(ControlMapping.POLICY)
                .setName("default")
                .build();

        // when
        ControlChange change = ControlMapping.read(record);

        // then
        assertThat(change).isEqualTo(new ControlChange.PolicyInForce(Policy.standard()));
    }

    @Test
    void refusesAKindNobodyKnows() {
        // given
        ControlRecord record =
                ControlRecord.newBuilder().setKind("mood").setName("good").build();

        // when
        ControlChange change = ControlMapping.read(record);

        // then
        assertThat(change)
                .isEqualTo(
                        new ControlChange.Refused(
                                "Control record mood/good has an unknown kind: use price, policy, directory, shadow, override, silence or answer."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1/0", "1/-3", "-1/3", "1/2/3", "0x10", "1e999999999", "NaN"})
    void refusesAPriceThatIsNone(String usd) {
        // given
        ControlRecord record = price();
        PriceRowRecord row = record.getPrices().getRows().get(0);
        row.setUsdPerMtok(Map.of("input", usd));

        // when
        ControlChange change = ControlMapping.read(record);

        // then
        assertThat(change).isInstanceOf(ControlChange.Refused.class);
    }

    @Test
    void refusesAMegabyteOfDigitsWithoutReadingThem() {
        // given
        ControlRecord record = price();
        record.getPrices().getRows().get(0).setUsdPerThousand(Map.of("web_search_requests", "9".repeat(1 << 20)));

        // when
        ControlChange change = ControlMapping.read(record);

        // then
        assertThat(change)
                .isEqualTo(new ControlChange.Refused("Control record price/m cannot be understood "
                        + "(a price of 1048576 letters): the last good one stays in force."));
    }

    @Test
    void refusesATokenClassNobodyKnows() {
        // given
        ControlRecord record = price();
        record.getPrices().getRows().get(0).setUsdPerMtok(Map.of("inputs", "1"));

        // when
        ControlChange change = ControlMapping.read(record);

        // then
        assertThat(change)
                .isEqualTo(new ControlChange.Refused("Control record price/m cannot be understood "
                        + "(unknown token class \"inputs\"): the last good one stays in force."));
    }

    static Stream<Named<Consumer<PolicyRecord>>> spoiled() {
        return Stream.of(
                Named.of("zone", policy -> policy.setZone("Mars/Base")),
                Named.of("horizon", policy -> policy.setAdmissionHorizonMs(0L)),
                Named.of("trust", policy -> policy.setTrustReportedCost("maybe")),
                Named.of("burn window", policy -> policy.setBurn(List.of(burn("user", "4d", 2, 1, "pace")))),
                Named.of("burn dimension", policy -> policy.setBurn(List.of(burn("usr", "3d", 2, 1, "pace")))),
                Named.of("burn close above open", policy -> policy.setBurn(List.of(burn("user", "3d", 1, 2, "pace")))),
                Named.of("burn of nothing", policy -> policy.setBurn(List.of(burn("user", "3d", 0, 0, "pace")))),
                Named.of("burn level", policy -> policy.setBurn(List.of(burn("user", "3d", 2, 1, "kill")))),
                Named.of("burn level clear", policy -> policy.setBurn(List.of(burn("user", "3d", 2, 1, "clear")))),
                Named.of("loop", policy -> policy.setLoop(new LoopRuleRecord(1L << 40, "pace"))),
                Named.of("loop level", policy -> policy.setLoop(new LoopRuleRecord(5L, "stop"))),
                Named.of("ladder level", policy -> policy.setLadder(Map.of("kill", NO_LIMIT))),
                Named.of(
                        "rate of nothing",
                        policy -> policy.setLadder(Map.of("pace", new LimitsRecord(0L, -1L, -1L, -1L, "", -1L)))),
                Named.of(
                        "delay",
                        policy -> policy.setLadder(Map.of("pace", new LimitsRecord(-1L, -1L, -1L, 60_001L, "", -1L)))),
                Named.of("exempt", policy -> policy.setExempt(List.of("everybody"))));
    }

    static Stream<Named<Consumer<PolicyRecord>>> contradicted() {
        return Stream.of(
                Named.of("budget amount", policy -> policy.setBudgets(List.of(budget("month", "lots")))),
                Named.of("huge budget", policy -> policy.setBudgets(List.of(budget("month", "1e999999999")))),
                Named.of("budget past a long", policy -> policy.setBudgets(List.of(budget("month", "1e11")))),
                Named.of("negative budget", policy -> policy.setBudgets(List.of(budget("month", "-1")))),
                Named.of("budget of nothing", policy -> policy.setBudgets(List.of(budget("month", "0")))),
                Named.of(
                        "rung of nothing",
                        policy ->
                                policy.setBudgets(List.of(budget("month", "1", List.of(new RungRecord("0", "pace")))))),
                Named.of(
                        "ladder that goes down",
                        policy -> policy.setBudgets(List.of(budget(
                                "month", "1", List.of(new RungRecord("0.5", "pace"), new RungRecord("1", "advise")))))),
                Named.of(
                        "ladder that skips",
                        policy -> policy.setBudgets(
                                List.of(budget("month", "1", List.of(new RungRecord("1", "hold_new_tasks")))))),
                Named.of("level without limits", policy -> policy.setLadder(Map.of("pace", NO_LIMIT))),
                Named.of(
                        "contradiction",
                        policy -> policy.setBurn(
                                List.of(burn("user", "3d", 2, 1, "pace"), burn("user", "3d", 2, 2, "advise")))),
                Named.of("dwell", policy -> policy.setDwellMs(-1L)));
    }

    @ParameterizedTest
    @MethodSource({"spoiled", "contradicted"})
    void refusesAPolicyThatAFileCouldNotHold(Consumer<PolicyRecord> spoil) {
        // given
        ControlRecord record = ControlMapping.ofPolicy(Policy.standard());
        spoil.accept(record.getPolicy());

        // when
        ControlChange change = ControlMapping.read(record);

        // then
        assertThat(change).isInstanceOfSatisfying(ControlChange.Refused.class, refused -> assertThat(refused.sentence())
                .startsWith("Control record policy/default cannot be understood (")
                .endsWith("): the last good one stays in force."));
    }

    @Test
    void anAbsentShareAndLevelOfABudgetAreTheMildestOnes() {
        // given
        ControlRecord record = ControlMapping.ofPolicy(Policy.standard());
        record.getPolicy().setBudgets(List.of(budget("month", "1")));

        // when
        ControlChange change = ControlMapping.read(record);

        // then
        Policy policy = ((ControlChange.PolicyInForce) change).policy();
        assertThat(policy.budgets().get(0).ladder()).containsExactly(new Policy.Rung(BigDecimal.ONE, Level.ADVISE));
    }

    @Test
    void readsTheSwitchThatPutsAllInShadow() {
        assertThat(ControlMapping.read(ControlMapping.ofShadow(true))).isEqualTo(new ControlChange.AllInShadow(true));
        assertThat(ControlMapping.read(ControlMapping.ofShadow(false))).isEqualTo(new ControlChange.AllInShadow(false));
    }

    @ParameterizedTest
    @EnumSource(ScopeOverride.Kind.class)
    void readsBackAnOverride(ScopeOverride.Kind kind) {
        // given
        ScopeOverride override =
                new ScopeOverride(ANN, kind, kind == ScopeOverride.Kind.RAISE ? 5_000_000_001L : 0, "bob", "x", 7, 9);

        // when
        ControlChange change = ControlMapping.read(ControlMapping.ofOverride(override));

        // then
        assertThat(change).isEqualTo(new ControlChange.Overridden(ANN, kind, override));
        assertThat(ControlMapping.read(ControlMapping.withoutOverride(ANN, kind)))
                .isEqualTo(new ControlChange.Overridden(ANN, kind, null));
    }

    static Stream<Named<Consumer<ControlRecord>>> spoiledOverrides() {
        return Stream.of(
                Named.of("no end", record -> record.getOverride().setUntilMs(0L)),
                Named.of("negative amount", record -> record.getOverride().setRaiseUsd("-5")),
                Named.of("nothing", record -> record.getOverride().setRaiseUsd("0")),
                Named.of("no amount", record -> record.getOverride().setRaiseUsd("")),
                Named.of("nobody decided", record -> record.getOverride().setBy("")),
                Named.of("no reason", record -> record.getOverride().setReason(" ")),
                Named.of("for nobody", record -> record.setName("raise/user:")),
                Named.of("for a source", record -> record.setName("raise/source:ci")),
                Named.of("for somebody else", record -> record.setName("raise/user:eve")),
                Named.of("kind", record -> record.setName("kill/user:ann")));
    }

    @ParameterizedTest
    @MethodSource("spoiledOverrides")
    void refusesAnOverrideThatCannotStand(Consumer<ControlRecord> spoil) {
        // given
        ControlRecord record = ControlMapping.ofOverride(
                new ScopeOverride(ANN, ScopeOverride.Kind.RAISE, 5_000_000_000L, "bob", "x", 0, 9));
        spoil.accept(record);

        // when
        ControlChange change = ControlMapping.read(record);

        // then
        assertThat(change).isInstanceOf(ControlChange.Refused.class);
    }

    private static ControlRecord price() {
        Rates rates = new Rates(Map.of(TokenClass.INPUT, ExactRatio.ONE));
        return ControlMapping.ofPrices("m", List.of(new PriceRow("m", "", true, 0, rates, List.of(), Map.of(), null)));
    }

    private static BurnRuleRecord burn(String dimension, String window, long open, long close, String level) {
        return new BurnRuleRecord(dimension, "*", window, open, close, level);
    }

    private static BudgetRecord budget(String period, String amount) {
        return budget(period, amount, List.of());
    }

    private static BudgetRecord budget(String period, String amount, List<RungRecord> ladder) {
        return new BudgetRecord("user", "*", period, amount, "", "", ladder);
    }
}
