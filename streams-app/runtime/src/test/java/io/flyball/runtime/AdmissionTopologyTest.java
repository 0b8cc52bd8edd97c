package io.flyball.runtime;

import static io.flyball.runtime.TopologyFixture.HORIZON_MS;
import static io.flyball.runtime.TopologyFixture.NOW_MS;
import static io.flyball.runtime.TopologyFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.model.Person;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.spend.Window;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.Topic;
import io.flyball.schemas.UsageHeaders;
import io.flyball.schemas.avro.Charge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a call: admitted, duplicate, late, rejected or rerouted, each where it belongs and each counted. */
class AdmissionTopologyTest {
    private final TopologyFixture flyball;

    AdmissionTopologyTest(@TempDir Path stateDir) {
        flyball = new TopologyFixture(stateDir);
    }

    @AfterEach
    void close() {
        flyball.close();
    }

    @Test
    void chargesACallToItsUserAndItsTeam() {
        // when
        flyball.usage(flyball.call("1.5").eventId("e1").team("payments").agent("builder"));
        // then
        Charge charge = flyball.charges().get(0);
        assertThat(charge.getPayer()).isEqualTo("ann");
        assertThat(charge.getChargeId()).isEqualTo("e1");
        assertThat(charge.getCostNanoUsd()).isEqualTo(1_500_000_000L);
        assertThat(charge.getState()).isEqualTo("reported");
        assertThat(charge.getTeam()).isEqualTo("payments");
        assertThat(charge.getUsage().getEventId()).isEqualTo("e1");
        assertThat(flyball.cost("user:ann", Window.ROLLING_1H)).isEqualTo(1_500_000_000L);
        assertThat(flyball.cost("team:payments", Window.ROLLING_1H)).isEqualTo(1_500_000_000L);
        assertThat(flyball.cost("agent:builder", Window.MONTH)).isEqualTo(1_500_000_000L);
        assertThat(flyball.counts()).isEqualTo("read=1 admitted=1");
    }

    @Test
    void publishesTheSpendOfEveryScopeAtMostOnceASecond() {
        // given
        flyball.usage(flyball.call("1").team("payments"));
        int first = flyball.spend().size();
        // when
        flyball.usage(flyball.call("2").team("payments"));
        int atOnce = flyball.spend().size();
        flyball.advance(Duration.ofSeconds(1));
        // then
        assertThat(atOnce).isEqualTo(first);
        assertThat(flyball.spend().subList(first, flyball.spend().size()))
                .filteredOn(s -> List.of("user:ann", "team:payments").contains(s.getScope()))
                .hasSize(2)
                .allSatisfy(s -> {
                    assertThat(s.getCostNanoUsd()).isEqualTo(3 * NanoUsd.PER_USD);
                    assertThat(s.getCalls()).isEqualTo(2);
                    assertThat(s.getWindowsNanoUsd()).containsEntry("3d", 3 * NanoUsd.PER_USD);
                });
    }

    @Test
    void countsACallOnceWhateverItsCopiesSay() {
        // given
        flyball.usage(flyball.call("1").eventId("e1"));
        // when
        flyball.usage(flyball.call("7").eventId("e1").session("another").timeMs(NOW_MS - 1));
        flyball.usage(flyball.call("2").eventId("e1").user("bob"));
        // then
        assertThat(flyball.counts()).isEqualTo("read=3 admitted=2 duplicate=1");
        assertThat(flyball.charges()).extracting(Charge::getPayer).containsExactly("ann", "bob");
        assertThat(flyball.cost("user:ann", Window.ROLLING_24H)).isEqualTo(NanoUsd.PER_USD);
    }

    @Test
    void forgetsAnIdOneHorizonAfterItsAdmission() {
        // given
        flyball.usage(flyball.call("1").eventId("e1").timeMs(NOW_MS - HORIZON_MS - 1));
        flyball.usage(flyball.call("1").eventId("e2").timeMs(NOW_MS - HORIZON_MS));
        flyball.usage(flyball.call("1"));
        // when
        flyball.usage(flyball.call("1").eventId("e1"));
        flyball.usage(flyball.call("1").eventId("e2"));
        // then
        assertThat(flyball.counts()).isEqualTo("read=5 admitted=4 duplicate=1");
    }

