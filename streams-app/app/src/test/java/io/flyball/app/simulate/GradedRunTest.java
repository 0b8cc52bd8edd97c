package io.flyball.app.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.core.govern.Policy;
import io.flyball.simulate.CompanyPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The built-in policy on a small made-up company of four weeks. */
class GradedRunTest {
    private static final double MOST_FALSE_THROTTLES = 0.05;

    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    void tellsOfBurnsAndLoopsAndOfLittleElse(long seed) throws IOException {
        // given
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        // when
        GradedRun run = GradedRun.of(CompanyPlan.small(), seed, Policy.standard(), (timeMs, calls) -> {});

        // then
        run.write(out);
        JsonNode grades = new ObjectMapper().readTree(out.toByteArray());
        assertThat(grades.path("kinds").path("burn").path("precision").asDouble())
                .isEqualTo(1);
        assertThat(grades.path("kinds").path("loop").path("truth").asInt()).isPositive();
        assertThat(grades.path("kinds").path("loop").path("precision").asDouble())
                .isGreaterThanOrEqualTo(0.95);
        assertThat(run.grades().shares())
                .filteredOn(share ->
                        share.part().equals("identical") || share.part().equals("digits-differ"))
                .isNotEmpty()
                .allSatisfy(share -> assertThat(share.recalled()).isEqualTo(share.truth()));
        assertThat(grades.path("false_throttles_per_user_month").asDouble()).isLessThan(MOST_FALSE_THROTTLES);
        assertThat(grades.path("tasks_cut").asInt()).isZero();
    }
}
