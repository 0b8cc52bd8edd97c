package io.flyball.app.cluster;

import static io.flyball.app.cluster.BilledAccount.GPT;
import static io.flyball.app.cluster.BilledAccount.OPUS;
import static io.flyball.app.cluster.BilledAccount.OPUS_BILLED;
import static io.flyball.app.cluster.BilledAccount.UNPRICED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.app.cli.FlyballCommand;
import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.app.feed.UsageSender;
import io.flyball.app.streams.CaughtUp;
import io.flyball.app.streams.GovernorStreams;
import io.flyball.app.streams.TopicTail;
import io.flyball.connect.fake.FakeLines;
import io.flyball.connect.fake.FakeProvider;
import io.flyball.connect.fake.FakeRegistry;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.record.SourceCoordinates;
import io.flyball.runtime.Clocking;
import io.flyball.runtime.StreamsConfigs;
import io.flyball.runtime.TopologySettings;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From providers' bills to what a difference comes from: a real worker that is killed, a real topology, the command. */
@SuppressWarnings("NullAway") // what one part of the test starts is there for the next
class ConnectWorkerIT {
    private static final Duration WITHIN = Duration.ofSeconds(120);
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final TopicCatalogue TOPICS = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX, 2, (short) 1);
    private static final String APPLICATION = "reconciled";

    @TempDir
    Path folder;

    private final FakeProvider anthropic = FakeProvider.anthropic(TODAY);
    private final FakeProvider openAi = FakeProvider.openAi(TODAY);
    private final FakeRegistry registryServer = FakeRegistry.start();
    private final SchemaRegistry registry = SchemaRegistry.connect(registryServer.url());
    private final BilledAccount account = new BilledAccount(anthropic, openAi);
    private EmbeddedBroker broker;
    private Admin admin;
    private TopicTail tail;

    @BeforeEach
    void start() {
        ConnectWorker.assumeBuilt();
        broker = EmbeddedBroker.start();
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        admin = Admin.create(client);
        TOPICS.create(admin);
        tail = new TopicTail(client);
    }

    @AfterEach
    void stop() {
        if (broker != null) {
            admin.close();
            broker.close();
        }
        registry.close();
        registryServer.close();
        anthropic.close();
        openAi.close();
    }

    @Test
    void takesBillsOverWhateverHappensAndSaysWhatTheyDifferBy() throws Exception {
        billWhatIsCalled();
        readBillsThroughAKilledWorker();
        measureCalls();
        reconcile();
        takesBackWhatDoesNotHoldAnyMore();
    }

    /** One day for each thing a difference can come from; D-1 agrees. */
    private void billWhatIsCalled() {
        account.bill(day(1), OPUS_BILLED, 1000, 2000, 300, 100);
        account.bill(day(2), UNPRICED, 1000, 0, 100, 100);
        account.bill(day(3), OPUS_BILLED, 5000, 0, 500, 100);
        account.bill(day(4), OPUS_BILLED, 200, 800, 100, 100);
        account.bill(day(5), OPUS_BILLED, 1000, 0, 100, 90);
        account.bill(day(6), OPUS_BILLED, 1000, 0, 100, 100);
        account.bill(day(9), OPUS_BILLED, 700, 0, 70, 100);
        account.billOpenAi(
                day(1),
                1500,
                500,
                100,
                FakeLines.openAiCost("proj_1", GPT + "-2026-01-15, input", "2"),
                FakeLines.openAiCost("proj_1", GPT + "-2026-01-15, cached input", "1e-1"),
                FakeLines.openAiCost("proj_1", GPT + "-2026-01-15, output", "0.80000000000000004"));
        account.billOpenAi(day(2), 1000, 0, 200, """
                {"object":"organization.costs.result","amount":{"value":3.6,"currency":"usd"},\
                "line_item":null,"project_id":null}""");
    }

    private void readBillsThroughAKilledWorker() {
        // given
        everythingThatCanFailDoes();
        ConnectWorker worker = new ConnectWorker(folder, broker.bootstrapServers());
        worker.add("anthropic", settings("AnthropicUsageConnector", anthropic));
        worker.add("openai", settings("OpenAiUsageConnector", openAi));
        BillingView view = new BillingView(tail, registry, TOPICS);

        // when: it is killed in the middle, and a bill is revised meanwhile
        try (ChildProcess first = worker.start()) {
            waiting(first).until(() -> view.read().size() >= 8);
            first.kill();
        }
        anthropic.breakDay("messages", day(2), false);
        anthropic.put("cost_report", TODAY);
        account.bill(day(1), OPUS_BILLED, 1000, 2000, 320, 100);
        try (ChildProcess second = worker.start()) {
            // then: every line of every day, each once
            waiting(second).untilAsserted(() -> assertThat(view.sums()).isEqualTo(expectedSums(320)));

            // when: a revision while it runs, back to what was called
            account.bill(day(1), OPUS_BILLED, 1000, 2000, 300, 100);

            // then
            waiting(second).untilAsserted(() -> assertThat(view.sums()).isEqualTo(expectedSums(300)));
            second.end();
        }
        sendsNothingAgain(worker, view);
    }

    private void everythingThatCanFailDoes() {
        anthropic.failNext("messages", 500);
        anthropic.breakNext("messages");
        anthropic.throttleNext("cost_report", "1");
        openAi.failNext("costs", 503);
        openAi.throttleNext("completions", null);
        openAi.breakNext("embeddings");
        anthropic.put("cost_report", TODAY, "{\"amount\":\"1\",\"currency\":\"EUR\"}");
        anthropic.breakDay("messages", day(2), true);
    }

    private void sendsNothingAgain(ConnectWorker worker, BillingView view) {
        int records = view.records();
        try (ChildProcess third = worker.start()) {
            int before = anthropic.requests().size();
            waiting(third).until(() -> anthropic.requests().size() >= before + 6);
            assertThat(view.sums()).isEqualTo(expectedSums(300));
            assertThat(view.records())
                    .as("what did not change is not sent again")
                    .isEqualTo(records);
        }
    }

    private static ConditionFactory waiting(ChildProcess worker) {
        return await("what the worker sends")
                .atMost(WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .conditionEvaluationListener(condition -> {
                    if (!worker.isAlive() && !condition.isSatisfied()) {
                        throw new AssertionError("the worker ended: " + worker.output());
                    }
                });
    }

    /** By report and day the sum of what {@link #billWhatIsCalled} bills. */
    private static Map<String, Long> expectedSums(long outputOfYesterday) {
        Map<String, Long> sums = new TreeMap<>();
        sums.put("anthropic/messages/" + day(1), 3000 + outputOfYesterday);
        sums.put("anthropic/messages/" + day(2), 1100L);
        sums.put("anthropic/messages/" + day(3), 5500L);
        sums.put("anthropic/messages/" + day(4), 1100L);
        sums.put("anthropic/messages/" + day(5), 1100L);
        sums.put("anthropic/messages/" + day(6), 1100L);
        sums.put("anthropic/messages/" + day(9), 770L);
        sums.put("anthropic/cost_report/" + day(1), 6_000_000 + outputOfYesterday * 25_000);
        sums.put("anthropic/cost_report/" + day(2), 7_500_000L);
        sums.put("anthropic/cost_report/" + day(3), 37_500_000L);
        sums.put("anthropic/cost_report/" + day(4), 3_900_000L);
        sums.put("anthropic/cost_report/" + day(5), 6_750_000L);
        sums.put("anthropic/cost_report/" + day(6), 7_500_000L);
        sums.put("anthropic/cost_report/" + day(9), 5_250_000L);
        sums.put("openai/completions/" + day(1), 1600L);
        sums.put("openai/completions/" + day(2), 1200L);
        sums.put("openai/costs/" + day(1), 2_900_000L);
        sums.put("openai/costs/" + day(2), 3_600_000L);
        sums.replaceAll((bucket, sum) -> sum * BilledAccount.THOUSAND);
        return sums;
    }

    private void measureCalls() throws Exception {
        Path book = Files.writeString(folder.resolve("book.yaml"), BilledAccount.PRICES);
        run("prices", "import", book.toString());
        StreamsConfigs config = new StreamsConfigs(
                broker.bootstrapServers(), APPLICATION, folder.resolve("state").toString(), 1, Duration.ofMillis(100));
        try (GovernorStreams streams = new GovernorStreams(
                new TopologySettings(TOPICS, Policy.DEFAULT_HORIZON_MS, Clocking.STREAM), registry, config, Map.of())) {
            streams.start();
            CaughtUp caughtUp = new CaughtUp(admin, TOPICS, APPLICATION);
            assertThat(caughtUp.await(WITHIN, streams::alive)).isTrue();
            send(List.of(
                    account.call(day(6), OPUS, 3000, 0, 100),
                    account.call(day(5), OPUS, 1000, 0, 100),
                    account.call(day(4), OPUS, 1000, 0, 100),
                    account.call(day(3), OPUS, 1000, 0, 100),
                    account.call(day(2), UNPRICED, 1000, 0, 100),
                    account.call(day(2), GPT, 900, 0, 200),
                    account.call(day(1), OPUS, 1000, 2000, 300),
                    account.call(day(1), GPT, 1000, 500, 100),
                    // nine days after it ended: too late to be counted, but billed
                    account.call(day(9), OPUS, 700, 0, 70)));
            assertThat(caughtUp.await(WITHIN, streams::alive)).isTrue();
        }
    }

    private void send(List<UsageEvent> calls) {
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (UsageSender sender =
                new UsageSender(client, registry, TOPICS, UsageSender.Stamping.NONE, (a, b, c) -> {})) {
            calls.forEach(call -> sender.accept(call, new SourceCoordinates("test", 0)));
            sender.flush();
        }
    }

    private void reconcile() throws Exception {
        Path out = folder.resolve("reconciled.json");
        String table = run("reconcile", "--from", day(10).toString(), "--out", out.toString());
        JsonNode result = new ObjectMapper().readTree(out.toFile());

        assertThat(parts(result, "anthropic", day(1))).isEmpty();
        assertThat(parts(result, "anthropic", day(2))).isEqualTo(Map.of("unpriced", 7_500_000_000L));
        assertThat(parts(result, "anthropic", day(3))).isEqualTo(Map.of("missing_source", 30_000_000_000L));
        assertThat(parts(result, "anthropic", day(4))).isEqualTo(Map.of("cache_class", -3_600_000_000L));
        assertThat(parts(result, "anthropic", day(5))).isEqualTo(Map.of("price", -750_000_000L));
        assertThat(parts(result, "anthropic", day(6))).isEqualTo(Map.of("surplus", -10_000_000_000L));
        assertThat(parts(result, "anthropic", day(9))).isEqualTo(Map.of("late", 5_250_000_000L));
        assertThat(parts(result, "openai", day(1))).isEmpty();
        assertThat(parts(result, "openai", day(2))).isEqualTo(Map.of("missing_source", 200_000_000L));
        assertThat(comparison(result, "openai", day(2)).path("basis").asText()).isEqualTo("day");
        assertThat(comparison(result, "anthropic", day(1)).path("model").asText())
                .isEqualTo(OPUS);
        assertThat(table)
                .contains("anthropic, " + day(10) + " to " + day(1) + " (UTC days)")
                .contains("missing_source +$30.00")
                .contains("The largest part was billed and reported by nobody, on " + OPUS);
        assertThat(reconciliationKeys())
                .contains("anthropic/" + day(1) + "/" + OPUS, "openai/" + day(2) + "/")
                .hasSize(9);
    }

    /** What an earlier run said of these days, and does not hold any more, goes; other days and providers stay. */
    private void takesBackWhatDoesNotHoldAnyMore() throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaProducer<String, byte[]> earlier =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            for (String key : List.of("anthropic/" + day(2), "anthropic/" + day(4), "openai/" + day(2))) {
                earlier.send(new ProducerRecord<>(TOPICS.name(Topic.RECONCILIATION), key + "/renamed", new byte[0]));
            }
        }

        String refused = runRefused("reconcile", "--provider", "opneai");
        run("reconcile", "--from", day(3).toString(), "--provider", "anthropic");

        assertThat(refused).contains("--provider opneai has no bill").contains("openai");
        assertThat(reconciliationKeys())
                .hasSize(9 + 2)
                .contains("anthropic/" + day(4) + "/renamed", "openai/" + day(2) + "/renamed");
    }

    private List<String> reconciliationKeys() {
        Map<String, Boolean> keys = new TreeMap<>();
        tail.readAll(TOPICS.name(Topic.RECONCILIATION), record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                keys.remove(key);
            } else {
                keys.put(key, true);
            }
        });
        return List.copyOf(keys.keySet());
    }

    private static JsonNode comparison(JsonNode result, String provider, LocalDate day) {
        for (JsonNode each : result.path("providers")) {
            if (each.path("provider").asText().equals(provider)) {
                for (JsonNode model : each.path("models")) {
                    if (model.path("day").asText().equals(day.toString())) {
                        return model;
                    }
                }
            }
        }
        throw new AssertionError("no comparison of " + provider + " on " + day + ": " + result);
    }

    private static Map<String, Long> parts(JsonNode result, String provider, LocalDate day) {
        JsonNode comparison = comparison(result, provider, day);
        Map<String, Long> parts = new TreeMap<>();
        long[] sum = {0};
        comparison.path("parts_nano_usd").fields().forEachRemaining(part -> {
            sum[0] += part.getValue().asLong();
            if (part.getValue().asLong() != 0) {
                parts.put(part.getKey(), part.getValue().asLong());
            }
        });
        assertThat(comparison.path("difference_nano_usd").asLong()).isEqualTo(sum[0]);
        return parts;
    }

    private String run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertThat(execute(out, err, arguments)).as(err.toString()).isZero();
        return out.toString();
    }

    private String runRefused(String... arguments) {
        StringWriter err = new StringWriter();
        assertThat(execute(new StringWriter(), err, arguments)).isEqualTo(2);
        return err.toString();
    }

    private int execute(StringWriter out, StringWriter err, String... arguments) {
        String[] all = Stream.concat(
                        Arrays.stream(arguments),
                        Stream.of("--brokers", broker.bootstrapServers(), "--registry", registryServer.url()))
                .toArray(String[]::new);
        CommandLine command = FlyballCommand.commandLine();
        return command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    private Map<String, String> settings(String connector, FakeProvider provider) {
        return Map.of(
                "connector.class", "io.flyball.connect." + connector,
                "tasks.max", "2",
                "admin.key", FakeProvider.KEY,
                "base.url", provider.baseUrl(),
                "registry.url", registryServer.url(),
                "lookback.days", "10",
                "poll.interval.ms", "300",
                "retry.backoff.ms", "20",
                "retry.backoff.max.ms", "200");
    }

    private static LocalDate day(int before) {
        return TODAY.minusDays(before);
    }
}
