package io.flyball.runtime;

import static io.flyball.runtime.TopologyFixture.HORIZON_MS;
import static io.flyball.runtime.TopologyFixture.HOUR_MS;
import static io.flyball.runtime.TopologyFixture.NOW_MS;
import static io.flyball.runtime.TopologyFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.BurnRule;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.govern.FindingRules;
import io.flyball.core.govern.Limits;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Person;
import io.flyball.core.model.TokenClass;
import io.flyball.core.price.ExactRatio;
import io.flyball.core.price.PriceRow;
import io.flyball.core.price.Rates;
import io.flyball.core.price.TrustReportedCost;
import io.flyball.core.spend.Window;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.avro.Charge;
import io.flyball.schemas.avro.ControlRecord;
import io.flyball.schemas.avro.FindingEvent;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prices, policies and directory entries come into force where they are read, and bad ones never do. */
class ControlTopologyTest {
    private static final long NOON_MS = NOW_MS - 24 * HOUR_MS;

    private final TopologyFixture flyball;

    ControlTopologyTest(@TempDir Path stateDir) {
        flyball = new TopologyFixture(stateDir);
    }

    @AfterEach
    void close() {
        flyball.close();
    }

    @Test
    void pricesACallByItsTimeWhateverTheOrderOfArrival() {
        // given two rows: 5 USD a million tokens, and 4 USD from noon on
        flyball.control(ControlMapping.ofPrices("big", List.of(row(0, "5"), row(NOON_MS, "4"))));
        // when
        flyball.usage(flyball.call("0").model("big").inputTokens(1000).timeMs(NOON_MS));
        flyball.usage(flyball.call("0").model("big").inputTokens(1000).timeMs(NOON_MS - 1));
        flyball.usage(flyball.call("0").model("big").inputTokens(1000).timeMs(NOW_MS));
        // then
        assertThat(flyball.charges())
                .extracting(Charge::getCostNanoUsd)
                .containsExactly(4_000_000L, 5_000_000L, 4_000_000L);
        assertThat(flyball.charges().get(1).getPriceVersion()).isEqualTo("big@1970-01-01T00:00:00Z");
    }

    @Test
    void changesTheBurnThresholdFromWhereItIsReadOn() {
        // given
        flyball.usage(flyball.call("90"));
        assertThat(flyball.findings()).isEmpty();
        // when
        flyball.control(ControlMapping.ofPolicy(policy("100", "80")));
        assertThat(flyball.findings()).isEmpty();
        flyball.usage(flyball.call("10"));
        // then
        assertThat(flyball.findings()).extracting(FindingEvent::getScope).containsExactly("user:ann");
        assertThat(flyball.throttle().get(0)).contains("\"level\":\"downshift\"", "small-model");
    }

    @Test
    void handsThePolicyOnToTheRollUp() {
        // given
        flyball.control(ControlMapping.ofPolicy(policy(Dimension.TEAM, "100", "80")));
        // when
        flyball.usage(flyball.call("60").team("payments"));
        flyball.usage(flyball.call("60").team("payments").user("bob"));
        // then
        assertThat(flyball.findings()).extracting(FindingEvent::getScope).containsExactly("team:payments");
    }

    @Test
    void endsABurnWhoseRuleIsGone() {
        // given
        flyball.control(ControlMapping.ofPolicy(policy("100", "80")));
        flyball.usage(flyball.call("100"));
        // when
        flyball.control(ControlMapping.ofPolicy(policy("5000", "4000")));
        flyball.usage(flyball.call("1").timeMs(NOW_MS + 1));
        flyball.advance(java.time.Duration.ofDays(4));
        // then
        assertThat(flyball.findings()).hasSize(2);
        assertThat(flyball.findings().get(1).getClosedAtMs()).isNotNull();
        assertThat(flyball.throttle().get(1)).contains("\"level\":\"clear\"");
    }

