package io.flyball.runtime;

import static io.flyball.runtime.TopologyFixture.HOUR_MS;
import static io.flyball.runtime.TopologyFixture.NOW_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.govern.FindingRules;
import io.flyball.core.govern.Policy;
import io.flyball.core.govern.ScopeOverride;
import io.flyball.core.govern.ScopeOverride.Kind;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Scope;
import io.flyball.core.price.TrustReportedCost;
import io.flyball.core.spend.Window;
import io.flyball.core.stage.Controls;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.avro.Alert;
import io.flyball.schemas.avro.FindingEvent;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shadow, overrides, and changes that hold from a later instant, through the whole topology. */
class GoverningTopologyTest {
    private static final Scope ANN = new Scope(Dimension.USER, "ann");
    private static final Scope PAYMENTS = new Scope(Dimension.TEAM, "payments");

    private final SchemaRegistry registry = SchemaRegistry.inMemory();
    private final Path stateDir;
    private TopologyFixture flyball;

    GoverningTopologyTest(@TempDir Path stateDir) {
        this.stateDir = stateDir;
        this.flyball = new TopologyFixture(stateDir, 1, Clocking.LATER_OF_STREAM_AND_WALL, registry);
    }

    @AfterEach
    void close() {
        flyball.close();
    }

    @Test
    void aFirstInstallGovernsByTheStandardPolicyInShadow() {
        // given
        flyball.close();
        flyball = new TopologyFixture(
                stateDir,
                TopologyFixture.settings(1, Clocking.LATER_OF_STREAM_AND_WALL).inShadowAtFirst(),
                registry);
        // when
        flyball.usage(flyball.call("4000"));
        // then
        assertThat(flyball.throttle())
                .singleElement()
                .asString()
                .contains("\"level\":\"advise\"", "\"limits\":{}", "\"shadow\":{\"level\":\"pace\"")
                .doesNotContain("\"level\":\"pace\",\"cause\"");
        // when: a policy of one's own is in force
        flyball.control(ControlMapping.ofPolicy(Policy.standard()));
        // then: at once
        assertThat(flyball.throttle().get(1))
                .contains("\"level\":\"pace\",\"cause\"")
                .doesNotContain("shadow");
    }

    @Test
    void oneSwitchPutsAllInShadowThoughNobodyCalls() {
        // given
        flyball.control(ControlMapping.ofPolicy(paced()));
        flyball.usage(flyball.call("100").team("payments"));
        assertThat(flyball.throttle()).hasSize(2).allMatch(signal -> signal.contains("\"level\":\"pace\",\"cause\""));
        // when
        flyball.control(ControlMapping.ofShadow(true));
        // then: the user and the team
        assertThat(flyball.throttle().subList(2, 4))
                .allMatch(signal -> signal.contains("\"level\":\"advise\",\"cause\"") && signal.contains("would have"));
        // when
        flyball.control(ControlMapping.ofShadow(false));
        // then
        assertThat(flyball.throttle().subList(4, 6))
                .allMatch(signal -> signal.contains("\"level\":\"pace\",\"cause\""));
    }

    @Test
    void anOverrideEndsThrottlesAtOnceAndItsEndBringsThemBack() {
        // given
        flyball.control(ControlMapping.ofPolicy(paced()));
        flyball.usage(flyball.call("100").team("payments"));
        // when
        flyball.control(ControlMapping.ofOverride(override(ANN, NOW_MS + HOUR_MS)));
        flyball.control(ControlMapping.ofOverride(override(PAYMENTS, NOW_MS + 2 * HOUR_MS)));
        // then
        assertThat(flyball.throttle().get(2)).contains("user:ann", "\"level\":\"clear\"");
        assertThat(flyball.throttle().get(3)).contains("team:payments", "\"level\":\"clear\"");
        // when: nobody calls
        flyball.advance(Duration.ofHours(1).plusSeconds(2));
        flyball.advance(Duration.ofHours(1));
        // then
        assertThat(flyball.throttle())
                .filteredOn(s -> s.contains("\"level\":\"pace\""))
                .hasSize(4);
    }

