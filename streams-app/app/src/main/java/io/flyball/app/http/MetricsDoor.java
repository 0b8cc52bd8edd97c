package io.flyball.app.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.CompletableFuture;

/** {@code GET /metrics} in Prometheus' text format, or OpenMetrics where the scraper asks for it. */
public final class MetricsDoor {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry registry;

    public MetricsDoor(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    /** Adds the door. */
    public void bind(ServerBuilder server) {
        server.route().get("/metrics").build((ctx, request) -> scrape(ctx));
    }

    /** Off the event loop: gauges may take locks of the streams they read. */
    private HttpResponse scrape(ServiceRequestContext ctx) {
        boolean openMetrics =
                ctx.request().headers().get(HttpHeaderNames.ACCEPT, "").contains("application/openmetrics-text");
        String contentType = openMetrics ? OPEN_METRICS : PROMETHEUS;
        return HttpResponse.of(CompletableFuture.supplyAsync(
                () -> HttpResponse.of(
                        HttpStatus.OK, MediaType.parse(contentType), HttpData.ofUtf8(registry.scrape(contentType))),
                ctx.blockingTaskExecutor()));
    }
}
