package io.flyball.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeMatchTest {
    @ParameterizedTest
    @CsvSource({
        "ann,  ann,   true",
        "ann,  anna,  false",
        "ann,  an,    false",
        "ann*, ann,   true",
        "ann*, anna,  true",
        "ann*, an,    false",
        "*,    ann,   true"
    })
    void matchesAnIdOrItsBeginning(String pattern, String id, boolean matches) {
        assertThat(user(pattern).matches(new Scope(Dimension.USER, id))).isEqualTo(matches);
    }

    @Test
    void matchesNoOtherDimension() {
        assertThat(user("*").matches(new Scope(Dimension.TEAM, "ann"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ann,  ann,  true",
        "ann,  bob,  false",
        "ann,  an*,  true",
        "an*,  ann,  true",
        "an*,  bob,  false",
        "an*,  ann*, true",
        "ann*, an*,  true",
        "ann*, bob*, false"
    })
    void overlapsWhereAScopeCanBeMatchedByBoth(String one, String other, boolean overlaps) {
        assertThat(user(one).overlaps(user(other))).isEqualTo(overlaps);
    }

    @Test
    void overlapsNoOtherDimension() {
        assertThat(user("*").overlaps(new ScopeMatch(Dimension.TEAM, "*"))).isFalse();
    }

    @Test
    void isWrittenAsScopesAre() {
        assertThat(user("an*")).hasToString("user:an*");
    }

    private static ScopeMatch user(String pattern) {
        return new ScopeMatch(Dimension.USER, pattern);
    }
}