    @Test
    void anOverrideTakenBackHoldsNoLonger() {
        // given
        flyball.control(ControlMapping.ofPolicy(paced()));
        flyball.control(ControlMapping.ofOverride(override(ANN, NOW_MS + HOUR_MS)));
        flyball.usage(flyball.call("100"));
        assertThat(flyball.throttle()).isEmpty();
        // when
        flyball.control(ControlMapping.withoutOverride(ANN, Kind.EXEMPT));
        // then
        assertThat(flyball.throttle()).singleElement().asString().contains("\"level\":\"pace\"");
    }

    @Test
    void aRaiseLiftsABurnAtOnceAndItsEndBringsItBackThoughNobodyCalls() {
        // given
        flyball.control(ControlMapping.ofPolicy(Policy.standard()));
        flyball.usage(flyball.call("4100").team("payments"));
        assertThat(flyball.throttle()).singleElement().asString().contains("\"level\":\"pace\"");
        // when
        flyball.control(ControlMapping.ofOverride(
                new ScopeOverride(ANN, Kind.RAISE, 500 * NanoUsd.PER_USD, "bob", "release week", 0, NOW_MS + HOUR_MS)));
        // then
        assertThat(flyball.throttle().get(1)).contains("user:ann", "\"level\":\"clear\"");
        assertThat(flyball.alerts())
                .filteredOn(alert -> alert.getKind().equals("burn"))
                .extracting(Alert::getChange, Alert::getWindow)
                .containsExactly(tuple("opened", "3d"), tuple("closed", "3d"));
        // when: what was given is spent
        flyball.usage(flyball.call("399"));
        assertThat(flyball.throttle()).hasSize(2);
        // when
        flyball.advance(Duration.ofHours(1).plusSeconds(2));
        // then
        assertThat(flyball.throttle().get(2)).contains("user:ann", "\"level\":\"pace\"");
        assertThat(flyball.findings())
                .filteredOn(finding -> finding.getKind().equals("burn"))
                .last()
                .satisfies(burn -> assertThat(burn.getEvidence()).containsEntry("open_nano_usd", "4000000000000"));
    }

    @Test
    void aPolicyHoldsFromItsInstantOfStreamTimeOn() {
        // given
        flyball.usage(flyball.call("1").timeMs(NOW_MS - 2 * HOUR_MS));
        flyball.control(ControlMapping.from(ControlMapping.ofPolicy(paced()), NOW_MS - HOUR_MS));
        flyball.usage(flyball.call("100").timeMs(NOW_MS - HOUR_MS - 1));
        assertThat(flyball.findings()).isEmpty();
        // when
        flyball.usage(flyball.call("1").timeMs(NOW_MS - HOUR_MS));
        // then
        assertThat(flyball.findings()).extracting(FindingEvent::getOpenedAtMs).containsExactly(NOW_MS - HOUR_MS);
        assertThat(new Books(flyball.store(StageNames.PAYER_BOOKS)).sinceMs("policy/default"))
                .isEqualTo(NOW_MS - HOUR_MS);
    }

    @Test
    void anotherZoneBeginsWithItsNextMonth() {
        // given
        flyball.control(ControlMapping.ofPolicy(paced()));
        flyball.usage(flyball.call("1").timeMs(ms("2026-02-27T10:00:00Z")));
        // when
        flyball.control(ControlMapping.ofPolicy(in(ZoneId.of("Asia/Kolkata"))));
        // then: the day goes on until midnight in UTC, not in Kolkata
        flyball.usage(flyball.call("1").timeMs(ms("2026-02-27T20:00:00Z")));
        assertThat(flyball.cost("user:ann", Window.DAY)).isEqualTo(2 * NanoUsd.PER_USD);
        // and the 2nd of March begins at midnight in Kolkata
        flyball.usage(flyball.call("1").timeMs(ms("2026-03-01T12:00:00Z")));
        flyball.usage(flyball.call("1").timeMs(ms("2026-03-01T19:00:00Z")));
        assertThat(flyball.cost("user:ann", Window.DAY)).isEqualTo(NanoUsd.PER_USD);
    }

