package io.flyball.app.http;

import com.linecorp.armeria.server.ServerBuilder;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;

/** The page and everyone's doors together, for the one server of a process. */
public final class PageDoors {
    private final LiveView view;
    private final @Nullable SignalSource signals;
    private final HealthDoor health;
    private final PrometheusMeterRegistry registry;

    /**
     * The doors over one view.
     *
     * @param signals for the throttle doors; null: the gateway role has them
     */
    public PageDoors(
            LiveView view, @Nullable SignalSource signals, HealthDoor health, PrometheusMeterRegistry registry) {
        this.view = view;
        this.signals = signals;
        this.health = health;
        this.registry = registry;
    }

    /** Adds all of them, and answers what no door answers with one sentence of JSON. */
    public void bind(ServerBuilder server) {
        new PageDoor().bind(server);
        new SpendDoor(view).bind(server);
        new WasteKindsDoor().bind(server);
        new FindingsDoor(view).bind(server);
        if (signals != null) {
            new ThrottleDoor(signals).bind(server);
        }
        new EventsDoor(view, EventPace.DEFAULT).bind(server);
        health.bind(server);
        new MetricsDoor(registry).bind(server);
        server.errorHandler(new JsonErrors());
    }
}
