package io.flyball.actuators.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.actuators.fake.FakeOpenAi;
import io.flyball.actuators.port.LimitActuator;
import io.flyball.actuators.port.LimitKind;
import io.flyball.actuators.port.Limits;
import io.flyball.actuators.port.Reading;
import io.flyball.actuators.port.Target;
import io.flyball.actuators.port.Written;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiActuatorTest extends LimitActuatorContract<FakeOpenAi> {
    OpenAiActuatorTest() {
        super(new FakeOpenAi());
        vendor.add("proj_abc", "rl-ada", 600L, 150_000L);
        vendor.add("proj_abc", "rl-babbage", 600L, 150_000L);
        vendor.add("proj_abc", "rl-gpt-5", 500L, 2_000_000L);
        vendor.add("proj_abc", "rl-images", 500L, null);
    }

    @Override
    LimitActuator actuator(String key, Duration timeout) {
        Map<String, OpenAiActuator.Project> teams = Map.of(
                "core", new OpenAiActuator.Project("proj_abc", List.of("rl-gpt-5", "rl-images")),
                "gone", new OpenAiActuator.Project("proj_gone", List.of("rl-gpt-5")));
        return new OpenAiActuator(vendor.url(), key, teams, timeout, () -> NOW_MS);
    }

    @Override
    String knownScope() {
        return "team:core";
    }

    @Override
    String unknownScope() {
        return "team:gone";
    }

    @Override
    String foreignScope() {
        return "user:core";
    }

    @Override
    Limits original() {
        return Limits.of(Map.of(LimitKind.REQUESTS_PER_MINUTE, 500L, LimitKind.TOKENS_PER_MINUTE, 2_000_000L));
    }

    @Override
    LimitKind kind() {
        return LimitKind.REQUESTS_PER_MINUTE;
    }

    @Override
    long tighter() {
        return 50;
    }

    @Test
    void setsALimitForEachModelOfTheTeam() {
        assertThat(actuator().targets("team:core"))
                .extracting(Target::id)
                .containsExactly("proj_abc/rl-gpt-5", "proj_abc/rl-images");
    }

    @Test
    void leavesAloneAKindThatItCouldNotGiveBack() throws Exception {
        // given
        LimitActuator actuator = actuator();
        Target images = actuator.targets("team:core").get(1);
        Reading.Found before = found(actuator.read(images));

        // when
        Written written = actuator.set(images, before, before.limits().with(LimitKind.TOKENS_PER_MINUTE, 1_000_000L));

        // then
        assertThat(written).isInstanceOf(Written.Refused.class);
        assertThat(vendor.writes()).isEmpty();
    }
}
