package io.flyball.actuators.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.actuators.fake.FakeLiteLlm;
import io.flyball.actuators.port.LimitActuator;
import io.flyball.actuators.port.LimitKind;
import io.flyball.actuators.port.Limits;
import io.flyball.actuators.port.Reading;
import io.flyball.actuators.port.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteLlmActuatorTest extends LimitActuatorContract<FakeLiteLlm> {
    LiteLlmActuatorTest() {
        super(new FakeLiteLlm());
        vendor.add("user", "ann", 100L, null);
        vendor.add("team", "core", null, 2_000_000L);
        vendor.add("key", "0123abcd", null, null);
        vendor.add("user", "u-17", 60L, null);
    }

    @Override
    LimitActuator actuator(String key, Duration timeout) {
        return new LiteLlmActuator(
                vendor.url(),
                key,
                Set.of("user", "team", "key"),
                Map.of("user:bob@example.com", "u-17"),
                timeout,
                () -> NOW_MS);
    }

    @Override
    String knownScope() {
        return "user:ann";
    }

    @Override
    String unknownScope() {
        return "user:nobody";
    }

    @Override
    String foreignScope() {
        return "session:s-1";
    }

    @Override
    Limits original() {
        return Limits.of(Map.of(LimitKind.REQUESTS_PER_MINUTE, 100L));
    }

    @Override
    LimitKind kind() {
        return LimitKind.REQUESTS_PER_MINUTE;
    }

    @Override
    long tighter() {
        return 50;
    }

    @ParameterizedTest
    @ValueSource(strings = {"user:ann", "team:core", "key:0123abcd"})
    void nullStaysNullForEveryKindOfAnyTarget(String scope) throws Exception {
        // given
        LimitActuator actuator = actuator();
        Target target = actuator.targets(scope).get(0);
        Reading.Found before = found(actuator.read(target));
        Limits wanted = before.limits();
        for (LimitKind kind : actuator.kinds(target)) {
            wanted = wanted.with(kind, 7L);
        }
        actuator.set(target, before, wanted);
        assertThat(found(actuator.read(target)).limits()).isEqualTo(wanted);

        // when
        actuator.restore(target, found(actuator.read(target)), before.limits());

        // then
        assertThat(found(actuator.read(target)).limits()).isEqualTo(before.limits());
    }

    @Test
    void sendsNothingButWhatDiffers() throws Exception {
        // given
        LimitActuator actuator = actuator();
        Reading.Found before = found(actuator);

        // when
        actuator.set(target(actuator), before, before.limits().with(LimitKind.TOKENS_PER_MINUTE, 1_000_000L));

        // then
        assertThat(vendor.writes()).containsExactly("POST /user/update {\"user_id\":\"ann\",\"tpm_limit\":1000000}");
    }

    @Test
    void leavesAloneWhatLiteLlmCouldNotGiveBack() {
        LimitActuator actuator = actuator();

        assertThat(actuator.kinds(actuator.targets("user:ann").get(0))).doesNotContain(LimitKind.PARALLEL_REQUESTS);
        assertThat(actuator.kinds(actuator.targets("team:core").get(0))).doesNotContain(LimitKind.PARALLEL_REQUESTS);
    }

    @Test
    void callsScopesAsTheSettingsSay() throws Exception {
        // given
        LimitActuator actuator = actuator();
        Target target = actuator.targets("user:bob@example.com").get(0);

        // when
        Reading.Found found = found(actuator.read(target));

        // then
        assertThat(target.id()).isEqualTo("user:u-17");
        assertThat(found.limits().get(LimitKind.REQUESTS_PER_MINUTE)).isEqualTo(60);
    }
}