    @Test
    void shortensTheHorizonButNeverPastTheIdsItKeeps() {
        // given
        flyball.usage(flyball.call("1"));
        flyball.control(ControlMapping.ofPolicy(withHorizon(HOUR_MS)));
        flyball.usage(flyball.call("1").timeMs(NOW_MS - HOUR_MS - 1));
        // when
        flyball.control(ControlMapping.ofPolicy(withHorizon(30 * HORIZON_MS)));
        flyball.usage(flyball.call("1").timeMs(NOW_MS - HOUR_MS - 1));
        flyball.usage(flyball.call("1").timeMs(NOW_MS - HORIZON_MS - 1));
        // then
        assertThat(flyball.counts()).isEqualTo("read=4 admitted=2 late=2");
    }

    @Test
    void leavesTheLastGoodRecordInForceWhereOneCannotBeUnderstood() {
        // given
        flyball.control(ControlMapping.ofPolicy(policy("100", "80")));
        ControlRecord bad = ControlMapping.ofPolicy(policy("7", "6"));
        bad.getPolicy().getBurn().get(0).setWindow("fortnight");
        // when
        flyball.control(bad);
        flyball.control("policy/default", new byte[] {0, 0, 0, 0, 99, 1});
        flyball.control("policy/default", utf8("burn: all"));
        flyball.control("policy/default", new byte[0]);
        flyball.control(
                ControlRecord.newBuilder().setKind("weather").setName("x").build());
        flyball.usage(flyball.call("99"));
        flyball.usage(flyball.call("1"));
        // then
        assertThat(flyball.findings()).extracting(FindingEvent::getCostNanoUsd).containsExactly(100 * NanoUsd.PER_USD);
    }

    @Test
    void leavesTheLastGoodPricesInForceWhereARowIsBad() {
        // given
        flyball.control(ControlMapping.ofPrices("big", List.of(row(0, "5"))));
        ControlRecord bad = ControlMapping.ofPrices("big", List.of(row(0, "9")));
        bad.getPrices().getRows().get(0).setUsdPerMtok(Map.of("tea", "1"));
        // when
        flyball.control(bad);
        flyball.usage(flyball.call("0").model("big").inputTokens(1000));
        // then
        assertThat(flyball.charges()).extracting(Charge::getCostNanoUsd).containsExactly(5_000_000L);
    }

    @Test
    void takesAPersonOutOfTheDirectory() {
        // given
        flyball.control(ControlMapping.ofPerson(new Person("ann", "payments", "", "", "", "", "")));
        // when
        flyball.control(
                ControlRecord.newBuilder().setKind("directory").setName("ann").build());
        flyball.usage(flyball.call("1"));
        // then
        assertThat(flyball.charges()).extracting(Charge::getTeam).containsExactly("unassigned");
    }

    static PriceRow row(long fromMs, String usdPerMtok) {
        Rates rates = new Rates(Map.of(TokenClass.INPUT, ExactRatio.parse(usdPerMtok)));
        return new PriceRow("big", "", true, fromMs, rates, List.of(), Map.of(), null);
    }

    static Policy policy(String openUsd, String closeUsd) {
        return policy(Dimension.USER, openUsd, closeUsd);
    }

    static Policy policy(Dimension dimension, String openUsd, String closeUsd) {
        BurnRule rule = new BurnRule(
                new ScopeMatch(dimension, "*"), Window.ROLLING_3D, usd(openUsd), usd(closeUsd), Level.DOWNSHIFT);
        return policy(HORIZON_MS, List.of(rule));
    }

    private static Policy withHorizon(long horizonMs) {
        return policy(horizonMs, List.of());
    }

    private static Policy policy(long horizonMs, List<BurnRule> burns) {
        return new Policy(
                "default",
                ZoneOffset.UTC,
                horizonMs,
                TrustReportedCost.UNPRICED_ONLY,
                List.of(),
                burns,
                null,
                List.of(),
                Map.of(Level.DOWNSHIFT, new Limits(-1, -1, -1, -1, "small-model", -1)),
                List.of(),
                FindingRules.NONE);
    }

    private static long usd(String amount) {
        return NanoUsd.ofUsd(new java.math.BigDecimal(amount));
    }
}
