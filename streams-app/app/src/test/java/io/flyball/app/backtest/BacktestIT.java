package io.flyball.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.app.replay.Replay;
import io.flyball.app.replay.ReplayRequest;
import io.flyball.app.report.Report;
import io.flyball.core.detect.BurnRule;
import io.flyball.core.detect.ScopeMatch;
import io.flyball.core.govern.FindingRules;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.Dimension;
import io.flyball.core.model.Level;
import io.flyball.core.model.NanoUsd;
import io.flyball.core.spend.Window;
import io.flyball.ingest.UsageFormats;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backtest of made-up usage on a real broker. */
@SuppressWarnings("NullAway") // JUnit fills the folder, and the broker is there before the first test
class BacktestIT {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private int serial;

    private final Replay.ReplayProgress silent = new Replay.ReplayProgress() {
        @Override
        public void phase(String name) {}

        @Override
        public void reading(long bytesRead, long bytesTotal, long records) {}
    };

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void firesWhatAReplayFires() throws Exception {
        // given
        Random random = new Random(7);
        List<String> lines = new ArrayList<>();
        for (int hour = 0; hour < 24 * 20; hour++) {
            // each has his day, and then some of rest
            String user = "dev-" + hour / 24 % 5;
            for (int call = 0; call < 6; call++) {
                lines.add(line(user, hour * 3600L + call * 600L, random.nextInt(100) + "." + random.nextInt(100)));
            }
        }
        ReplayRequest request = request(lines);
        Policy policy =
                policy("p", rule(Window.ROLLING_24H, 300, Level.ADVISE), rule(Window.ROLLING_3D, 700, Level.PACE));

        // when
        Report replayed = new Replay(request.under(policy), silent).runOn(broker, "replay.");
        BacktestResult backtested = backtest(request, policy);

        // then
        PolicyOutcome outcome = backtested.outcomes().get(0);
        assertThat(replayed.findings()).hasSizeGreaterThan(30);
        assertThat(outcome.report().findings()).isEqualTo(replayed.findings());
        assertThat(signals(outcome.report())).isEqualTo(signals(replayed)).hasSizeGreaterThan(30);
        assertThat(times(outcome.throttles())).isEqualTo(times(Throttle.of(replayed)));
    }

    @Test
    void tellsOfALevelThatWasOverLongBeforeTheNextCommit() throws Exception {
        // given: the smaller amount is reached at midnight, the greater one six hours later
        ReplayRequest request =
                request(List.of(line("ann", 0, "6"), line("ann", 6 * 3600, "5"), line("ann", 7 * 3600, "1")));

        // when
        BacktestResult result = backtest(
                request,
                policy("p", rule(Window.ROLLING_24H, 5, Level.ADVISE), rule(Window.ROLLING_3D, 10, Level.PACE)));

        // then
        List<Throttle> throttles = result.outcomes().get(0).throttles();
        assertThat(throttles).extracting(Throttle::level).containsExactly(Level.ADVISE, Level.PACE);
        assertThat(throttles.get(0).untilMs())
                .isEqualTo(throttles.get(1).fromMs())
                .isEqualTo(START.plusSeconds(6 * 3600).toEpochMilli());
        assertThat(result.outcomes().get(0).savedAtMostNanoUsd()).isEqualTo(NanoUsd.PER_USD);
    }

    @Test
    void putsAPolicyBesideAnother() throws Exception {
        // given
        ReplayRequest request = request(List.of(line("ann", 0, "6"), line("ann", 3600, "2"), line("bob", 3600, "3")));

        // when
        BacktestResult result = backtest(
                request,
                policy("lax", rule(Window.ROLLING_24H, 5, Level.PACE)),
                policy("strict", rule(Window.ROLLING_24H, 3, Level.PACE)));
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        result.write(json);
        JsonNode written = new ObjectMapper().readTree(json.toByteArray());

        // then
        assertThat(written.at("/policies/0/name").asText()).isEqualTo("lax");
        assertThat(written.at("/policies/1/kinds/burn/findings").asInt()).isEqualTo(2);
        assertThat(written.at("/difference/kinds/burn").asInt()).isEqualTo(1);
        assertThat(written.at("/difference/slowed_scopes/only_second/0").asText())
                .isEqualTo("user:bob");
        assertThat(written.at("/difference/slowed_scopes/both").asInt()).isEqualTo(1);
        assertThat(written.at("/policies/0/throttles/0/spent_nano_usd").asLong())
                .isEqualTo(2 * NanoUsd.PER_USD);
        assertThat(written.at("/policies/0/throttles/0/in_force_at_end").asBoolean())
                .isTrue();
    }

    private BacktestResult backtest(ReplayRequest request, Policy... policies) throws Exception {
        List<Backtest.Candidate> candidates = new ArrayList<>();
        for (Policy policy : policies) {
            candidates.add(new Backtest.Candidate(policy.name(), policy));
        }
        return new Backtest(request, candidates, silent).runOn(broker, "backtest" + System.nanoTime() + ".");
    }

    private ReplayRequest request(List<String> lines) throws Exception {
        Path file = folder.resolve("usage" + serial++ + System.nanoTime() + ".jsonl");
        Files.write(file, lines);
        return new ReplayRequest(
                List.of(file), UsageFormats.of("native"), List.of(), Policy.standard(), List.of(), null, 4);
    }

    private String line(String user, long second, String usd) {
        return "{\"event_id\":\"e" + serial++ + "\",\"time\":\"" + START.plusSeconds(second) + "\",\"user\":\"" + user
                + "\",\"model\":\"m\",\"reported_cost_usd\":\"" + usd + "\"}";
    }

    private static BurnRule rule(Window window, long usd, Level level) {
        return new BurnRule(
                new ScopeMatch(Dimension.USER, "*"), window, usd * NanoUsd.PER_USD, usd * NanoUsd.PER_USD / 2, level);
    }

    private static Policy policy(String name, BurnRule... rules) {
        Policy standard = Policy.standard();
        return new Policy(
                name,
                standard.zone(),
                standard.admissionHorizonMs(),
                standard.trustReportedCost(),
                List.of(),
                List.of(rules),
                null,
                List.of(),
                standard.ladder(),
                List.of(),
                FindingRules.NONE);
    }

    /** Without their end and their words: those are of the latest renewal, and a commit in between renews. */
    private static List<String> signals(Report report) {
        return report.signals().stream()
                .map(s -> s.scope() + " " + s.json().path("level").asText() + " "
                        + s.json().path("cause").asText() + " " + s.firstIssuedAtMs())
                .toList();
    }

    private static List<String> times(List<Throttle> throttles) {
        return throttles.stream()
                .map(t -> t.scope() + " " + t.level() + " " + t.fromMs() + " " + t.untilMs() + " " + t.inForceAtEnd())
                .toList();
    }
}
