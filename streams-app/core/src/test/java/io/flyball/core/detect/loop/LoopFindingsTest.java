package io.flyball.core.detect.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.detect.Finding;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.Severity;
import io.flyball.core.detect.loop.LoopSign.Pattern;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Scope;
import org.junit.jupiter.api.Test;

/** What is said of a loop, and of waiting. */
class LoopFindingsTest {
    private static final Scope ANN = new Scope(Dimension.USER, "ann");
    private static final long AT_MS = 1_772_445_600_000L;

    @Test
    void aLoopSaysWhatIsRepeatedHowOftenAndWhatToDo() {
        // given
        LoopSighting sighting = new LoopSighting("s1", sign(FindingKind.LOOP, "bash"));
        // when
        Finding finding = sighting.opened("id", ANN);
        // then
        assertThat(sighting.key()).isEqualTo("loop/s1");
        assertThat(sighting.kind()).isEqualTo(FindingKind.LOOP);
        assertThat(sighting.atMs()).isEqualTo(AT_MS);
        assertThat(sighting.costNanoUsd()).isEqualTo(1_500_000_000L);
        assertThat(sighting.confidencePercent()).isEqualTo(95);
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.text())
                .isEqualTo(
                        "Session s1 of user:ann repeats the same action (bash), 5 times in 24 s for $1.50: stop it, look"
                                + " at what it gets back, and start again with another instruction.");
        assertThat(finding.evidence())
                .containsEntry("session", "s1")
                .containsEntry("pattern", "the same action")
                .containsEntry("repeats", "5")
                .containsEntry("seconds", "24")
                .containsEntry("cost_nano_usd", "1500000000")
                .containsEntry("context_growth_tokens", "700")
                .containsEntry("confidence_percent", "95")
                .containsEntry("tool", "bash");
    }

    @Test
    void waitingIsTheSameInOtherWords() {
        // when
        Finding finding = new LoopSighting("s1", sign(FindingKind.POLLING, "")).opened("id", ANN);
        // then
        assertThat(finding.severity()).isEqualTo(Severity.LOW);
        assertThat(finding.text())
                .isEqualTo(
                        "Session s1 of user:ann waits with the same action, 5 times in 24 s for $1.50: each look costs"
                                + " its whole context; let it wait longer, or be told instead.");
        assertThat(finding.evidence()).doesNotContainKey("tool");
    }

    @Test
    void bothEnd() {
        // when
        Finding loop = closed(FindingKind.LOOP);
        Finding polling = closed(FindingKind.POLLING);
        // then
        assertThat(loop.text()).isEqualTo("Session s/1 of user:ann no longer repeats itself; all of it cost $2.00.");
        assertThat(polling.text()).isEqualTo("Session s/1 of user:ann no longer waits; all of it cost $2.00.");
        assertThat(loop.closedAtMs()).isEqualTo(AT_MS + 1);
        assertThat(loop.evidence()).containsEntry("session", "s/1").containsEntry("cost_nano_usd", "2000000000");
    }

    private static Finding closed(FindingKind kind) {
        return LoopFindings.closed("id", kind, ANN, LoopFindings.key(kind, "s/1"), AT_MS, AT_MS + 1, 2_000_000_000L);
    }

    private static LoopSign sign(FindingKind kind, String tool) {
        return new LoopSign(kind, Pattern.SAME_ACTION, 5, tool, AT_MS - 24_999, AT_MS, 1_500_000_000L, 700, 95);
    }
}
