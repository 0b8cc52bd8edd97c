package io.flyball.core.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import org.junit.jupiter.api.Test;

/** Overrides that can be asked for, and when they hold. */
class ScopeOverrideTest {
    private static final Scope ANN = new Scope(Dimension.USER, "ann");

    @Test
    void anOverrideHasAnEndAReasonAndAnAmountWhereItRaises() {
        assertThatCode(() -> override(ScopeOverride.Kind.RAISE, 1, 5, 6)).doesNotThrowAnyException();
        assertThatThrownBy(() -> override(ScopeOverride.Kind.RAISE, 0, 5, 6)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> override(ScopeOverride.Kind.EXEMPT, 1, 5, 6)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> override(ScopeOverride.Kind.EXEMPT, 0, 5, 5)).hasMessageContaining("ends at 5");
        assertThatThrownBy(() -> override(ScopeOverride.Kind.EXEMPT, 0, -5, 0)).hasMessageContaining("ends at 0");
        assertThatThrownBy(() -> new ScopeOverride(ANN, ScopeOverride.Kind.EXEMPT, 0, " ", "why", 0, 1))
                .hasMessageContaining("by whom");
        assertThatThrownBy(() -> new ScopeOverride(ANN, ScopeOverride.Kind.EXEMPT, 0, "bob", "", 0, 1))
                .hasMessageContaining("by whom");
    }

    @Test
    void anOverrideHoldsFromItsBeginningToBeforeItsEnd() {
        // given
        ScopeOverride override = override(ScopeOverride.Kind.EXEMPT, 0, 5, 7);
        // when, then
        assertThat(override.holdsAt(4)).isFalse();
        assertThat(override.holdsAt(5)).isTrue();
        assertThat(override.holdsAt(6)).isTrue();
        assertThat(override.holdsAt(7)).isFalse();
    }

    @Test
    void overridesAreKnownByTheirNames() {
        for (ScopeOverride.Kind kind : ScopeOverride.Kind.values()) {
            assertThat(ScopeOverride.Kind.ofWireName(kind.wireName())).isEqualTo(kind);
        }
        assertThatThrownBy(() -> ScopeOverride.Kind.ofWireName("pardon")).hasMessageEndingWith("but it is \"pardon\"");
    }

    private static ScopeOverride override(ScopeOverride.Kind kind, long nanoUsd, long fromMs, long untilMs) {
        return new ScopeOverride(ANN, kind, nanoUsd, "bob", "why", fromMs, untilMs);
    }
}
