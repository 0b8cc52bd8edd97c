package io.flyball.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import org.junit.jupiter.api.Test;

class ExpiriesTest {
    private static final Scope ANN = new Scope(Dimension.USER, "ann");
    private static final Scope BOB = new Scope(Dimension.USER, "bob");
    private static final Scope CID = new Scope(Dimension.USER, "cid");

    private final Expiries expiries = new Expiries();

    @Test
    void givesEachScopeWhoseInstantHasComeEarliestFirst() {
        // given
        expiries.put(ANN, 20);
        expiries.put(BOB, 10);
        expiries.put(CID, 31);
        // when, then
        assertThat(expiries.takeDue(30)).isEqualTo(BOB);
        assertThat(expiries.takeDue(30)).isEqualTo(ANN);
        assertThat(expiries.takeDue(30)).isNull();
        assertThat(expiries.takeDue(31)).isEqualTo(CID);
        assertThat(expiries.takeDue(Long.MAX_VALUE)).isNull();
    }

    @Test
    void keepsTheLatestInstantOfAScopeAlone() {
        // given
        expiries.put(ANN, 10);
        expiries.put(BOB, 10);
        // when
        expiries.put(ANN, 50);
        // then
        assertThat(expiries.takeDue(49)).isEqualTo(BOB);
        assertThat(expiries.takeDue(49)).isNull();
        assertThat(expiries.takeDue(50)).isEqualTo(ANN);
    }
}
