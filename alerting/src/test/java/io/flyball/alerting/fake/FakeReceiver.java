package io.flyball.alerting.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A place that takes JSON on a free loopback port, and answers by the rules it is given, as a vendor's does. */
public final class FakeReceiver implements AutoCloseable {
    private final HttpServer server;
    private final Function<Taken, Answer> rules;
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private volatile boolean losesNext;
    private final Queue<Answer> next = new ConcurrentLinkedQueue<>();

    /** A request: names of headers in lower case. */
    public record Taken(String path, Map<String, String> headers, String body) {}

    /** What is answered; an empty {@code retryAfter} is left out. */
    public record Answer(int status, String body, String retryAfter) {}

    private FakeReceiver(HttpServer server, Function<Taken, Answer> rules) {
        this.server = server;
        this.rules = rules;
        server.createContext("/", this::serve);
        server.start();
    }

    /** Starts one; close it. */
    public static FakeReceiver start(Function<Taken, Answer> rules) {
        try {
            return new FakeReceiver(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next request gets this, whatever the rules say. */
    public void answerNext(int status, String body, String retryAfter) {
        next.add(new Answer(status, body, retryAfter));
    }

    /** The next request is taken if it is good, but its answer is lost. */
    public void loseNextAnswer() {
        losesNext = true;
    }

    /** What was taken with a status of 2xx, in order. */
    public List<Taken> taken() {
        return List.copyOf(taken);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            Taken request = new Taken(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Answer prepared = next.poll();
            Answer answer = prepared != null ? prepared : rules.apply(request);
            if (answer.status() / 100 == 2) {
                taken.add(request);
            }
            if (losesNext) {
                losesNext = false;
                return; // The connection ends without an answer.
            }
            if (!answer.retryAfter().isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
