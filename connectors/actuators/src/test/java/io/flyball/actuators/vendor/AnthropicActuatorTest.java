package io.flyball.actuators.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.actuators.fake.FakeAnthropic;
import io.flyball.actuators.port.LimitActuator;
import io.flyball.actuators.port.LimitKind;
import io.flyball.actuators.port.Limits;
import io.flyball.actuators.port.Reading;
import io.flyball.actuators.port.Target;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnthropicActuatorTest extends LimitActuatorContract<FakeAnthropic> {
    AnthropicActuatorTest() {
        super(new FakeAnthropic());
        vendor.inherits("user_01A", "50000", "31402.5");
        vendor.inherits("user_01B", "90000", "100");
        vendor.owns("user_01B", "70000");
        vendor.inherits("user_01C", "90000", "100");
        vendor.owns("user_01C", null);
    }

    @Override
    LimitActuator actuator(String key, Duration timeout) {
        return new AnthropicActuator(
                vendor.url(), key, "monthly", Map.of("user:ann@example.com", "user_01A"), timeout, () -> NOW_MS);
    }

    @Override
    String knownScope() {
        return "user:user_01B";
    }

    @Override
    String unknownScope() {
        return "user:user_0None";
    }

    @Override
    String foreignScope() {
        return "team:core";
    }

    @Override
    Limits original() {
        return Limits.of(Map.of(LimitKind.SPEND_CENTS, 70_000L));
    }

    @Override
    LimitKind kind() {
        return LimitKind.SPEND_CENTS;
    }

    @Override
    long tighter() {
        return 20_000;
    }

    @Test
    void whatWasInheritedIsInheritedAgain() throws Exception {
        // given
        LimitActuator actuator = actuator();
        Target ann = actuator.targets("user:ann@example.com").get(0);
        Reading.Found before = found(actuator.read(ann));
        assertThat(before.limits().inherited()).isTrue();
        actuator.set(ann, before, before.limits().with(LimitKind.SPEND_CENTS, 42_000L));
        assertThat(vendor.hasOwn("user_01A")).isTrue();

        // when
        actuator.restore(ann, found(actuator.read(ann)), before.limits());

        // then
        assertThat(vendor.hasOwn("user_01A")).isFalse();
        assertThat(found(actuator.read(ann)).limits()).isEqualTo(before.limits());
        assertThat(vendor.writes().get(1)).startsWith("DELETE /v1/organizations/spend_limits/spl_user_01A");
    }

    @Test
    void anExplicitFreedomIsGivenBackAsOne() throws Exception {
        // given
        LimitActuator actuator = actuator();
        Target target = actuator.targets("user:user_01C").get(0);
        Reading.Found before = found(actuator.read(target));
        actuator.set(target, before, before.limits().with(LimitKind.SPEND_CENTS, 500L));

        // when
        actuator.restore(target, found(actuator.read(target)), before.limits());

        // then
        assertThat(vendor.writes().get(1)).contains("\"amount\":null");
        assertThat(found(actuator.read(target)).limits()).isEqualTo(before.limits());
    }

    @Test
    void amountsAreWholeCentsAsTexts() throws Exception {
        // given
        LimitActuator actuator = actuator();
        Reading.Found before = found(actuator);

        // when
        actuator.set(target(actuator), before, before.limits().with(LimitKind.SPEND_CENTS, 20_000L));

        // then
        assertThat(vendor.writes())
                .containsExactly("POST /v1/organizations/spend_limits"
                        + " {\"scope\":{\"type\":\"user\",\"user_id\":\"user_01B\"},\"amount\":\"20000\","
                        + "\"period\":\"monthly\"}");
    }

    @Test
    void whatWasSpentIsRoundedUpAndZeroIsNotKnown() throws Exception {
        // given
        LimitActuator actuator = actuator();
        Target ann = actuator.targets("user:ann@example.com").get(0);

        // when
        Long some = found(actuator.read(ann)).spentCents();
        vendor.spent("user_01A", "0");
        Long none = found(actuator.read(ann)).spentCents();

        // then
        assertThat(some).isEqualTo(31_403);
        assertThat(none).isNull();
    }
}
