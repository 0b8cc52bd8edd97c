package io.flyball.alerting.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.alerting.testing.Alerts;
import io.flyball.alerting.testing.Deliveries;
import io.flyball.schemas.avro.Alert;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainChannelsTest {
    @Test
    void theConsoleSaysEverythingOnOneLine() {
        // given
        List<String> lines = new ArrayList<>();
        // when
        new ConsoleChannel(lines::add).deliver(Deliveries.first(Alerts.burn("a1"), "U1"));
        // then
        assertThat(lines)
                .containsExactly("ALERT high  New: burn by user:ann, $4,012.30 in 3d. user:ann spent $4,012.30 in 3d:"
                        + " look at what runs now. Requests are paced. Running tasks finish. Ends by itself:"
                        + " 2026-03-01 13:00 UTC.");
    }

    @Test
    void theConsoleLetsNoTextMoveTheCursor() {
        // given
        List<String> lines = new ArrayList<>();
        Alert alert = Alerts.burn("a1");
        alert.setText("a\r\n\u001B[2Jb");
        // when
        new ConsoleChannel(lines::add).deliver(Deliveries.first(alert, ""));
        // then
        assertThat(lines).singleElement().satisfies(line -> assertThat(line.chars())
                .noneMatch(Character::isISOControl));
    }
}
