package io.flyball.app.streams;

import io.flyball.runtime.FlyballTopology;
import io.flyball.runtime.SpendQueries;
import io.flyball.runtime.StreamsConfigs;
import io.flyball.runtime.TopologySettings;
import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.avro.ControlRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topology, running: start, look into, stop. */
public final class GovernorStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GovernorStreams.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(60);
    private static final int THREAD_REPLACEMENTS = 10;

    private final TopologySettings settings;
    private final SchemaRegistry registry;
    private final Properties properties = new Properties();
    private final LocalState localState;
    private final SpendQueries queries;
    private final AvroSerde<ControlRecord> controls;
    private @Nullable KafkaStreams streams;
    private int replaced;
    private boolean started;

    /**
     * Nothing is built or runs, and the state folder is not touched, before {@link #start} or the first question: a
     * process without this role may lie beside one that has it.
     */
    public GovernorStreams(
            TopologySettings settings, SchemaRegistry registry, StreamsConfigs config, Map<String, ?> overrides) {
        this.settings = settings;
        this.registry = registry;
        this.properties.putAll(config.toMap(overrides));
        this.localState = new LocalState(Path.of(config.stateDir(), config.applicationId()));
        this.queries = new SpendQueries(this::streams, settings.layout());
        this.controls = new AvroSerde<>(registry, settings.topics(), Topic.CONTROL, ControlRecord.class);
    }

    private KafkaStreams newStreams() {
        KafkaStreams made = new KafkaStreams(FlyballTopology.of(settings, registry), properties);
        made.setUncaughtExceptionHandler(this::onUncaught);
        return made;
    }

    private synchronized StreamThreadExceptionResponse onUncaught(Throwable bug) {
        LOG.error("A stream thread ended", bug);
        return ++replaced <= THREAD_REPLACEMENTS
                ? StreamThreadExceptionResponse.REPLACE_THREAD
                : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /**
     * Starts the topology. State that a killed process left behind is deleted first, and so is state that cannot be
     * opened: it comes back from the changelogs.
     */
    public void start() {
        KafkaStreams first = streams(); // holds the lock of the folder before anything in it is deleted
        if (localState.deleteUnlessClosedCleanly()) {
            LOG.warn("The process before was killed: local state is rebuilt from the changelogs");
        }
        try {
            first.start();
        } catch (ProcessorStateException unopenable) {
            LOG.warn("Local state cannot be opened and is rebuilt from the changelogs", unopenable);
            first.close(Duration.ZERO);
            localState.delete();
            buildAnew().start();
        }
        started = true;
    }

    public synchronized KafkaStreams streams() {
        return streams == null ? buildAnew() : streams;
    }

    private synchronized KafkaStreams buildAnew() {
        KafkaStreams built = newStreams();
        streams = built;
        return built;
    }

    private synchronized @Nullable KafkaStreams built() {
        return streams;
    }

    public SpendQueries queries() {
        return queries;
    }

    /** The zone in which calendar periods are counted. */
    public ZoneId zone() {
        return queries.zone(controls);
    }

    /** Whether it must be restarted: it stopped by itself. Restoring and rebalancing are life. */
    public boolean alive() {
        KafkaStreams.State state = streams().state();
        return state != KafkaStreams.State.ERROR && state != KafkaStreams.State.NOT_RUNNING;
    }

    public boolean running() {
        return streams().state() == KafkaStreams.State.RUNNING;
    }

    @Override
    public void close() {
        KafkaStreams built = built();
        if (built == null) {
            return;
        }
        boolean closed = built.close(CLOSE_WITHIN);
        if (started && closed && built.state() == KafkaStreams.State.NOT_RUNNING) {
            localState.closedCleanly();
        }
    }
}
