package io.flyball.connect.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The part of Confluent's registry API that a serde uses, on a free loopback port: registers a schema under a subject and
 * gives it back by its id. Whether schemas go together is for a real one to say.
 */
public final class FakeRegistry implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ObjectMapper json = new ObjectMapper();
    private final List<String> schemas = new ArrayList<>();
    private final Map<String, String> subjects = new ConcurrentHashMap<>();
    private volatile boolean down;

    private FakeRegistry(HttpServer server) {
        this.server = server;
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /** Starts one on the loopback; close it. */
    public static FakeRegistry start() {
        try {
            return new FakeRegistry(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where clients connect. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Subjects that a schema was registered under. */
    public List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    /** Whether it answers every request with status 503. */
    public void setDown(boolean isDown) {
        down = isDown;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] answer = answer(exchange).getBytes(StandardCharsets.UTF_8);
            int status = down ? 503 : answer.length == 0 ? 404 : 200;
            byte[] body = status == 200
                    ? answer
                    : "{\"error_code\":40403,\"message\":\"not found\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private synchronized String answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (down) {
            return "";
        }
        if (exchange.getRequestMethod().equals("POST") && path.matches("/subjects/[^/]+/versions")) {
            JsonNode schema = json.readTree(body).path("schema");
            int known = schemas.indexOf(schema.textValue());
            if (known < 0) {
                schemas.add(schema.textValue());
                known = schemas.size() - 1;
            }
            subjects.put(path.split("/", -1)[2], schema.textValue());
            return "{\"id\":" + (known + 1) + "}";
        }
        if (path.matches("/schemas/ids/\\d+")) {
            int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
            return id >= 1 && id <= schemas.size()
                    ? json.createObjectNode().put("schema", schemas.get(id - 1)).toString()
                    : "";
        }
        return path.startsWith("/config/") ? "{\"compatibility\":\"FULL_TRANSITIVE\"}" : "";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
