package io.flyball.bench.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.gateway.Decision;
import io.flyball.gateway.ThrottleSignal;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class GateBenchmarkTest {
    private static final List<String> LEVELS = DecideRun.LEVELS;

    @ParameterizedTest
    @FieldSource("LEVELS")
    void everyCallIsOfTheLevelThatIsMeasured(String level) {
        // given
        GateBenchmark benchmark = new GateBenchmark(1_000, level, 500);
        benchmark.fill();
        GateBenchmark.Walk walk = new GateBenchmark.Walk();
        // when
        Decision decision = benchmark.decide(walk);
        Decision built = benchmark.buildAndDecide(walk);
        ThrottleSignal known = benchmark.lookup(walk);
        // then
        assertThat(decision.level().wireName()).isEqualTo(level);
        assertThat(built.level().wireName()).isEqualTo(level);
        assertThat(known == null).isEqualTo(level.equals("clear"));
    }
}
