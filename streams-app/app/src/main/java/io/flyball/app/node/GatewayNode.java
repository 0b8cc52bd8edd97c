package io.flyball.app.node;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.flyball.app.http.HealthDoor;
import io.flyball.app.http.JsonErrors;
import io.flyball.app.http.MetricsDoor;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process that answers gateways and does nothing else, beside each of them if need be. It needs no registry, and Kafka
 * only to learn: without it everything passes.
 */
public final class GatewayNode implements AutoCloseable {
    private static final Duration QUIET = Duration.ofMillis(200);
    private static final Duration DRAIN = Duration.ofSeconds(15);

    private final GatewayRole role;
    private final Server server;

    private GatewayNode(GatewayRole role, Server server) {
        this.role = role;
        this.server = server;
    }

    /**
     * Opens the doors; the topic is read meanwhile.
     *
     * @param client bootstrap servers and security of the Kafka client
     * @param port 0: any free one
     */
    public static GatewayNode start(
            Map<String, Object> client,
            String throttleTopic,
            GatewaySettings settings,
            int port,
            @Nullable TlsSettings tls) {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        GatewayRole role = new GatewayRole(client, throttleTopic, settings, meters);
        ServerBuilder builder = TlsSettings.server(tls, port);
        role.bind(builder);
        new HealthDoor(Optional::empty, Optional::empty, role::factsAsJson).bind(builder);
        new MetricsDoor(meters).bind(builder);
        Server server = builder.errorHandler(new JsonErrors())
                .gracefulShutdownTimeout(QUIET, DRAIN)
                .build();
        server.start().join();
        return new GatewayNode(role, server);
    }

    /** The port of the doors. */
    public int httpPort() {
        return server.activeLocalPort();
    }

    @Override
    public void close() {
        server.stop().join();
        role.close();
    }
}
