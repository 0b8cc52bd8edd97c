package io.flyball.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.app.Oracle;
import io.flyball.app.report.Report;
import io.flyball.core.detect.BurnRule;
import io.flyball.core.detect.Finding;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.govern.FindingRules;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.spend.Window;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A burn opens at the very event that crosses, for exactly the users who cross, and its signal ends when it says. */
class BurnReplayIT {
    /** What the users of kv reach in three days: 25 users, the greatest peaks lie around these amounts. */
    private static final long OPEN_NANO_USD = 14 * NanoUsd.PER_USD;

    private static final long CLOSE_NANO_USD = 9 * NanoUsd.PER_USD;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    Path folder;

    record Episode(String scope, long openedAtMs, long endsAtMs) {}

    @Test
    void opensAndEndsExactlyWhenTheDefinitionSays() throws Exception {
        // given
        Path input = Oracle.data("native/kv.jsonl.gz");
        JsonNode expected = expected(input);
        List<Episode> episodes = episodes(expected);
        assertThat(episodes).as("the amount is one the data reaches").hasSizeGreaterThan(3);
        // when
        Report report;
        try (Replays replays = new Replays(folder)) {
            report = replays.replay(List.of(input), "native", policy(), null, 4);
        }
        // then
        assertThat(findings(report, expected.path("as_of").asLong())).containsExactlyInAnyOrderElementsOf(episodes);
        assertThat(signals(report, "pace")).containsExactlyInAnyOrderElementsOf(episodes);
        long asOfMs = expected.path("as_of").asLong();
        assertThat(clears(report))
                .containsExactlyInAnyOrderElementsOf(episodes.stream()
                        .filter(e -> e.endsAtMs() <= asOfMs)
                        .map(e -> e.scope() + "@" + e.endsAtMs())
                        .toList());
    }

    private static Policy policy() {
        Policy standard = Policy.standard();
        BurnRule rule = new BurnRule(
                new ScopeMatch(Dimension.USER, "*"), Window.ROLLING_3D, OPEN_NANO_USD, CLOSE_NANO_USD, Level.PACE);
        return new Policy(
                "lowered",
                standard.zone(),
                standard.admissionHorizonMs(),
                standard.trustReportedCost(),
                List.of(),
                List.of(rule),
                null,
                List.of(),
                standard.ladder(),
                List.of(),
                FindingRules.NONE);
    }

    private static JsonNode expected(Path input) throws Exception {
        Oracle.Output output = Oracle.python(List.of(
                script().toString(),
                input.toString(),
                Oracle.data("prices/book.json").toString(),
                "3d",
                Long.toString(OPEN_NANO_USD),
                Long.toString(CLOSE_NANO_USD)));
        assertThat(output.status()).as(output.text()).isZero();
        return new ObjectMapper().readTree(output.text());
    }

    private static Path script() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(BurnReplayIT.class.getResource("/burn_episodes.py"))
                .toURI());
    }

    private static List<Episode> episodes(JsonNode expected) {
        List<Episode> episodes = new ArrayList<>();
        expected.path("episodes").properties().forEach(user -> user.getValue()
                .forEach(e -> episodes.add(new Episode(
                        "user:" + user.getKey(), e.get(0).asLong(), e.get(1).asLong()))));
        return episodes;
    }

    /** One that is open still ends when its signal says. */
    private static List<Episode> findings(Report report, long asOfMs) {
        List<Episode> found = new ArrayList<>();
        for (Finding finding : report.findings()) {
            long endsAtMs = finding.closedAtMs();
            if (finding.open()) {
                endsAtMs = signals(report, "pace").stream()
                        .filter(s -> s.scope().equals(finding.scope().toString()) && s.endsAtMs() > asOfMs)
                        .mapToLong(Episode::endsAtMs)
                        .findFirst()
                        .orElseThrow();
            }
            found.add(new Episode(finding.scope().toString(), finding.openedAtMs(), endsAtMs));
        }
        return found;
    }

    private static List<Episode> signals(Report report, String level) {
        List<Episode> found = new ArrayList<>();
        for (Report.SignalSection signal : report.signals()) {
            if (signal.json().path("level").asText().equals(level)) {
                long untilMs = Instant.parse(signal.json().path("valid_until").asText())
                        .toEpochMilli();
                found.add(new Episode(signal.scope(), signal.firstIssuedAtMs(), untilMs));
            }
        }
        return found;
    }

    private static List<String> clears(Report report) {
        return signals(report, "clear").stream()
                .map(s -> s.scope() + "@" + s.openedAtMs())
                .toList();
    }
}
