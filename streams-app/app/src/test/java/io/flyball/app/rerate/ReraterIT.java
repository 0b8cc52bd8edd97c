package io.flyball.app.rerate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.app.feed.ControlSender;
import io.flyball.app.feed.UsageSender;
import io.flyball.app.report.Report;
import io.flyball.app.report.ReportBuilder;
import io.flyball.app.report.ReportWriter;
import io.flyball.app.streams.CaughtUp;
import io.flyball.app.streams.ChargeLog;
import io.flyball.app.streams.GovernorStreams;
import io.flyball.app.streams.TopicTail;
import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.TokenClass;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.ExactRatio;
import io.flyball.core.price.PriceRow;
import io.flyball.core.price.Rates;
import io.flyball.ingest.record.SourceCoordinates;
import io.flyball.runtime.Clocking;
import io.flyball.runtime.StreamsConfigs;
import io.flyball.runtime.TopologySettings;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.TopicCatalogue;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of it on a real broker: prices after the calls, a pass that dies in the middle, the same row twice. */
@SuppressWarnings("NullAway") // JUnit fills the folder, and the broker is there before the first test
class ReraterIT {
    private static final Duration WITHIN = Duration.ofSeconds(90);
    private static final int CALLS = 4000;
    private static final int PARTITIONS = 2;
    private static final long START_MS = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    /** An application with its re-rater and topics of its own. */
    private static final class Installation implements AutoCloseable {
        private final Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        private final SchemaRegistry registry = SchemaRegistry.inMemory();
        private final Admin admin = Admin.create(client);
        private final TopicCatalogue topics;
        private final ReraterGroup group;
        private final GovernorStreams streams;
        private final CaughtUp caughtUp;
        private Rerater rerater;

        Installation(String name) {
            topics = new TopicCatalogue(name + ".", PARTITIONS, (short) 1);
            topics.create(admin);
            group = new ReraterGroup(admin, topics, name);
            caughtUp = new CaughtUp(admin, topics, name, group.name());
            StreamsConfigs config = new StreamsConfigs(
                    broker.bootstrapServers(), name, folder.resolve(name).toString(), 1, Duration.ofMillis(100));
            streams = new GovernorStreams(
                    new TopologySettings(topics, Policy.DEFAULT_HORIZON_MS, Clocking.STREAM),
                    registry,
                    config,
                    Map.of());
            group.begin();
            startRerater();
            streams.start();
        }

        void startRerater() {
            rerater = new Rerater(client, registry, group);
            rerater.start();
        }

        void prices(PriceRow... rows) {
            new ControlSender(client, registry, topics)
                    .send(List.of(ControlMapping.ofPrices(rows[0].model(), List.of(rows))));
        }

        void calls(int from, int to) {
            try (UsageSender sender =
                    new UsageSender(client, registry, topics, UsageSender.Stamping.NONE, (a, b, c) -> {})) {
                for (int i = from; i < to; i++) {
                    sender.accept(call(i), new SourceCoordinates("test", i));
                }
                sender.flush();
            }
        }

        void awaitCaughtUp() {
            assertThat(caughtUp.await(WITHIN, streams::alive)).isTrue();
        }

        Report report() {
            awaitCaughtUp();
            return new ReportBuilder(streams, topics, registry, new TopicTail(client)).build(List.of(), 0);
        }

        int charges() {
            AtomicInteger charges = new AtomicInteger();
            new ChargeLog(new TopicTail(client), registry, topics).forEach(charge -> charges.incrementAndGet());
            return charges.get();
        }

        @Override
        public void close() {
            rerater.close();
            streams.close();
            admin.close();
            registry.close();
        }
    }

    private static UsageEvent call(int i) {
        return UsageEvent.builder()
                .eventId("e" + i)
                .timeMs(START_MS + i * 60_000L)
                .model("m-" + i % 3)
                .user("user-" + i % 7)
                .team("team-" + i % 2)
                .inputTokens(1000 + i)
                .build();
    }

