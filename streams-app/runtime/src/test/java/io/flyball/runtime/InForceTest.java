package io.flyball.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.FindingKind;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

class InForceTest {
    private final InForce inForce = new InForce();

    @Test
    void tellsOpenFindingsOfAllTasksByTheirKind() {
        // given
        InForce.Counter users = new InForce.Counter();
        users.put(user("ann"), Level.PACE, List.of(FindingKind.BURN, FindingKind.LOOP));
        users.put(user("bob"), Level.CLEAR, List.of(FindingKind.LOOP));
        users.put(user("cleo"), Level.PACE, List.of(FindingKind.WASTE));
        InForce.Counter teams = new InForce.Counter();
        teams.put(new Scope(Dimension.TEAM, "core"), Level.ADVISE, List.of(FindingKind.BURN));
        // when: those of cleo end
        users.put(user("cleo"), Level.CLEAR, List.of());
        inForce.tell("0_0", users.tally());
        inForce.tell("1_0", teams.tally());
        // then
        assertThat(inForce.openFindings(FindingKind.BURN)).isEqualTo(2);
        assertThat(inForce.openFindings(FindingKind.LOOP)).isEqualTo(2);
        assertThat(inForce.openFindings(FindingKind.WASTE)).isZero();
        assertThat(inForce.signals(Level.PACE)).isEqualTo(1);
    }

    private static Scope user(String name) {
        return new Scope(Dimension.USER, name);
    }
}
