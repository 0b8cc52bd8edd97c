package io.flyball.app.node;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.flyball.alerting.chart.TrendCharts;
import io.flyball.app.config.Role;
import io.flyball.app.explain.ExplainDoor;
import io.flyball.app.http.HealthDoor;
import io.flyball.app.http.LiveView;
import io.flyball.app.http.PageDoors;
import io.flyball.app.http.SignalSource;
import io.flyball.app.report.ReportBuilder;
import io.flyball.app.report.ReportDoor;
import io.flyball.app.rerate.Rerater;
import io.flyball.app.rerate.ReraterGroup;
import io.flyball.app.streams.CaughtUp;
import io.flyball.app.streams.GovernorStreams;
import io.flyball.app.streams.TopicTail;
import io.flyball.runtime.FlyballMetric;
import io.flyball.runtime.StoreTagFilter;
import io.flyball.runtime.TopologySettings;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process: its topology, its alerting, and the one server with all doors. Closing it drains and stops them all. */
public final class GovernorNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GovernorNode.class);

    /** Doors stay open for requests under way until none came for that long, and no longer than the second. */
    private static final Duration QUIET = Duration.ofMillis(200);

    private static final Duration DRAIN = Duration.ofSeconds(15);

    private final NodeSettings settings;
    private final SchemaRegistry registry;
    private final LiveView view = new LiveView();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final TopologySettings topology;
    private final GovernorStreams streams;
    private final ReraterGroup reraters;
    private final CaughtUp caughtUp;
    private final int httpPort;

    private GovernorNode(
            NodeSettings settings, SchemaRegistry registry, AlertTargets alerts, List<FeedListener> moreListeners) {
        this.settings = settings;
        this.registry = registry;
        meters.config().meterFilter(new StoreTagFilter());
        topology = new TopologySettings(settings.topics(), settings.horizonMs(), settings.clocking()).inShadowAtFirst();
        streams = new GovernorStreams(topology, registry, settings.streams(), settings.streamsOverrides());
        Admin admin = closing(Admin.create(settings.client()));
        String applicationId = settings.streams().applicationId();
        reraters = new ReraterGroup(admin, settings.topics(), applicationId);
        boolean rerates = settings.roles().contains(Role.STREAMS);
        caughtUp = new CaughtUp(admin, settings.topics(), applicationId, rerates ? reraters.name() : null);
        AlertingRole alerting = settings.roles().contains(Role.ALERTING)
                ? closing(new AlertingRole(settings, registry, alerts, meters))
                : null;
        httpPort = startDoors(alerting);
        if (settings.roles().contains(Role.STREAMS)) {
            startStreams();
        }
        alerts.charts().drawFrom(this::trend);
        if (alerting != null) {
            alerting.start();
        }
        List<FeedListener> listeners = new ArrayList<>(moreListeners);
        listeners.add(new ViewListener(view));
        closing(new LiveFeed(settings.client(), settings.topics(), registry, listeners))
                .start();
    }

    /**
     * Starts everything the settings name; answers when the doors are open, while the topology may still restore.
     *
     * @param alerts where alerts go
     * @param listeners told what the output topics say
     */
    public static GovernorNode start(
            NodeSettings settings, SchemaRegistry registry, AlertTargets alerts, List<FeedListener> listeners) {
        return new GovernorNode(settings, registry, alerts, listeners);
    }

    private List<TrendCharts.Point> trend(String scope, String window) {
        return view.trendOf(scope, window).stream()
                .map(at -> new TrendCharts.Point(at.atMs(), at.nanoUsd()))
                .toList();
    }

    private void startStreams() {
        new JvmMemoryMetrics().bindTo(meters);
        reraters.begin();
        Rerater rerater = closing(new Rerater(settings.client(), registry, reraters));
        FlyballMetric.RERATING_LOOKED_AT.register(meters, rerater, Rerater::lookedAt);
        FlyballMetric.RERATING_ADJUSTED.register(meters, rerater, Rerater::adjusted);
        rerater.start();
        closing(streams).start();
        KafkaStreamsMetrics kafka = closing(new KafkaStreamsMetrics(streams.streams()));
        kafka.bindTo(meters);
        closing(new GovernorMetrics(streams, topology.inForce(), meters, view)).start();
    }

    private int startDoors(@Nullable AlertingRole alerting) {
        ServerBuilder builder = TlsSettings.server(settings.tls(), settings.httpPort());
        GatewayRole gateway = settings.roles().contains(Role.GATEWAY) ? startGateway(builder) : null;
        HealthDoor health =
                new HealthDoor(this::whyNotAlive, this::whyNotReady, gateway == null ? Map::of : gateway::factsAsJson);
        SignalSource signals = gateway == null ? () -> view.signalsInForce(System.currentTimeMillis()) : null;
        new PageDoors(view, signals, health, meters).bind(builder);
        if (settings.roles().contains(Role.STREAMS)) {
            bindReports(builder);
        }
        if (settings.roles().contains(Role.INGEST)) {
            closing(new IngestRole(settings, registry, meters)).bind(builder);
        }
        if (alerting != null) {
            alerting.bind(builder);
        }
        builder.gracefulShutdownTimeout(QUIET, DRAIN);
        Server server = closing(builder.build());
        server.start().join();
        return server.activeLocalPort();
    }

    private GatewayRole startGateway(ServerBuilder builder) {
        GatewayRole gateway = closing(
                new GatewayRole(settings.client(), settings.topics().name(Topic.THROTTLE), settings.gateway(), meters));
        gateway.bind(builder);
        return gateway;
    }

    /** Only who counts can say what was counted. */
    private void bindReports(ServerBuilder builder) {
        ReportBuilder reports =
                new ReportBuilder(streams, settings.topics(), registry, new TopicTail(settings.client()));
        new ReportDoor(streams, caughtUp, reports).bind(builder);
        new ExplainDoor(new Explained(reports, view), System::currentTimeMillis).bind(builder);
    }

    private Optional<String> whyNotAlive() {
        return !settings.roles().contains(Role.STREAMS) || streams.alive()
                ? Optional.empty()
                : Optional.of("The topology has stopped: restart this instance.");
    }

    private Optional<String> whyNotReady() {
        return !settings.roles().contains(Role.STREAMS) || streams.running()
                ? Optional.empty()
                : Optional.of("The topology is starting, restoring or rebalancing.");
    }

    /** The port of the doors. */
    public int httpPort() {
        return httpPort;
    }

    public GovernorStreams streams() {
        return streams;
    }

    public CaughtUp caughtUp() {
        return caughtUp;
    }

    private <T extends AutoCloseable> T closing(T part) {
        running.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            AutoCloseable part = running.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