    private static PriceRow row(String model, long fromMs, String usd) {
        Map<TokenClass, ExactRatio> rates = Map.of(TokenClass.INPUT, ExactRatio.of(new BigDecimal(usd)));
        return new PriceRow(model, "", true, fromMs, new Rates(rates), List.of(), Map.of(), null);
    }

    private static final PriceRow FIRST = row("m-*", 0, "3");
    private static final PriceRow LATER = row("m-*", START_MS + 1000 * 60_000L, "2");
    private static final PriceRow EXACT = row("m-1", 0, "5");

    @Test
    void latePricesLeadToTheReportOfEarlyOnes() throws Exception {
        JsonNode early;
        try (Installation first = new Installation("early")) {
            // given
            first.prices(FIRST, LATER);
            first.prices(EXACT);
            first.awaitCaughtUp();
            first.calls(0, CALLS);
            early = spend(first.report());
            assertThat(first.charges()).isEqualTo(CALLS);
        }
        try (Installation late = new Installation("late")) {
            // when: prices come, are made better while calls go on, and one comes when all is over
            late.calls(0, 2500);
            late.prices(FIRST);
            late.calls(2500, 3500);
            late.prices(FIRST, LATER);
            late.calls(3500, CALLS);
            late.prices(EXACT);
            Report report = late.report();

            // then
            assertThat(report.ledger().get(Count.UNPRICED)).isZero();
            assertThat(spend(report)).isEqualTo(early);
            assertThat(late.rerater.adjusted()).isGreaterThanOrEqualTo(late.charges() - CALLS);
            assertThat(late.rerater.lookedAt()).isGreaterThan(late.rerater.adjusted());

            // when the same rows come again
            int charges = late.charges();
            late.prices(EXACT);
            late.prices(FIRST, LATER);
            late.awaitCaughtUp();

            // then
            assertThat(late.charges()).isEqualTo(charges);
            assertThat(spend(late.report())).isEqualTo(early);
        }
    }

    @Test
    void aPassThatDiesInTheMiddleNeitherDoublesNorLoses() {
        try (Installation flyball = new Installation("dying")) {
            // given: all is charged, nobody re-rates
            flyball.calls(0, CALLS);
            flyball.awaitCaughtUp();
            flyball.rerater.close();
            flyball.prices(FIRST);
            await().atMost(WITHIN).until(() -> flyball.group.controlRead(0) > 0 && flyball.group.controlRead(1) > 0);

            // when: passes die after their first thousand is committed, the second before its progress is
            PricesFollowed prices = new PricesFollowed();
            prices.take(ControlMapping.ofPrices("m-*", List.of(FIRST)), true);
            ChargeScan scan = new ChargeScan(flyball.client, flyball.registry, flyball.group);
            ConsumerGroupMetadata nobody = new ConsumerGroupMetadata("nobody");
            for (int p = 0; p < PARTITIONS; p++) {
                AtomicInteger polls = new AtomicInteger();
                assertThat(scan.run(p, prices, new Progress(0, 0), nobody, () -> polls.incrementAndGet() <= 2))
                        .isFalse();
                assertThat(scan.run(p, prices, new Progress(0, 0), nobody, () -> true))
                        .isTrue();
            }
            flyball.startRerater();

            // then
            Report report = flyball.report();
            long expected = 0;
            for (int i = 0; i < CALLS; i++) {
                expected += 3000L * (1000 + i);
            }
            assertThat(report.total().costNanoUsd()).isEqualTo(expected);
            assertThat(report.total().calls()).isEqualTo(CALLS);
            assertThat(report.ledger().get(Count.UNPRICED)).isZero();
            assertThat(flyball.charges()).isEqualTo(2 * CALLS);
        }
    }

    /** All a report says of spend; peaks are of what was known when a call came. */
    private static JsonNode spend(Report report) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportWriter.write(report, out);
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(out.toByteArray());
        json.path("scopes").forEach(scope -> ((ObjectNode) scope).remove("peak"));
        return json.without(List.of("findings", "signals", "timing"));
    }
}
