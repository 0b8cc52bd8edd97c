package io.flyball.app.http;

import com.linecorp.armeria.server.ServerBuilder;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The page and everyone's doors together, for the one server of a process. */
public final class PageDoors {
    private final LiveView view;
    private final SignalSource signals;
    private final HealthDoor health;
    private final PrometheusMeterRegistry registry;

    public PageDoors(LiveView view, SignalSource signals, HealthDoor health, PrometheusMeterRegistry registry) {
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
        new ThrottleDoor(signals).bind(server);
        new EventsDoor(view, EventPace.DEFAULT).bind(server);
        health.bind(server);
        new MetricsDoor(registry).bind(server);
        server.errorHandler(new JsonErrors());
    }
}
