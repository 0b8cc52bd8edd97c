package io.flyball.runtime;

import io.flyball.core.admit.PartitionLedger;
import io.flyball.core.admit.PartitionLedger.Count;
import io.flyball.core.govern.ScopeState;
import io.flyball.core.model.Scope;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.model.UsageEventBuilder;
import io.flyball.core.price.Adjustment;
import io.flyball.core.price.ChargedCall;
import io.flyball.core.spend.Window;
import io.flyball.runtime.state.LedgerCodec;
import io.flyball.runtime.state.ScopeKeys;
import io.flyball.runtime.state.ScopeStateCodec;
import io.flyball.schemas.AdjustmentCodec;
import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.ChargeCodec;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.UsageEventCodec;
import io.flyball.schemas.UsageHeaders;
import io.flyball.schemas.avro.Alert;
import io.flyball.schemas.avro.Charge;
import io.flyball.schemas.avro.ControlRecord;
import io.flyball.schemas.avro.FindingEvent;
import io.flyball.schemas.avro.RejectedUsage;
import io.flyball.schemas.avro.SpendUpdate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The whole topology on Kafka's test driver, with the settings of a running installation and a registry in memory. The
 * driver has one task, which is partition 0, commits after every record, and reads what goes to the rekey and roll-up
 * topics back in by itself.
 */
final class TopologyFixture implements AutoCloseable {
    /** 2026-03-02T10:15:00Z, a Monday. */
    static final long NOW_MS = 1_772_446_500_000L;

    static final Instant NOW = Instant.ofEpochMilli(NOW_MS);
    static final long HOUR_MS = 3_600_000L;
    static final long HORIZON_MS = 7 * 24 * HOUR_MS;

    private final TopicCatalogue topics;
    private final SchemaRegistry registry;
    private final InForce inForce;
    private final TopologyTestDriver driver;
    private final Map<Topic, List<TestRecord<byte[], byte[]>>> outputs = new TreeMap<>();
    private int serial;

    /** One partition, wall clock and stream time together. */
    TopologyFixture(Path stateDir) {
        this(stateDir, 1, Clocking.LATER_OF_STREAM_AND_WALL);
    }

    TopologyFixture(Path stateDir, int partitions, Clocking clocking) {
        this(stateDir, partitions, clocking, SchemaRegistry.inMemory());
    }

    TopologyFixture(Path stateDir, int partitions, Clocking clocking, SchemaRegistry registry) {
        this(stateDir, settings(partitions, clocking), registry);
    }

    TopologyFixture(Path stateDir, TopologySettings settings, SchemaRegistry registry) {
        this.topics = settings.topics();
        this.registry = registry;
        this.inForce = settings.inForce();
        this.driver = new TopologyTestDriver(FlyballTopology.of(settings, registry), config(stateDir), NOW);
    }

    static TopologySettings settings(int partitions, Clocking clocking) {
        return new TopologySettings(new TopicCatalogue("", partitions, (short) 1), HORIZON_MS, clocking);
    }

    /** What the tasks told of what they hold. */
    InForce inForce() {
        return inForce;
    }

    private static Properties config(Path stateDir) {
        Properties config = new Properties();
        config.putAll(new StreamsConfigs("localhost:1", "flyball", stateDir.toString(), 1, Duration.ofMillis(100))
                .toMap(Map.of()));
        return config;
    }

    /** A call of ann's that costs what it says, at {@link #NOW}, with an id of its own. */
    UsageEventBuilder call(String usd) {
        return UsageEvent.builder()
                .eventId("e-" + serial++)
                .timeMs(NOW_MS)
                .model("nobody-prices-this")
                .user("ann")
                .reportedCostUsd(new java.math.BigDecimal(usd));
    }

    byte[] bytes(UsageEvent call) {
        return new UsageEventCodec(registry, topics).encode(call);
    }

    void usage(UsageEventBuilder call) {
        usage(call.build());
    }

    void usage(UsageEvent call) {
        usage(utf8(call.payer()), bytes(call), new RecordHeaders());
    }

    /** A call that reaches the topic when it is made. */
    void usageAtItsTime(UsageEventBuilder builder) {
        UsageEvent call = builder.build();
        pipe(Topic.USAGE, new TestRecord<>(utf8(call.payer()), bytes(call), new RecordHeaders(), call.timeMs()));
    }

    /** A record as bytes, that reaches the topic at the wall clock of the driver's start. */
    void usage(byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {
        pipe(Topic.USAGE, new TestRecord<>(key, value, headers, NOW_MS));
    }

    void endOfInput(long streamTimeMs) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(UsageHeaders.END_OF_INPUT, new byte[0]);
        headers.add(UsageHeaders.STREAM_TIME, UsageHeaders.ofTimeMs(streamTimeMs));
        usage(null, null, headers);
    }

