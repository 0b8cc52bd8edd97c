package io.flyball.app.clients.model;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * OpenAI, Anthropic and Gemini on one free loopback port, streaming or not. Every answered call is on the ledger with
 * what it billed; a request without the key, or one the vendor would not take, is refused as the vendor does and kept
 * in {@link #refused}.
 */
public final class FakeModel implements AutoCloseable {
    /** The one key it knows, for all three vendors. */
    public static final String KEY = "sk-dummy-of-the-fake-model";
    /** A prompt with these words and a status, such as 429, is refused with it and costs nothing. */
    public static final String REFUSE_WITH = "answer with status ";
    /** A prompt with these words gets a call of a harmless tool first, where the request offers one. */
    public static final String USE_A_TOOL = "use a tool";

    private static final Pattern REFUSAL = Pattern.compile(REFUSE_WITH + "(4\\d\\d|5\\d\\d)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, ModelApi> apis =
            Map.of("openai", new OpenAiApi(), "anthropic", new AnthropicApi(), "gemini", new GeminiApi());
    private final List<BilledCall> billed = new ArrayList<>();
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();

    private FakeModel(String name, HttpServer server) {
        this.name = name;
        this.server = server;
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Starts one on a free port of the loopback; close it.
     *
     * @param name stands in the ids of its answers, so that those of two models differ
     */
    public static FakeModel start(String name) {
        try {
            return new FakeModel(
                    name, HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands for {@code https://api.openai.com/v1}. */
    public String openAiUrl() {
        return url("/openai/v1");
    }

    /** What stands for {@code https://api.anthropic.com}. */
    public String anthropicUrl() {
        return url("/anthropic");
    }

    /** What stands for {@code https://generativelanguage.googleapis.com}. */
    public String geminiUrl() {
        return url("/gemini");
    }

    /** Every call that was answered, in order. */
    public synchronized List<BilledCall> billed() {
        return List.copyOf(billed);
    }

    /** The body of every request with the key, in order. */
    public List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    /** Every request that was not, as status, method, path and why. */
    public List<String> refused() {
        return List.copyOf(refused);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().substring(1).split("/", 2);
            ModelApi api = apis.get(path[0]);
            byte[] body = exchange.getRequestBody().readAllBytes();
            ModelAnswer answer = api == null || path.length < 2
                    ? ModelAnswer.refusal(404, "no such vendor", "{}")
                    : answer(api, exchange, path[1], body);
            if (answer.refusedBecause() != null) {
                refused.add(answer.status() + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI() + ": "
                        + answer.refusedBecause());
            }
            send(exchange, answer);
        }
    }

    private ModelAnswer answer(ModelApi api, HttpExchange exchange, String path, byte[] body) {
        String query = exchange.getRequestURI().getRawQuery();
        if (!api.hasKey(exchange.getRequestHeaders(), query == null ? "" : query)) {
            return api.refusal(401, "the key is missing or is not " + KEY);
        }
        if (exchange.getRequestMethod().equals("GET")) {
            return api.get(path);
        }
        JsonNode request;
        try {
            request = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return api.refusal(400, "the body is not JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        requests.add(request);
        Matcher refusal = REFUSAL.matcher(request.toString());
        return refusal.find()
                ? api.refusal(Integer.parseInt(refusal.group(1)), "asked to")
                : api.post(path, request, this::bill);
    }

    private synchronized BilledCall bill(BilledCall.Api api, String model, boolean hourAsked) {
        BilledCall call = BilledCall.numbered(name, billed.size() + 1, api, model, hourAsked);
        billed.add(call);
        return call;
    }

    private static void send(HttpExchange exchange, ModelAnswer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
