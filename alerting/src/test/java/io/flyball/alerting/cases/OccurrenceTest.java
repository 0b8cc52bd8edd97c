package io.flyball.alerting.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.alerting.testing.Alerts;
import io.flyball.schemas.avro.Alert;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

/** One time that a case is on, from its begin to six hours after its end, has one id in every channel. */
class OccurrenceTest {
    private static final long HOUR_MS = 3_600_000;
    private static final Alert BURN = Alerts.burn("a1");

    @Test
    void aCaseThatComesBackSoonIsStillTheSameMessage() {
        // given
        AlertCase first = heard(null, BURN, Alerts.AT_MS);
        AlertCase over = heard(first, Alerts.closed(BURN), Alerts.AT_MS + HOUR_MS);
        // when
        AlertCase again = heard(over, Alerts.burn("a2"), Alerts.AT_MS + 6 * HOUR_MS);
        // then
        assertThat(again.course().open()).isTrue();
        assertThat(id(over)).isEqualTo(id(first));
        assertThat(id(again)).isEqualTo(id(first));
    }

    @Test
    void aCaseThatComesBackLateIsAnotherMessage() {
        // given
        AlertCase first = heard(null, BURN, Alerts.AT_MS);
        AlertCase over = heard(first, Alerts.closed(BURN), Alerts.AT_MS + HOUR_MS);
        // when
        AlertCase again = heard(over, Alerts.burn("a2"), Alerts.AT_MS + 8 * HOUR_MS);
        // then
        assertThat(again.key()).isEqualTo(first.key());
        assertThat(id(again)).isNotEqualTo(id(first));
    }

    private static AlertCase heard(@Nullable AlertCase before, Alert alert, long nowMs) {
        return Objects.requireNonNull(CaseDecisions.heard(before, alert, AlertRules.DEFAULT, nowMs));
    }

    private static String id(AlertCase of) {
        Told told = Told.wanted(
                new Place(Role.PERSON, "slack-bot", "U1"), "", Told.State.WANTED, of.course().openedAtMs());
        return new Telling(of, told, of.news().revision(), "", false).id();
    }
}
