package io.flyball.app.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.app.Oracle;
import io.flyball.app.SharedData;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Broker, registry and application as containers on one network, a file sent through, the report held to the oracle. */
@Tag("containers")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestInstance(Lifecycle.PER_CLASS)
class ContainerSmokeIT {
    private static final String REPORT_INSIDE = "/var/lib/flyball/report.json";

    /** 5,201 lines of 2,870 real calls: repeated, and arriving up to six days out of order. */
    private static final String DATA_SET = "context-evaluator.repeated";

    private @Nullable ContainerStack started;
    private @Nullable TestAbortedException absent;

    @BeforeAll
    void startStack() {
        try {
            started = ContainerStack.start();
        } catch (TestAbortedException e) {
            absent = e; // said by each test: a class that skips as a whole leaves no reason in the reports
        }
    }

    @BeforeEach
    void skipWithoutStack() {
        if (absent != null) {
            throw absent;
        }
    }

    @AfterAll
    void stopStack() {
        if (started != null) {
            started.close();
        }
    }

    @Test
    void carriesARecordFromThisMachineThroughTheBroker() {
        // given
        String topic = "smoke";
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack().bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", "through the mapped listener"));
        }

        // when
        List<String> values;
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack().bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG, "smoke",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            values = firstValues(consumer);
        }

        // then
        assertThat(values).containsExactly("through the mapped listener");
    }

    @Test
    void reachesTheRegistryThroughItsConfluentApi() throws Exception {
        // given
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest subjects = HttpRequest.newBuilder(URI.create(stack().registryUrl() + "/subjects"))
                .timeout(Duration.ofSeconds(20))
                .build();

        // when
        HttpResponse<String> answer = client.send(subjects, HttpResponse.BodyHandlers.ofString());

        // then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("[");
    }

    @Test
    void countsAFileAsTheOracleDoes(@TempDir Path folder) throws Exception {
        // given
        Path book = SharedData.require("data/prices/book.json");
        Path calls = SharedData.require("data/native/" + DATA_SET + ".jsonl.gz");
        Path expected = SharedData.require("data/expected/" + DATA_SET + ".json");
        Path report = folder.resolve("report.json");
        ContainerStack stack = stack();
        String brokers = ContainerStack.brokersInside();
        stack.run(Map.of(), "topics", "create", "--replication-factor", "1", "--brokers", brokers);
        runOnCluster(Map.of("/data/book.json", book), "prices", "import", "/data/book.json");
        stack.startApplication();

        // when
        runOnCluster(Map.of("/data/calls.jsonl.gz", calls), "produce", "/data/calls.jsonl.gz", "--format", "native");
        stack.runAndFetch(
                REPORT_INSIDE, report, "report", "--out", REPORT_INSIDE, "--at", ContainerStack.APPLICATION_URL);

        // then
        assertThat(Oracle.verdict(expected, report)).startsWith("equal");
    }

    private void runOnCluster(Map<String, Path> files, String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--brokers", ContainerStack.brokersInside(), "--registry", ContainerStack.registryInside()));
        stack().run(files, all.toArray(String[]::new));
    }

    private ContainerStack stack() {
        return Objects.requireNonNull(started);
    }

    private static List<String> firstValues(KafkaConsumer<String, String> consumer) {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        List<String> values = List.of();
        while (values.isEmpty() && System.nanoTime() < deadlineNanos) {
            var records = consumer.poll(Duration.ofMillis(200));
            values = StreamSupport.stream(records.spliterator(), false)
                    .map(record -> record.value())
                    .toList();
        }
        return values;
    }
}
