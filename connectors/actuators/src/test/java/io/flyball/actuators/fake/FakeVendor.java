package io.flyball.actuators.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's administrative API on a free loopback port. It knows one key, refuses what the vendor refuses, and has the
 * faults it is told to have.
 */
public abstract class FakeVendor implements AutoCloseable {
    /** The one key it knows. */
    public static final String KEY = "sk-admin-of-the-fake";

    protected static final ObjectMapper JSON = new ObjectMapper();
    protected static final int OK = 200;
    protected static final int BAD_REQUEST = 400;
    protected static final int UNAUTHORIZED = 401;
    protected static final int NOT_FOUND = 404;
    private static final long HANG_LIMIT_S = 30;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final List<String> writes = new ArrayList<>();

    /** What happens to a request instead of its answer. */
    private record Fault(boolean done, int status, @Nullable String retryAfter, boolean hangs) {}

    /** What came in. */
    protected record Request(
            String method, String path, Map<String, List<String>> query, Map<String, String> headers, String body) {
        /** The body as an object with these fields and no others; null where it is none. */
        @Nullable
        ObjectNode object(List<String> known) {
            try {
                JsonNode tree = JSON.readTree(body);
                if (!(tree instanceof ObjectNode object)) {
                    return null;
                }
                List<String> unknown = new ArrayList<>();
                object.fieldNames().forEachRemaining(unknown::add);
                unknown.removeAll(known);
                return unknown.isEmpty() ? object : null;
            } catch (IOException e) {
                return null;
            }
        }

        /** The one value of a parameter; empty where it is absent. */
        String parameter(String name) {
            List<String> values = query.getOrDefault(name, List.of());
            return values.size() == 1 ? values.get(0) : "";
        }
    }

    /** What goes out. */
    protected record Response(int status, String body) {}

    protected FakeVendor() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /** Where it is, with no slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next request gets that status and nothing is done. */
    public void fail(int status, @Nullable String retryAfter) {
        add(new Fault(false, status, retryAfter, false));
    }

    /** The next request is done, and its answer is lost. */
    public void doAndFail(int status) {
        add(new Fault(true, status, null, false));
    }

    /** The next request gets no answer in time. */
    public void hang() {
        add(new Fault(false, OK, null, true));
    }

    /** The next request is done as always. */
    public void serveOne() {
        add(new Fault(true, 0, null, false));
    }

    private synchronized void add(Fault fault) {
        faults.add(fault);
    }

    /** Method, path and body of each request that was meant to change something and came through, in their order. */
    public synchronized List<String> writes() {
        return List.copyOf(writes);
    }

    /** The answer of the vendor; one at a time. */
    protected abstract Response answer(Request request);

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = request(exchange);
            Fault fault;
            Response response;
            synchronized (this) {
                fault = faults.poll();
                boolean done = fault == null || fault.done();
                response = done ? answer(request) : new Response(fault.status(), "{\"error\":\"told to\"}");
                if (done && response.status() == OK && !request.method().equals("GET")) {
                    writes.add(request.method() + " " + request.path() + " " + request.body());
                }
            }
            if (fault != null && fault.hangs()) {
                boolean unused = closed.await(HANG_LIMIT_S, TimeUnit.SECONDS);
            }
            int status = fault == null || fault.status() == 0 ? response.status() : fault.status();
            send(exchange, fault == null ? null : fault.retryAfter(), status, response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Request request(HttpExchange exchange) throws IOException {
        Map<String, List<String>> query = new LinkedHashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String part : raw == null ? new String[0] : raw.split("&")) {
            String[] pair = part.split("=", 2);
            query.computeIfAbsent(decoded(pair[0]), name -> new ArrayList<>()).add(decoded(pair[1]));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.get(0)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return new Request(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), query, headers, body);
    }

    private static void send(HttpExchange exchange, @Nullable String retryAfter, int status, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        if (retryAfter != null) {
            exchange.getResponseHeaders().add("Retry-After", retryAfter);
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** A JSON object of pairs of name and value. */
    protected static ObjectNode object(Object... pairs) {
        ObjectNode object = JSON.createObjectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            object.set((String) pairs[i], JSON.valueToTree(pairs[i + 1]));
        }
        return object;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
