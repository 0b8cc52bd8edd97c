package io.flyball.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.bench.contend.Contender;
import io.flyball.bench.contend.Measured;
import io.flyball.bench.contend.RoundPlan;
import io.flyball.bench.traffic.BenchTopics;
import io.flyball.bench.traffic.TrafficShape;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tiny benchmark in this JVM: that it ends, counts everything and says so; never how fast. */
final class BenchRunTest {
    private static final long EVENTS = 2_000;
    private static final int PARTITIONS = 2;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    private Path folder;

    @Test
    void alternatesContendersAndWritesTheMedianOfTheirRounds() throws Exception {
        // given
        Path file = folder.resolve("bench.json");
        StringWriter progress = new StringWriter();
        List<Contender> contenders = List.of(Contender.LIMIT, Contender.FLYBALL);
        // when
        try (RoundsHere rounds = new RoundsHere()) {
            BenchResult result = new BenchRun(rounds, new PrintWriter(progress)).run(contenders, 1, EVENTS, 1, 1);
            Conditions conditions = Conditions.now(EVENTS, 1, 1, PARTITIONS);
            new BenchReport(conditions.toMap(Conditions.loadAverage()), result).write(file);
        }
        // then
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.at("/conditions/events").asLong()).isEqualTo(EVENTS);
        assertThat(json.at("/runs/0/name").asText()).isEqualTo("limit");
        assertThat(json.at("/runs/1/name").asText()).isEqualTo("flyball");
        assertThat(json.at("/runs/1/events_per_second").asDouble()).isPositive();
        assertThat(json.at("/runs/1/app_cpu_seconds").asDouble()).isPositive();
        assertThat(json.get("ratios").has("flyball/limit")).isTrue();
        assertThat(progress.toString().lines()).hasSize(2);
    }

    /** Rounds in this JVM against a broker in it. */
    private static final class RoundsHere implements Rounds {
        private final EmbeddedBroker broker = EmbeddedBroker.start();
        private final BenchTopics topics = new BenchTopics(broker.bootstrapServers(), PARTITIONS);

        private RoundsHere() {
            topics.fill(BrokerCommand.traffic(TrafficShape.COMPANY, EVENTS));
        }

        @Override
        public Measured run(Contender contender, RoundPlan plan) {
            // A registry of its own, as in a JVM of its own: both must number schemas alike.
            return contender.contest().run(new BenchTopics(broker.bootstrapServers(), PARTITIONS), plan);
        }

        @Override
        public void close() {
            broker.close();
        }
    }

    @Test
    void takesMediansOfRoundsAndOfTheRatiosWithinRounds() {
        // given
        BenchResult result = new BenchResult();
        long second = 1_000_000_000L;
        List<Measured> limits = new ArrayList<>();
        for (long events : new long[] {100, 400, 200}) {
            limits.add(new Measured("limit", events, second, second));
        }
        // when
        limits.forEach(limit -> result.add(Contender.LIMIT, limit));
        for (long events : new long[] {50, 100, 80}) {
            result.add(Contender.FLYBALL, new Measured("flyball", events, second, second));
        }
        // then
        assertThat(result.median(Contender.LIMIT, Measured::eventsPerSecond)).isEqualTo(200);
        assertThat(result.ratios()).containsEntry("flyball/limit", 0.4);
    }
}
