package io.flyball.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FindingIdsTest {
    private static final Scope ANN = new Scope(Dimension.USER, "ann");

    @Test
    void anIdIsItsKindAndTwelveDigits() {
        assertThat(FindingIds.of("burn", ANN, "burn/3d", 1000)).matches("burn-[0-9a-f]{12}");
    }

    @Test
    void equalCausesHaveEqualIdsAndOthersHaveOthers() {
        // given
        String id = FindingIds.of("burn", ANN, "burn/3d", 1000);
        // when
        Set<String> others = Set.of(
                FindingIds.of("burn", ANN, "burn/3d", 1001),
                FindingIds.of("burn", ANN, "burn/7d", 1000),
                FindingIds.of("burn", new Scope(Dimension.TEAM, "ann"), "burn/3d", 1000));
        // then
        assertThat(FindingIds.of("burn", ANN, "burn/3d", 1000)).isEqualTo(id);
        assertThat(others).hasSize(3).doesNotContain(id);
    }
}
