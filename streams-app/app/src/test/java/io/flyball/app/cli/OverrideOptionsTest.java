package io.flyball.app.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.model.Person;
import io.flyball.core.model.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An override is for somebody the directory knows. */
class OverrideOptionsTest {
    private static final List<Person> DIRECTORY = List.of(new Person("ann", "payments", "", "", "", "cc-7", ""));

    @ParameterizedTest
    @ValueSource(strings = {"user:ann", "team:payments", "cost_center:cc-7", "agent:reviewer", "org:acme"})
    void takesWhoIsKnownOrCouldBe(String scope) {
        assertThatCode(() -> OverrideOptions.refuseNobody(Scope.parse(scope), DIRECTORY))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesWhoIsNobodyAndNamesWhoIsLikelyMeant() {
        assertThatThrownBy(() -> OverrideOptions.refuseNobody(Scope.parse("team:paymnets"), DIRECTORY))
                .hasMessageContaining("\"team:paymnets\", which is nobody in the directory: write payments");
    }

    @Test
    void knowsNothingWhereThereIsNoDirectory() {
        assertThatCode(() -> OverrideOptions.refuseNobody(Scope.parse("user:bob"), List.of()))
                .doesNotThrowAnyException();
    }
}
