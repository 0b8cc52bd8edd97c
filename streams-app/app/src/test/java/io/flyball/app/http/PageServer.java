package io.flyball.app.http;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The doors on a real server at a free port of the loopback, with everything they are given within reach. */
final class PageServer implements AutoCloseable {
    static final EventPace QUICK = new EventPace(20, 150, 400, 3);

    final LiveView view = new LiveView();
    final EventsDoor events = new EventsDoor(view, QUICK);
    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final AtomicReference<Optional<String>> whyNotReady = new AtomicReference<>(Optional.empty());
    private final Server server;
    private final int port;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    PageServer() {
        this(0);
    }

    PageServer(int port) {
        ServerBuilder builder = Server.builder();
        builder.http(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        new PageDoor().bind(builder);
        new SpendDoor(view).bind(builder);
        new WasteKindsDoor().bind(builder);
        new FindingsDoor(view).bind(builder);
        new ThrottleDoor(() -> view.signalsInForce(System.currentTimeMillis())).bind(builder);
        events.bind(builder);
        new HealthDoor(Optional::empty, whyNotReady::get, Map::of).bind(builder);
        new MetricsDoor(registry).bind(builder);
        builder.errorHandler(new JsonErrors());
        builder.gracefulShutdownTimeoutMillis(0, 0);
        server = builder.build();
        server.start().join();
        this.port = server.activeLocalPort();
    }

    int port() {
        return port;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(5)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops and waits until the port is free. */
    void stop() {
        server.stop().join();
    }

    /** Stops without waiting: the port is closed at once, the threads wind down over two seconds. */
    @Override
    public void close() {
        var unused = server.stop();
    }
}
