package io.flyball.app.streams;

import io.flyball.core.govern.Policy;
import io.flyball.runtime.FlyballTopology;
import io.flyball.runtime.SpendQueries;
import io.flyball.runtime.StreamsConfigs;
import io.flyball.runtime.TopologySettings;
import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.avro.ControlRecord;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topology, running: start, look into, stop. */
public final class GovernorStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GovernorStreams.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(60);
    private static final int THREAD_REPLACEMENTS = 10;

    private final KafkaStreams streams;
    private final SpendQueries queries;
    private final AvroSerde<ControlRecord> controls;
    private int replaced;

    /** Builds the topology; nothing runs before {@link #start}. */
    public GovernorStreams(
            TopologySettings settings, SchemaRegistry registry, StreamsConfigs config, Map<String, ?> overrides) {
        Properties properties = new Properties();
        properties.putAll(config.toMap(overrides));
        this.streams = new KafkaStreams(FlyballTopology.of(settings, registry), properties);
        this.queries = new SpendQueries(streams, settings.layout());
        this.controls = new AvroSerde<>(registry, settings.topics(), Topic.CONTROL, ControlRecord.class);
        streams.setUncaughtExceptionHandler(this::onUncaught);
    }

    private synchronized StreamThreadExceptionResponse onUncaught(Throwable bug) {
        LOG.error("A stream thread ended", bug);
        return ++replaced <= THREAD_REPLACEMENTS
                ? StreamThreadExceptionResponse.REPLACE_THREAD
                : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    public void start() {
        streams.start();
    }

    public KafkaStreams streams() {
        return streams;
    }

    public SpendQueries queries() {
        return queries;
    }

    /** The policy in force. */
    public Policy policy() {
        return queries.policy(controls);
    }

    /** Whether it must be restarted: it stopped by itself. Restoring and rebalancing are life. */
    public boolean alive() {
        KafkaStreams.State state = streams.state();
        return state != KafkaStreams.State.ERROR && state != KafkaStreams.State.NOT_RUNNING;
    }

    public boolean running() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    @Override
    public void close() {
        streams.close(CLOSE_WITHIN);
    }
}
