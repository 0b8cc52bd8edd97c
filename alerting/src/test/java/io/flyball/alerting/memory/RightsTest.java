package io.flyball.alerting.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flyball.core.model.Person;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RightsTest {
    private final ControlOfTest control = new ControlOfTest(new SimpleMeterRegistry());
    private final Rights rights = new Rights(control.tail(), List.of());

    @BeforeEach
    void know() {
        control.know(new Person("lead", "payments", "", "U000LEAD", "", "", ""));
        control.know(new Person("bob", "payments", "lead", "", "", "", ""));
        control.know(new Person("ann", "payments", "Boss@example.com", "U000ANN", "ann@example.com", "", ""));
        control.know(new Person("eve", "", "", "", "", "", ""));
        await().until(() -> control.tail().person("eve").isPresent());
    }

    @AfterEach
    void stop() {
        control.close();
    }

    @Test
    void aManagerMayAnswerWhoIsAUserOfTheDirectory() {
        assertThat(rights.mayAnswer("", "U000LEAD", "user:bob")).isTrue();
    }

    @Test
    void aManagerMayAnswerWhoIsNamedByAnAddressAndIsNoUserOfTheDirectory() {
        assertThat(rights.mayAnswer("boss@example.com", "U000BOSS", "user:ann")).isTrue();
    }

    @Test
    void whoSlackGivesNoAddressOfIsNobodysManager() {
        assertThat(rights.mayAnswer("", "U000EVE", "user:eve")).isFalse();
        assertThat(rights.mayAnswer("", "U000EVE", "user:ann")).isFalse();
        assertThat(rights.mayAnswer("other@example.com", "U000EVE", "user:ann")).isFalse();
    }
}