    @Test
    void aRestartRestoresWhatHoldsWhatWaitsAndTheZone() {
        // given
        flyball.control(ControlMapping.ofPolicy(paced()));
        flyball.usage(flyball.call("1"));
        flyball.control(ControlMapping.ofPolicy(in(ZoneId.of("Asia/Kolkata"))));
        flyball.control(ControlMapping.from(ControlMapping.ofShadow(true), NOW_MS + HOUR_MS));
        // when
        Controls restored = new Controls(TopologyFixture.HORIZON_MS);
        ControlDesk desk = new ControlDesk(
                restored,
                new Books(flyball.store(StageNames.PAYER_BOOKS)),
                StageSerdes.of(
                        registry, TopologyFixture.settings(1, Clocking.STREAM).topics()),
                scope -> true,
                (key, sentence) -> {});
        desk.restore();
        // then
        assertThat(restored.policy().budgets()).isEqualTo(paced().budgets());
        assertThat(restored.zone().zone()).isEqualTo(ZoneOffset.UTC);
        assertThat(Instant.ofEpochMilli(restored.nextZoneFromMs())).isEqualTo(Instant.parse("2026-03-31T18:30:00Z"));
        assertThat(desk.advanceTo(NOW_MS + HOUR_MS - 1)).isFalse();
        assertThat(desk.advanceTo(NOW_MS + HOUR_MS)).isTrue();
        assertThat(restored.policy().throttling().shadow()).isTrue();
        assertThat(desk.advanceTo(restored.nextZoneFromMs())).isTrue();
        assertThat(restored.zone().zone()).isEqualTo(ZoneId.of("Asia/Kolkata"));
    }

    @Test
    void aPolicyThatContradictsItselfLeavesTheLastGoodOneInForceAndAnAlertSaysSo() {
        // given
        flyball.control(ControlMapping.ofPolicy(paced()));
        var bad = ControlMapping.ofPolicy(in(ZoneOffset.UTC));
        bad.getPolicy().getBudgets().get(0).getLadder().get(0).setLevel("hold_new_tasks");
        // when
        flyball.control(bad);
        flyball.usage(flyball.call("100"));
        // then
        assertThat(flyball.alerts().get(0).getText())
                .contains("policy/default", "skips to hold_new_tasks", "the last good one stays in force");
        assertThat(flyball.throttle()).singleElement().asString().contains("\"level\":\"pace\"");
    }

    private static long ms(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static ScopeOverride override(Scope scope, long untilMs) {
        return new ScopeOverride(scope, Kind.EXEMPT, 0, "bob", "release week", 0, untilMs);
    }

    /** Users and teams are paced at 100 dollars a day. */
    private static Policy paced() {
        return in(ZoneOffset.UTC);
    }

    private static Policy in(ZoneId zone) {
        return new Policy(
                "default",
                zone,
                TopologyFixture.HORIZON_MS,
                TrustReportedCost.UNPRICED_ONLY,
                List.of(budget(Dimension.USER), budget(Dimension.TEAM)),
                List.of(),
                null,
                List.of(),
                Policy.standard().ladder(),
                List.of(),
                FindingRules.NONE);
    }

    private static Policy.Budget budget(Dimension dimension) {
        return new Policy.Budget(
                new ScopeMatch(dimension, pattern(dimension)),
                Window.DAY,
                100 * NanoUsd.PER_USD,
                List.of(new Policy.Rung(BigDecimal.ONE, Level.PACE)));
    }

    private static String pattern(Dimension dimension) {
        return dimension == Dimension.TEAM ? "payments" : "*";
    }
}
