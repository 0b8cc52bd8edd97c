package io.flyball.connect.fake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.flyball.connect.fake.FakeReport.BadRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One provider's reports on a free loopback port. It knows one key, refuses what the vendor refuses (headers, parameters
 * and their ranges, names of pages it did not give), pages, shows empty days, blanks what was not grouped by, and has
 * the faults it is told to have. Data can be revised at any time.
 */
public final class FakeProvider implements AutoCloseable {
    /** The one key it knows. */
    public static final String KEY = "sk-admin-of-the-fake";

    private static final long HANG_LIMIT_S = 30;
    private static final int OK = 200;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final boolean anthropic;
    private final LocalDate today;
    private final Map<String, FakeReport> reports = new LinkedHashMap<>();
    private final Map<String, Deque<Fault>> faults = new HashMap<>();
    private final Set<String> brokenDays = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new ArrayList<>();
    private final ObjectMapper json = new ObjectMapper();
    private int denied;

    /** What a request gets instead of its page. */
    private record Fault(int status, @Nullable String retryAfter, boolean hangs) {}

    private FakeProvider(HttpServer server, boolean anthropic, LocalDate today, List<FakeReport> known) {
        this.server = server;
        this.anthropic = anthropic;
        this.today = today;
        known.forEach(report -> {
            reports.put(report.path(), report);
            faults.put(report.name(), new ArrayDeque<>());
        });
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /** Anthropic's, for which it is that day; close it. */
    public static FakeProvider anthropic(LocalDate today) {
        return new FakeProvider(listening(), true, today, FakeReport.ofAnthropic());
    }

    /** OpenAI's, for which it is that day; close it. */
    public static FakeProvider openAi(LocalDate today) {
        return new FakeProvider(listening(), false, today, FakeReport.ofOpenAi());
    }

    private static HttpServer listening() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands for the provider's address. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Puts these results, each JSON as the vendor writes it, in the place of those of a day. */
    public synchronized void put(String report, LocalDate day, String... results) {
        report(report).put(day, List.of(results));
    }

    /** The next request for a report gets this status. */
    public synchronized void failNext(String report, int status) {
        faults(report).add(new Fault(status, null, false));
    }

    /** The next request for a report gets status 429. */
    public synchronized void throttleNext(String report, @Nullable String retryAfter) {
        faults(report).add(new Fault(429, retryAfter, false));
    }

    /** The next request for a report gets half a page. */
    public synchronized void breakNext(String report) {
        faults(report).add(new Fault(OK, null, false));
    }

    /** The next request for a report gets no answer until this server closes. */
    public synchronized void hangNext(String report) {
        faults(report).add(new Fault(OK, null, true));
    }

    /** From now on every page with that day in it cannot be read, or can again. */
    public void breakDay(String report, LocalDate day, boolean broken) {
        if (broken) {
            brokenDays.add(report + day);
        } else {
            brokenDays.remove(report + day);
        }
    }

    /** From now on the key is refused with this status; 0: no more. */
    public synchronized void deny(int status) {
        denied = status;
    }

    /** Path and query of each request so far, refused ones included. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    private FakeReport report(String name) {
        return reports.values().stream()
                .filter(report -> report.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Deque<Fault> faults(String report) {
        return java.util.Objects.requireNonNull(faults.get(report), report);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Served served = answer(exchange);
            Fault fault = served.fault();
            if (fault != null && fault.hangs()) {
                boolean unused = closed.await(HANG_LIMIT_S, TimeUnit.SECONDS);
                return;
            }
            if (fault != null && fault.retryAfter() != null) {
                exchange.getResponseHeaders().set("Retry-After", fault.retryAfter());
            }
            byte[] bytes = served.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(served.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Served(int status, String body, @Nullable Fault fault) {}

    private synchronized Served answer(HttpExchange exchange) {
        requests.add(exchange.getRequestURI().toString());
        FakeReport report = reports.get(exchange.getRequestURI().getPath());
        if (report == null || !exchange.getRequestMethod().equals("GET")) {
            return new Served(404, error("not_found_error"), null);
        }
        if (denied != 0 || !authenticated(exchange)) {
            return new Served(denied != 0 ? denied : 401, error("authentication_error"), null);
        }
        if (anthropic && !"2023-06-01".equals(header(exchange, "anthropic-version"))) {
            return new Served(400, error("invalid_request_error"), null);
        }
        Fault fault = faults(report.name()).poll();
        if (fault != null && (fault.status() != OK || fault.hangs())) {
            return new Served(fault.status(), error("api_error"), fault);
        }
        try {
            FakeReport.Page page = report.page(exchange.getRequestURI().getRawQuery(), today);
            boolean broken =
                    fault != null || page.days().stream().anyMatch(day -> brokenDays.contains(report.name() + day));
            String body = page(page).toString();
            return new Served(OK, broken ? body.substring(0, body.length() / 2) : body, null);
        } catch (BadRequest e) {
            return new Served(400, error(String.valueOf(e.getMessage())), null);
        }
    }

    private ObjectNode page(FakeReport.Page page) {
        ObjectNode body = json.createObjectNode();
        ArrayNode data = body.putArray("data");
        page.buckets().forEach(data::add);
        body.put("has_more", !page.next().isEmpty());
        if (page.next().isEmpty()) {
            body.putNull("next_page");
        } else {
            body.put("next_page", page.next());
        }
        if (!anthropic) {
            body.put("object", "page");
        }
        return body;
    }

    private boolean authenticated(HttpExchange exchange) {
        return anthropic
                ? KEY.equals(header(exchange, "x-api-key"))
                : ("Bearer " + KEY).equals(header(exchange, "Authorization"));
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private String error(String type) {
        ObjectNode body = json.createObjectNode();
        body.put("type", "error").putObject("error").put("type", type);
        return body.toString();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
