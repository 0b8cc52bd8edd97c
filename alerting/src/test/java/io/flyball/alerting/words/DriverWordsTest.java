package io.flyball.alerting.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.alerting.testing.Alerts;
import io.flyball.schemas.avro.Alert;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriverWordsTest {
    @Test
    void namesModelsSessionsAndTheCache() {
        // given
        Alert burn = withEvidence(Map.of(
                "models", "claude-opus-4-6 82%, claude-haiku-4-5 11%",
                "sessions", "s-1 $30.00, s-2 $4.10",
                "cache_read_percent", "12"));
        // then
        assertThat(DriverWords.mrkdwn(burn))
                .contains("Driven by models claude-opus-4-6 82%, claude-haiku-4-5 11% of today's and yesterday's cost;"
                        + " sessions s-1 $30.00, s-2 $4.10; 12% of the prompts from caches.");
    }

    @Test
    void namesTheSessionThatLoopsAloneAndItsTool() {
        // given
        Alert loop = withEvidence(Map.of("sessions", "s-1 $30.00, s-2 $4.10", "session", "s-2", "tool", "bash"));
        // then
        assertThat(DriverWords.mrkdwn(loop)).contains("Driven by session s-2; tool bash.");
    }

    @Test
    void saysNothingOfWhatNobodyKnows() {
        assertThat(DriverWords.mrkdwn(withEvidence(Map.of("open_nano_usd", "1", "models", " "))))
                .isEmpty();
    }

    @Test
    void leavesNoNameThatMentionsAChannel() {
        assertThat(DriverWords.mrkdwn(withEvidence(Map.of("models", "<!channel> 100%"))))
                .hasValueSatisfying(words -> assertThat(words).doesNotContain("<"));
    }

    private static Alert withEvidence(Map<String, String> evidence) {
        Alert alert = Alerts.burn("burn-1");
        alert.setEvidence(evidence);
        return alert;
    }
}
