package io.flyball.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.alerting.DeliveryResult.Delivered;
import io.flyball.alerting.DeliveryResult.Refused;
import io.flyball.alerting.DeliveryResult.RetryLater;
import io.flyball.schemas.avro.Alert;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainChannelsTest {
    private static final AlertMessage MESSAGE = new AlertMessage(Alerts.burn("a1"), "U1");

    @Test
    void theConsoleSaysEverythingOnOneLine() {
        // given
        List<String> lines = new ArrayList<>();
        // when
        new ConsoleChannel(lines::add).deliver(MESSAGE);
        // then
        assertThat(lines)
                .containsExactly("ALERT high  New: burn by user:ann, $4,012.30 in 3d. Requests are paced. Running tasks"
                        + " finish. Ends by itself: 2026-03-01 13:00 UTC. user:ann spent $4,012.30 in 3d: look at what"
                        + " runs now.");
    }

    @Test
    void theConsoleLetsNoTextMoveTheCursor() {
        // given
        List<String> lines = new ArrayList<>();
        Alert alert = Alerts.burn("a1");
        alert.setText("a\r\n\u001B[2Jb");
        // when
        new ConsoleChannel(lines::add).deliver(new AlertMessage(alert, ""));
        // then
        assertThat(lines).singleElement().satisfies(line -> assertThat(line.chars())
                .noneMatch(Character::isISOControl));
    }

    @Test
    void theFallbackTakesTheFirstChannelThatDoesNotRefuse() {
        // given
        ScriptedChannel bot = new ScriptedChannel("bot").then("U1", new Refused("no such user."));
        ScriptedChannel webhook = new ScriptedChannel("webhook");
        ScriptedChannel console = new ScriptedChannel("console");
        // when
        DeliveryResult result = new FallbackChannel("slack", List.of(bot, webhook, console)).deliver(MESSAGE);
        // then
        assertThat(result).isInstanceOf(Delivered.class);
        assertThat(webhook.delivered()).hasSize(1);
        assertThat(console.attempts()).isEmpty();
    }

    @Test
    void theFallbackWaitsForAChannelThatAsksForPatience() {
        // given
        RetryLater later = new RetryLater(1_000, "429");
        ScriptedChannel bot = new ScriptedChannel("bot").then("U1", later);
        ScriptedChannel webhook = new ScriptedChannel("webhook");
        // when
        DeliveryResult result = new FallbackChannel("slack", List.of(bot, webhook)).deliver(MESSAGE);
        // then
        assertThat(result).isEqualTo(later);
        assertThat(webhook.attempts()).isEmpty();
    }

    @Test
    void theFallbackSaysWhyEachChannelRefused() {
        // given
        ScriptedChannel bot = new ScriptedChannel("bot").then("U1", new Refused("no such user."));
        ScriptedChannel webhook = new ScriptedChannel("webhook").then("U1", new Refused("no such webhook."));
        // when
        DeliveryResult result = new FallbackChannel("slack", List.of(bot, webhook)).deliver(MESSAGE);
        // then
        assertThat(result).isEqualTo(new Refused("bot: no such user. webhook: no such webhook."));
    }

    @Test
    void theFallbackRefusesToBeEmpty() {
        assertThatThrownBy(() -> new FallbackChannel("slack", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"slack\"");
    }
}
