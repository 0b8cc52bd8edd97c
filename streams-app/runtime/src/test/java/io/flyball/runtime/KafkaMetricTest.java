package io.flyball.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.internals.FetchMetricsRegistry;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaMetricTest {
    private final Path stateDirectory;

    KafkaMetricTest(@TempDir Path stateDirectory) {
        this.stateDirectory = stateDirectory;
    }

    @Test
    void everyMetricWeRelyOnIsOneThatKafkaHas() {
        // given
        Set<String> known = new HashSet<>();
        try (TopologyTestDriver driver = new TopologyTestDriver(twoStores(), config());
                KafkaStreams streams = new KafkaStreams(twoStores(), config())) {
            driver.metrics().keySet().forEach(name -> known.add(name.group() + "/" + name.name()));
            streams.metrics().keySet().forEach(name -> known.add(name.group() + "/" + name.name()));
        }
        new FetchMetricsRegistry("consumer")
                .getAllTemplates()
                .forEach(template -> known.add(template.group() + "/" + template.name()));

        // when
        Set<String> reliedOn = Arrays.stream(KafkaMetric.values())
                .map(metric -> metric.group() + "/" + metric.kafkaName())
                .collect(Collectors.toSet());

        // then
        assertThat(known).containsAll(reliedOn);
    }

    @Test
    void micrometerBindsThemUnderTheNamesAndTypesWeSay() {
        // given
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (TopologyTestDriver driver = new TopologyTestDriver(twoStores(), config());
                KafkaStreams streams = new KafkaStreams(twoStores(), config());
                KafkaClientMetrics ofTasks = new KafkaClientMetrics(carrying(driver.metrics()));
                KafkaStreamsMetrics ofThreads = new KafkaStreamsMetrics(streams)) {

            // when
            ofTasks.bindTo(registry);
            ofThreads.bindTo(registry);

            // then
            for (KafkaMetric metric : KafkaMetric.values()) {
                if (metric != KafkaMetric.RECORDS_LAG) { // there is none before the first fetch
                    Meter bound = registry.get(metric.meterName()).meter();
                    assertThat(bound.getId().getType()).as(metric.meterName()).isEqualTo(metric.type());
                }
            }
        }
    }

    @Test
    void aWindowStoreAndAKeyValueStoreAreScrapedSideBySide() {
        // given
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(new StoreTagFilter());
        try (TopologyTestDriver driver = new TopologyTestDriver(twoStores(), config());
                KafkaClientMetrics metrics = new KafkaClientMetrics(carrying(driver.metrics()))) {

            // when
            metrics.bindTo(registry);

            // then
            assertThat(registry.scrape().lines().filter(line -> line.startsWith("kafka_stream_state_total_sst_files")))
                    .anyMatch(line -> line.contains("store=\"heads\""))
                    .anyMatch(line -> line.contains("store=\"seen\""));
        }
    }

    /** Micrometer binds clients; a producer that only carries the metrics lets it bind those of a topology test. */
    private static MockProducer<byte[], byte[]> carrying(Map<MetricName, ? extends Metric> metrics) {
        MockProducer<byte[], byte[]> producer = new MockProducer<>();
        metrics.forEach(producer::setMockMetrics);
        return producer;
    }

    private static Topology twoStores() {
        Serdes.StringSerde text = new Serdes.StringSerde();
        return new Topology()
                .addSource("usage", text.deserializer(), text.deserializer(), "usage")
                .addProcessor("admission", Forwarding::new, "usage")
                .addStateStore(
                        Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore("heads"), text, text), "admission")
                .addStateStore(
                        Stores.windowStoreBuilder(
                                Stores.persistentWindowStore("seen", Duration.ofDays(1), Duration.ofMillis(1), false),
                                text,
                                text),
                        "admission")
                .addSink("charges", "charges", text.serializer(), text.serializer(), "admission");
    }

    private Properties config() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "metrics");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        return config;
    }

    private static final class Forwarding extends ContextualProcessor<String, String, String, String> {
        @Override
        public void process(Record<String, String> usage) {
            context().forward(usage);
        }
    }
}
