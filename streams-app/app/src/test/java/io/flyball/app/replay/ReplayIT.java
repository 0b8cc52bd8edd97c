package io.flyball.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.app.Oracle;
import io.flyball.app.report.Report;
import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.Dimension;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real usage through the whole system on a real broker gives the report an independent recomputation gives. */
@SuppressWarnings("NullAway") // JUnit fills the folder, and the broker is there before the first test
class ReplayIT {
    private static final long SEED = 20_261_122L;

    @TempDir
    static Path folder;

    private static Replays replays;

    @BeforeEach
    void startBrokerOnce() {
        Oracle.data("native");
        if (replays == null) {
            replays = new Replays(folder);
        }
    }

    @AfterAll
    static void stopBroker() {
        if (replays != null) {
            replays.close();
        }
    }

    @ParameterizedTest(name = "{0} over {1} partitions")
    @CsvSource({
        "context-evaluator, 4",
        "context-evaluator.repeated, 12",
        "codex-agentv, 4",
        "pi-sessions, 1",
        "kv, 4",
        "polygpt, 4",
        "azure-code, 12",
        "mooncake-conversation, 4",
        "edges, 1",
        "edges, 4",
        "edges, 12",
        "edges-cross-user, 4"
    })
    void reportsWhatTheOracleReports(String name, int partitions) throws Exception {
        // given
        Path input = Oracle.data("native/" + name + ".jsonl.gz");
        // when
        Path report = replays.report(List.of(input), partitions);
        // then
        Oracle.assertEqual(Oracle.data("expected/" + name + ".json"), report, "--strict-reasons", "--exact-at");
    }

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 4, 12})
    void reportsTheSameOfLinesShuffledWithinTheHorizon(int partitions) throws Exception {
        // given: each line moved by up to two days
        List<String> lines = lines("context-evaluator");
        Path shuffled = write("shuffled" + partitions, shuffle(lines, 400));
        Path expected = Oracle.expect(List.of(shuffled), folder.resolve("expected-shuffled" + partitions + ".json"));
        // when
        Path report = replays.report(List.of(shuffled), partitions);
        // then
        Oracle.assertEqual(expected, report, "--strict-reasons", "--exact-at");
    }

    @Test
    void reportsTheSameOfLinesRepeatedThreeTimesAndSplitOverFiles() throws Exception {
        // given
        List<String> tripled = new ArrayList<>();
        for (String line : lines("kv")) {
            tripled.addAll(Collections.nCopies(3, line));
        }
        int third = tripled.size() / 3;
        List<Path> files = List.of(
                write("part1", tripled.subList(0, third)),
                write("part2", tripled.subList(third, 2 * third)),
                write("part3", tripled.subList(2 * third, tripled.size())));
        Path expected = Oracle.expect(files, folder.resolve("expected-tripled.json"));
        // when
        Path report = replays.report(files, 12);
        // then
        Oracle.assertEqual(expected, report, "--strict-reasons", "--exact-at");
    }

    @Test
    void countsARawClaudeCodeLogByItsGreatestCounts() throws Exception {
        // given
        Path log = Oracle.data("claude-code-jsonl-redacted--context-evaluator.sessions.jsonl.gz");
        // when
        Report report = replays.replay(List.of(log), "claude-code", Policy.standard(), "dev@example.test", 4);
        // then: the figures `most` of expected/context-evaluator.raw-sessions.json
        assertThat(report.total().costNanoUsd()).isEqualTo(27_474_754_100L);
        assertThat(report.total().calls()).isEqualTo(407);
        assertThat(report.total().inputTokens()).isEqualTo(559);
        assertThat(report.total().cacheReadTokens()).isEqualTo(36_731_577);
        assertThat(report.total().cacheWrite5mTokens()).isZero();
        assertThat(report.total().cacheWrite1hTokens()).isEqualTo(924_027);
        assertThat(report.total().outputTokens()).isEqualTo(35_995);
        assertThat(report.ledger().get(Count.UNPRICED)).isZero();
        assertThat(cost(report, "claude-opus-4-6")).isEqualTo(27_216_260_500L);
        assertThat(cost(report, "claude-haiku-4-5-20251001")).isEqualTo(258_493_600L);
    }

    @Test
    void countsACodexRolloutWithCachedInsideInput() throws Exception {
        // given: two calls: 1000 in (250 cached) and 125 out, 2500 in (500 cached) and 300 out
        Path rollout = Oracle.data("samples/ccusage-codex-sessions-project-alpha-session-alpha.jsonl");
        // when
        Report report = replays.replay(List.of(rollout), "codex", Policy.standard(), "dev@example.test", 4);
        // then
        assertThat(report.total().calls()).isEqualTo(2);
        assertThat(report.total().inputTokens()).isEqualTo(750 + 2000);
        assertThat(report.total().cacheReadTokens()).isEqualTo(250 + 500);
        assertThat(report.total().outputTokens()).isEqualTo(125 + 300);
    }

    private static long cost(Report report, String model) {
        return report.scopes().stream()
                .filter(s -> s.scope().dimension() == Dimension.MODEL
                        && s.scope().id().equals(model))
                .mapToLong(s -> s.spend().totals().costNanoUsd())
                .sum();
    }

    private static List<String> lines(String name) throws Exception {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Oracle.data("native/" + name + ".jsonl.gz"))),
                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static List<String> shuffle(List<String> lines, int reach) {
        Random random = new Random(SEED);
        record Placed(double place, String line) {}
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            placed.add(new Placed(i + random.nextDouble() * reach, lines.get(i)));
        }
        placed.sort(Comparator.comparingDouble(Placed::place));
        return placed.stream().map(Placed::line).toList();
    }

    private static Path write(String name, List<String> lines) throws Exception {
        Path file = folder.resolve(name + ".jsonl");
        try (PrintWriter out = new PrintWriter(file.toFile(), StandardCharsets.UTF_8)) {
            lines.forEach(line -> out.print(line + "\n"));
        }
        return file;
    }
}