    @Test
    void keepsALateCallOutOfTheWindowsAndShowsIt() {
        // given
        flyball.usage(flyball.call("1"));
        UsageEvent late =
                flyball.call("5").eventId("old").timeMs(NOW_MS - HORIZON_MS - 1).build();
        // when
        flyball.usage(flyball.call("2").timeMs(NOW_MS - HORIZON_MS));
        flyball.usage(late);
        flyball.usage(late);
        // then
        assertThat(flyball.counts()).isEqualTo("read=4 admitted=2 late=2");
        assertThat(flyball.out(Topic.USAGE_LATE)).hasSize(2).allSatisfy(r -> {
            assertThat(r.key()).isEqualTo(utf8("ann"));
            assertThat(r.value()).isEqualTo(flyball.bytes(late));
        });
        assertThat(flyball.cost("user:ann", Window.ROLLING_30D)).isEqualTo(3 * NanoUsd.PER_USD);
    }

    @Test
    void judgesLatenessByTheStampWhereTheProducerKnowsTheInput() {
        // given
        RecordHeaders stamped = new RecordHeaders();
        stamped.add(UsageHeaders.STREAM_TIME, UsageHeaders.ofTimeMs(NOW_MS));
        UsageEvent old = flyball.call("5").timeMs(NOW_MS - HORIZON_MS - 1).build();
        // when
        flyball.usage(null, flyball.bytes(old), stamped);
        // then
        assertThat(flyball.counts()).isEqualTo("read=1 late=1");
        assertThat(flyball.ledger().streamTimeMs()).isEqualTo(NOW_MS);
    }

    @Test
    void takesANullKeyForNoFault() {
        // when
        flyball.usage(null, flyball.bytes(flyball.call("1").build()), new RecordHeaders());
        // then
        assertThat(flyball.counts()).isEqualTo("read=1 admitted=1");
    }

    @Test
    void chargesAKeyWhereNoUserIsNamed() {
        // when
        flyball.usage(flyball.call("1").user("").key("k-robot"));
        // then
        assertThat(flyball.cost("user:key:k-robot", Window.DAY)).isEqualTo(NanoUsd.PER_USD);
        assertThat(flyball.cost("key:k-robot", Window.DAY)).isEqualTo(NanoUsd.PER_USD);
    }

    @Test
    void fillsInTeamAndCostCentreFromTheDirectory() {
        // given
        flyball.control(ControlMapping.ofPerson(new Person("ann", "payments", "", "", "", "cc-7", "")));
        // when
        flyball.usage(flyball.call("1"));
        flyball.usage(flyball.call("2").team("search").costCenter("cc-1"));
        flyball.usage(flyball.call("4").user("bob"));
        // then
        assertThat(flyball.charges()).extracting(Charge::getTeam).containsExactly("payments", "search", "unassigned");
        assertThat(flyball.cost("team:payments", Window.DAY)).isEqualTo(NanoUsd.PER_USD);
        assertThat(flyball.cost("cost_center:cc-7", Window.DAY)).isEqualTo(NanoUsd.PER_USD);
        assertThat(flyball.cost("cost_center:cc-1", Window.DAY)).isEqualTo(2 * NanoUsd.PER_USD);
        assertThat(flyball.cost("team:unassigned", Window.DAY)).isEqualTo(4 * NanoUsd.PER_USD);
    }

    @Test
    void sumsToTheSameOverUsersTeamsAndModels() {
        // when
        flyball.usage(flyball.call("1").user("ann").team("a"));
        flyball.usage(flyball.call("2").user("bob").team("a").timeMs(NOW_MS - 90_000_000));
        flyball.usage(flyball.call("4").user("cid").team("b"));
        // then
        long total = flyball.ledger().get(Count.COST_NANO_USD);
        assertThat(total).isEqualTo(7 * NanoUsd.PER_USD);
        assertThat(flyball.cost("team:a", Window.ROLLING_30D) + flyball.cost("team:b", Window.ROLLING_30D))
                .isEqualTo(total);
        assertThat(flyball.cost("model:nobody-prices-this", Window.ROLLING_30D)).isEqualTo(total);
    }

    @Test
    void countsACallWithoutAPriceAsUnpricedAndNeverAsFree() {
        // when
        flyball.usage(flyball.call("1").reportedCostUsd(null).inputTokens(500));
        // then
        PartitionLedger ledger = flyball.ledger();
        assertThat(ledger.get(Count.UNPRICED)).isEqualTo(1);
        assertThat(flyball.charges().get(0).getState()).isEqualTo("unpriced");
        assertThat(flyball.cost("user:ann", Window.DAY)).isZero();
    }
}
