package io.flyball.ingest.intake;

import static io.flyball.ingest.intake.Calls.NOW_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.ingest.record.Mapped;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SessionPrecedenceTest {
    private final SessionPrecedence precedence = new SessionPrecedence(SessionPrecedence.Rules.GATEWAY_FIRST);

    @Test
    void whereNoGatewayReportsNobodyWaits() {
        boolean waits = precedence.undecided(List.of(agent("s1")), NOW_MS);

        assertThat(waits).isFalse();
        assertThat(precedence.decide(agent("s1"))).isEqualTo(agent("s1"));
    }

    @Test
    void anAgentWaitsWhileAGatewayMayReportItsSession() {
        precedence.note(List.of(gateway("s1")), NOW_MS);

        boolean waits = precedence.undecided(List.of(agent("s2")), NOW_MS + 1);

        assertThat(waits).isTrue();
        assertThat(precedence.undecided(List.of(agent("s1")), NOW_MS + 1)).isFalse();
    }

    @Test
    void theAgentsReportOfAGatewaysSessionIsPassedOver() {
        precedence.note(List.of(gateway("s1")), NOW_MS);

        Mapped decided = precedence.decide(agent("s1"));

        assertThat(decided).isEqualTo(new Mapped.Ignored("claude-code", Mapped.Ignored.Why.GATEWAY_REPORTS_IT));
        assertThat(precedence.decide(gateway("s1"))).isEqualTo(gateway("s1"));
    }

    @Test
    void whatIsNeitherGatewayNorAgentIsAlwaysCharged() {
        precedence.note(List.of(gateway("s1")), NOW_MS);
        Mapped own = new Mapped.Call(Calls.of("e", "native", "s1").build());

        Mapped decided = precedence.decide(own);

        assertThat(decided).isEqualTo(own);
        assertThat(precedence.undecided(List.of(own), NOW_MS)).isFalse();
    }

    @Test
    void aSessionIsForgottenADayAfterItsLastReport() {
        precedence.note(List.of(gateway("s1")), NOW_MS);
        precedence.note(List.of(gateway("s2")), NOW_MS + Duration.ofHours(24).toMillis());

        Mapped decided = precedence.decide(agent("s1"));

        assertThat(decided).isEqualTo(agent("s1"));
        assertThat(precedence.decide(agent("s2"))).isNotEqualTo(agent("s2"));
    }

    private static Mapped agent(String session) {
        return new Mapped.Call(Calls.of("agents-id", "claude-code", session).build());
    }

    private static Mapped gateway(String session) {
        return new Mapped.Call(Calls.of("gateways-id", "litellm", session).build());
    }
}
