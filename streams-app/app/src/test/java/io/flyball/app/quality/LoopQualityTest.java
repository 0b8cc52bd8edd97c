package io.flyball.app.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.app.RecordedCalls;
import io.flyball.app.SharedData;
import io.flyball.core.detect.FindingKind;
import io.flyball.core.detect.loop.LoopDetector;
import io.flyball.core.detect.loop.LoopSign;
import io.flyball.core.model.UsageEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoopQualityTest {
    private static final int REPEATS = 5;

    @Test
    void findsEveryLabelledLoopAtItsFifthRepeat() throws IOException {
        // given
        Set<String> loops = labelled("polygpt", "loop");

        // when
        Map<String, LoopSign> found = Watch.over(RecordedCalls.of("polygpt")).firstBySession(FindingKind.LOOP);

        // then
        assertThat(loops).hasSize(15);
        assertThat(found.keySet()).containsAll(loops);
        assertThat(found.values()).allSatisfy(sign -> assertThat(sign.repeats()).isEqualTo(REPEATS));
        assertThat(found.keySet()).as("found, and not labelled").isSubsetOf(loops);
    }

    @Test
    void callsWaitingPollingAndNeverALoop() throws IOException {
        // given
        Set<String> polling = labelledWithRunsOf("codex-agentv", "polling", REPEATS);

        // when
        Watch watch = Watch.over(RecordedCalls.of("codex-agentv"));

        // then
        assertThat(watch.firstBySession(FindingKind.LOOP)).isEmpty();
        assertThat(watch.firstBySession(FindingKind.POLLING).keySet()).containsAll(polling);
    }

    @ParameterizedTest
    @ValueSource(strings = {"context-evaluator", "kv", "pi-sessions", "mooncake-conversation", "azure-code"})
    void findsNoLoopInRealWork(String set) {
        // when
        Watch watch = Watch.over(RecordedCalls.of(set));

        // then
        assertThat(watch.firstBySession(FindingKind.LOOP)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"context-evaluator", "codex-agentv"})
    void findsNoLoopInRealWorkOfWhichNothingIsFingerprinted(String set) {
        // when
        Watch watch = Watch.over(Alteration.withoutFingerprints(RecordedCalls.of(set)));

        // then
        assertThat(watch.firstBySession(FindingKind.LOOP)).isEmpty();
    }

    /** Its calls answer with exactly 92 tokens for minutes and grow the context by 152 to 164 each: it goes item by item. */
    @Test
    void mistakesOneSessionOfEvenStepsWhereNothingIsFingerprintedAndSaysThatItIsNotSure() {
        // when
        Watch watch = Watch.over(Alteration.withoutFingerprints(RecordedCalls.of("kv")));

        // then
        assertThat(watch.firstBySession(FindingKind.LOOP))
                .hasEntrySatisfying("trace_0307", sign -> assertThat(sign.confidencePercent())
                        .isLessThan(LoopDetector.SURE_ENOUGH_TO_SLOW));
        assertThat(watch.firstBySession(FindingKind.LOOP)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void findsALoopPutIntoEveryRealSession(Alteration alteration) {
        // given
        List<List<UsageEvent>> sessions = RecordedCalls.sessionsOf("context-evaluator").values().stream()
                .filter(Alteration::fits)
                .toList();

        // when
        List<LoopSign> found = new ArrayList<>();
        List<LoopSign> foundByShape = new ArrayList<>();
        for (List<UsageEvent> session : sessions) {
            List<UsageEvent> altered = alteration.applied(session);
            found.addAll(Watch.over(altered).firstBySession(FindingKind.LOOP).values());
            foundByShape.addAll(Watch.over(Alteration.withoutFingerprints(altered))
                    .firstBySession(FindingKind.LOOP)
                    .values());
        }

        // then
        assertThat(sessions).hasSize(47);
        assertThat(found).hasSameSizeAs(sessions);
        assertThat(found).allSatisfy(sign -> assertThat(sign.repeats()).isEqualTo(REPEATS));
        assertThat(foundByShape).hasSize(alteration.showsInShape() ? sessions.size() : 0);
        assertThat(foundByShape).allSatisfy(sign -> assertThat(sign.repeats()).isEqualTo(REPEATS + 2));
    }

    private static Set<String> labelled(String set, String label) throws IOException {
        return labelledWithRunsOf(set, label, 0);
    }

    private static Set<String> labelledWithRunsOf(String set, String label, int repeats) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Set<String> sessions = new HashSet<>();
        for (String line : Files.readAllLines(SharedData.require("data/native/loops.labels.jsonl"))) {
            JsonNode row = json.readTree(line);
            if (row.path("set").asText().equals(set)
                    && row.path("label").asText().equals(label)
                    && row.path("repeats").asInt() >= repeats) {
                sessions.add(row.path("session").asText());
            }
        }
        return sessions;
    }
}