    void control(ControlRecord record) {
        byte[] value = new AvroSerde<>(registry, topics, Topic.CONTROL, ControlRecord.class).serialize(record);
        control(ControlMapping.key(record), value);
    }

    void control(String key, byte[] value) {
        pipe(Topic.CONTROL, new TestRecord<>(utf8(key), value, new RecordHeaders(), NOW_MS));
    }

    /** An adjustment as the re-rater of that application sends it. */
    void adjustment(String application, Adjustment adjustment) {
        byte[] value =
                new AdjustmentCodec(registry, topics).encode(new AdjustmentCodec.Addressed(application, adjustment));
        adjustmentBytes(adjustment.charge().call().payer(), value);
    }

    void adjustmentBytes(String payer, byte @Nullable [] value) {
        pipe(Topic.ADJUSTMENTS, new TestRecord<>(utf8(payer), value, new RecordHeaders(), NOW_MS));
    }

    /** Every charge so far, adjustments among them. */
    List<ChargedCall> charged() {
        ChargeCodec codec = new ChargeCodec(registry, topics);
        return out(Topic.CHARGES).stream().map(r -> codec.read(r.value())).toList();
    }

    private void pipe(Topic topic, TestRecord<byte[], byte[]> record) {
        driver.createInputTopic(topics.name(topic), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(record);
    }

    void advance(Duration wallClock) {
        driver.advanceWallClockTime(wallClock);
    }

    /** Everything written to a topic so far. */
    List<TestRecord<byte[], byte[]>> out(Topic topic) {
        List<TestRecord<byte[], byte[]>> all = outputs.computeIfAbsent(topic, t -> new ArrayList<>());
        String name = topics.name(topic);
        if (driver.producedTopicNames().contains(name)) {
            all.addAll(driver.createOutputTopic(name, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList());
        }
        return all;
    }

    List<Charge> charges() {
        return out(Topic.CHARGES, Charge.class);
    }

    List<RejectedUsage> rejected() {
        return out(Topic.USAGE_REJECTED, RejectedUsage.class);
    }

    List<FindingEvent> findings() {
        return out(Topic.FINDINGS, FindingEvent.class);
    }

    List<Alert> alerts() {
        return out(Topic.ALERTS, Alert.class);
    }

    List<SpendUpdate> spend() {
        return out(Topic.SPEND, SpendUpdate.class);
    }

    private <T extends org.apache.avro.specific.SpecificRecord> List<T> out(Topic topic, Class<T> type) {
        AvroSerde<T> serde = new AvroSerde<>(registry, topics, topic, type);
        return out(topic).stream().map(r -> serde.deserialize(r.value())).toList();
    }

    /** Signals and tombstones as text. */
    List<String> throttle() {
        return out(Topic.THROTTLE).stream()
                .map(r -> r.value() == null ? "tombstone" : new String(r.value(), StandardCharsets.UTF_8))
                .toList();
    }

    PartitionLedger ledger() {
        byte[] bytes = store(StageNames.PAYER_BOOKS).get(Books.ledgerKey());
        return bytes == null ? new PartitionLedger() : new LedgerCodec().decode(bytes);
    }

    /** What the ledger counts, zeros left out: {@code read=2 admitted=1 duplicate=1}. */
    String counts() {
        PartitionLedger ledger = ledger();
        StringBuilder text = new StringBuilder();
        for (Count count :
                List.of(Count.READ, Count.ADMITTED, Count.DUPLICATE, Count.LATE, Count.REJECTED, Count.REROUTED)) {
            if (ledger.get(count) != 0) {
                text.append(count.wireName())
                        .append('=')
                        .append(ledger.get(count))
                        .append(' ');
            }
        }
        return text.toString().strip();
    }

    /** What the window of a scope such as {@code team:payments} holds, nano-USD; 0 where the scope is not known. */
    long cost(String scope, Window window) {
        ScopeState state = state(Scope.parse(scope));
        return state == null ? 0 : state.spend().windowCostNanoUsd(window);
    }

    @Nullable
    ScopeState state(Scope scope) {
        String store = scope.dimension() == io.flyball.core.model.Dimension.USER
                ? StageNames.PAYER_SCOPES
                : StageNames.MERGE_SCOPES;
        byte[] bytes = store(store).get(ScopeKeys.ofScope(scope));
        return bytes == null ? null : new ScopeStateCodec().decode(bytes);
    }

    KeyValueStore<Bytes, byte[]> store(String name) {
        return driver.getKeyValueStore(name);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.close();
    }
}
