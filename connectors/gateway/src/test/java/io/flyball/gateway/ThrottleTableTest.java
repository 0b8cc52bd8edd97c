package io.flyball.gateway;

import static io.flyball.gateway.SignalJson.NOW_MS;
import static io.flyball.gateway.SignalJson.bytes;
import static io.flyball.gateway.SignalJson.pace;
import static io.flyball.gateway.SignalJson.signal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleTableTest {
    private static final long HOUR_MS = 3_600_000;
    private static final String ANN = "user:ann";

    private final ThrottleTable table = new ThrottleTable();

    @Test
    void readsEveryFieldOfASignal() {
        // given
        byte[] json =
                bytes("{'scope':'team:core','sequence':1772366400000,'level':'hold_new_tasks','cause':'allowance',"
                        + "'applies_to':'new_task','limits':{'max_requests_per_minute':10,'max_tokens_per_minute':20000,"
                        + "'max_concurrency':2,'delay_ms':1500,'model_override':'small-model','max_output_tokens':4000},"
                        + "'task_allowance':25,'text':'The budget is used up.','findings':['pace-1','burn-2'],'confidence':0.97,"
                        + "'issued_at':'2026-03-01T11:59:00.250Z','valid_until':'2026-04-01T00:00:00Z','policy_version':'v7',"
                        + "'steps':[],'a_later_field':{'x':[1,{'y':null}]}}");
        // when
        table.apply("team:core", json);
        // then
        ThrottleSignal signal = asked("team:core", NOW_MS);
        assertThat(signal.level()).isEqualTo(ThrottleLevel.HOLD_NEW_TASKS);
        assertThat(signal.sequence()).isEqualTo(1_772_366_400_000L);
        assertThat(signal.cause()).isEqualTo("allowance");
        assertThat(signal.appliesTo()).isEqualTo(AppliesTo.NEW_TASK);
        assertThat(signal.limits())
                .hasToString("{max_requests_per_minute=10, max_tokens_per_minute=20000,"
                        + " max_concurrency=2, delay_ms=1500, model_override=small-model, max_output_tokens=4000}");
        assertThat(signal.taskAllowance()).isEqualTo(25);
        assertThat(signal.text()).isEqualTo("The budget is used up.");
        assertThat(signal.findings()).containsExactly("pace-1", "burn-2");
        assertThat(signal.confidencePercent()).isEqualTo(97);
        assertThat(signal.issuedAtMs()).isEqualTo(1_772_366_340_250L);
        assertThat(signal.validUntilMs()).isEqualTo(1_775_001_600_000L);
        assertThat(signal.policyVersion()).isEqualTo("v7");
    }

    @Test
    void aShadowItKnowsNothingOfSlowsNobody() {
        // given
        byte[] json = bytes("{'scope':'user:ann','sequence':1,'level':'advise','limits':{},'valid_until':"
                + "'2026-03-01T14:00:00Z','steps':[{'level':'advise','limits':{},'until':'2026-03-01T14:00:00Z'}],"
                + "'shadow':{'level':'pace','limits':{'max_requests_per_minute':1}}}");
        // when
        table.apply(ANN, json);
        // then
        assertThat(asked(ANN, NOW_MS).level()).isEqualTo(ThrottleLevel.ADVISE);
        assertThat(asked(ANN, NOW_MS).limits()).hasToString(ThrottleLimits.NONE.toString());
    }

    @Test
    void asksNothingOfAScopeItDoesNotKnow() {
        assertThat(table.lookup(ANN, NOW_MS)).isNull();
    }

    @Test
    void lapsesByItselfAtValidUntil() {
        // when
        table.apply(ANN, pace(1, NOW_MS + HOUR_MS));
        // then
        assertThat(table.lookup(ANN, NOW_MS + HOUR_MS - 1)).isNotNull();
        assertThat(table.lookup(ANN, NOW_MS + HOUR_MS)).isNull();
    }

    @Test
    void revealsTheNextStepWhenTheFirstHasEnded() {
        // given
        byte[] json = bytes("{'scope':'user:ann','sequence':1,'level':'downshift','cause':'velocity',"
                + "'applies_to':'new_task','limits':{'model_override':'small-model'},'valid_until':'2026-03-01T14:00:00Z',"
                + "'steps':[{'level':'downshift','limits':{'model_override':'small-model'},'until':'2026-03-01T13:00:00Z'},"
                + "{'level':'pace','limits':{'max_requests_per_minute':10},'until':'2026-03-01T14:00:00Z'}]}");
        // when
        table.apply(ANN, json);
        // then
        ThrottleSignal first = asked(ANN, NOW_MS + HOUR_MS - 1);
        ThrottleSignal second = asked(ANN, NOW_MS + HOUR_MS);
        assertThat(first.level()).isEqualTo(ThrottleLevel.DOWNSHIFT);
        assertThat(second.level()).isEqualTo(ThrottleLevel.PACE);
        assertThat(second.appliesTo()).isEqualTo(AppliesTo.NEXT_REQUEST);
        assertThat(second.limits().maxRequestsPerMinute()).isEqualTo(10);
        assertThat(second.limits().modelOverride()).isEmpty();
        assertThat(second.steps()).hasSize(1);
        assertThat(table.lookup(ANN, NOW_MS + 2 * HOUR_MS)).isNull();
    }

    @Test
    void asksNothingAfterTheLastStepThoughValidUntilIsLater() {
        // when
        table.apply(
                ANN,
                bytes("{'scope':'user:ann','sequence':1,'level':'pace','valid_until':'2026-03-01T18:00:00Z',"
                        + "'steps':[{'level':'pace','limits':{},'until':'2026-03-01T13:00:00Z'}]}"));
        // then
        assertThat(table.lookup(ANN, NOW_MS + HOUR_MS)).isNull();
    }

    @Test
    void ignoresASequenceThatIsNotAboveTheKnownOne() {
        // given
        table.apply(ANN, signal(ANN, 7, "downshift", NOW_MS + HOUR_MS));
        // when
        table.apply(ANN, signal(ANN, 6, "clear", NOW_MS + HOUR_MS));
        table.apply(ANN, signal(ANN, 7, "pace", NOW_MS + HOUR_MS));
        // then
        ThrottleSignal signal = asked(ANN, NOW_MS);
        assertThat(signal.level()).isEqualTo(ThrottleLevel.DOWNSHIFT);
        assertThat(table.outdatedCount()).isEqualTo(2);
    }

    @Test
    void letsTrafficThroughAfterClear() {
        // given
        table.apply(ANN, pace(1, NOW_MS + HOUR_MS));
        // when
        table.apply(ANN, signal(ANN, 2, "clear", NOW_MS + HOUR_MS));
        // then
        assertThat(table.lookup(ANN, NOW_MS)).isNull();
    }

    @Test
    void forgetsAScopeWithItsTombstone() {
        // given
        table.apply(ANN, pace(1, NOW_MS + HOUR_MS));
        // when
        table.apply(ANN, null);
        // then
        assertThat(table.lookup(ANN, NOW_MS)).isNull();
        assertThat(table.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "'pace'",
                "null",
                "{}",
                "{'scope':'user:ann','sequence':2,'level':'pace'}",
                "{'scope':'user:ann','sequence':2,'valid_until':'2026-03-02T00:00:00Z'}",
                "{'scope':'user:ann','level':'clear','valid_until':'2026-03-02T00:00:00Z'}",
                "{'scope':'user:bob','sequence':2,'level':'clear','valid_until':'2026-03-02T00:00:00Z'}",
                "{'scope':'user:ann','sequence':2,'level':'cut','valid_until':'2026-03-02T00:00:00Z'}",
                "{'scope':'user:ann','sequence':2,'level':'clear','valid_until':'tomorrow'}",
                "{'scope':'user:ann','sequence':2,'level':'clear','valid_until':'2026-03-02T00:00:00'}",
                "{'scope':'user:ann','sequence':2,'level':'clear','valid_until':1772409600000}",
                "{'scope':'user:ann','sequence':'2','level':'clear','valid_until':'2026-03-02T00:00:00Z'}",
                "{'scope':'user:ann','sequence':99999999999999999999,'level':'clear','valid_until':'2026-03-02T00:00:00Z'}",
                "{'scope':'user:ann','sequence':2,'level':'clear','valid_until':'+999999999-12-31T00:00:00Z'}",
                "{'scope':'user:ann','sequence':2,'level':'clear','valid_until':'2026-03-02T00:00:00Z','applies_to':'all'}",
                "{'scope':'user:ann','sequence':2,'level':'clear','valid_until':'2026-03-02T00:00:00Z','confidence':1e999}",
                "{'scope':'user:ann','sequence':2,'level':'clear','valid_until':'2026-03-02T00:00:00Z','steps':[{}]}",
                "{'scope':'user:ann','sequence':2,'level':'clear','valid_until':'2026-03-02T00:00:00Z','findings':[1]}",
                "{'scope':'user:ann','sequence':2,'level':'clear','valid_until':'2026-03-02T00:00:00Z'} x",
                "{'scope':'user:ann','sequence':2,'level':'clear','valid_until':'2026-03-02T00:00:00Z','limits':"
                        + "{'max_requests_per_minute':0}}",
                "{'scope':'user:ann','sequence':2,'level':'clear','valid_until':'2026-03-02T00:00:00Z','limits':"
                        + "{'delay_ms':60001}}",
                "{'scope':'user:ann','sequence':2,'level':'clear','valid_until':'2026-03-02T00:00:00Z','limits':"
                        + "{'max_concurrency':1.5}}"
            })
    void countsAndIgnoresWhatIsNoSignalAndKeepsWhatItKnew(String json) {
        // given
        table.apply(ANN, pace(1, NOW_MS + HOUR_MS));
        // when
        table.apply(ANN, bytes(json));
        // then
        assertThat(table.unreadableCount()).isEqualTo(1);
        assertThat(table.lookup(ANN, NOW_MS)).isNotNull();
    }

    @Test
    void listsWhatIsInForceByScope() {
        // given
        table.apply("user:bob", signal("user:bob", 1, "pace", NOW_MS + HOUR_MS));
        table.apply("team:core", signal("team:core", 1, "advise", NOW_MS + HOUR_MS));
        table.apply("user:gone", signal("user:gone", 1, "pace", NOW_MS));
        table.apply("user:free", signal("user:free", 1, "clear", NOW_MS + HOUR_MS));
        // when
        List<ThrottleSignal> inForce = table.inForce(NOW_MS);
        // then
        assertThat(inForce).extracting(ThrottleSignal::scope).containsExactly("team:core", "user:bob");
    }

    @Test
    void givesTheMemoryOfLapsedSignalsBack() {
        // given
        table.apply("user:bob", signal("user:bob", 1, "pace", NOW_MS + HOUR_MS));
        table.apply("user:gone", signal("user:gone", 1, "pace", NOW_MS - 1));
        // when
        table.forgetLapsed(NOW_MS);
        // then
        assertThat(table.size()).isEqualTo(1);
        assertThat(table.lookup("user:bob", NOW_MS)).isNotNull();
    }

    @Test
    void takesAnExplicitMinusOneForNoLimit() {
        // when
        table.apply(
                ANN,
                bytes("{'scope':'user:ann','sequence':1,'level':'pace','valid_until':'2026-03-02T00:00:00Z',"
                        + "'limits':{'max_requests_per_minute':-1,'delay_ms':null,'model_override':null}}"));
        // then
        ThrottleSignal signal = asked(ANN, NOW_MS);
        assertThat(signal.limits().maxRequestsPerMinute()).isEqualTo(ThrottleLimits.UNLIMITED);
    }

    private ThrottleSignal asked(String scope, long nowMs) {
        return Objects.requireNonNull(table.lookup(scope, nowMs), "nothing is asked of " + scope);
    }
}
