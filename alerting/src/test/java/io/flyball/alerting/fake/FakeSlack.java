package io.flyball.alerting.fake;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * {@code chat.postMessage} and an incoming webhook on a free loopback port. Answers as Slack does, status 200 with
 * {@code ok: false} included, and refuses what Slack refuses: tokens, content types, channels, blocks. What the next
 * calls get can be set. Multipart bodies, which Slack takes too, are refused.
 */
public final class FakeSlack implements AutoCloseable {
    /** The one token it knows. */
    public static final String TOKEN = "xoxb-of-the-fake";
    /** A public channel, also reachable as {@code #alerts}. */
    public static final String CHANNEL = "C000ALERTS";
    /** A person; direct messages to them stand in channel {@code D000ANN}. */
    public static final String USER = "U000ANN";

    private static final String WEBHOOK_PATH = "/services/T000/B000/secret-of-the-fake";
    private static final int MAX_TEXT = 40_000;
    private static final long HANG_LIMIT_S = 30;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, String> channelByName = new ConcurrentHashMap<>();
    private final Map<String, Queue<Answer>> nextByChannel = new ConcurrentHashMap<>();
    private final List<SlackPost> posts = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();

    private FakeSlack(HttpServer server) {
        this.server = server;
        channelByName.putAll(Map.of(CHANNEL, CHANNEL, "#alerts", CHANNEL, USER, "D000ANN"));
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /** Starts one on the loopback; close it. */
    public static FakeSlack start() {
        try {
            return new FakeSlack(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands for {@code https://slack.com/api/}. */
    public String apiUrlPrefix() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/";
    }

    /** A webhook that works. */
    public String webhookUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + WEBHOOK_PATH;
    }

    /** A webhook that was never made. */
    public String unknownWebhookUrl() {
        return webhookUrl() + "-not";
    }

    /** Makes it know one more channel or person. */
    public void know(String nameOrId, String channelId) {
        channelByName.put(nameOrId, channelId);
    }

    /** Messages taken so far, in order. */
    public List<SlackPost> posts() {
        return List.copyOf(posts);
    }

    /** Calls so far, refused ones included. */
    public int calls() {
        return calls.get();
    }

    /** The next call for a channel ("" for the webhook) gets status 429. */
    public void rateLimitNext(String channel, String retryAfter) {
        next(channel, new Answer(429, "{\"ok\":false,\"error\":\"ratelimited\"}", retryAfter, false));
    }

    /** The next call for a channel gets status 200, {@code ok: false} and this error. */
    public void failNext(String channel, String error) {
        next(channel, new Answer(200, notOk(error), null, false));
    }

    /** The next call for a channel gets just this. */
    public void answerNext(String channel, int status, String body) {
        next(channel, new Answer(status, body, null, false));
    }

    /** The next call for a channel gets no answer until this server closes. */
    public void hangNext(String channel) {
        next(channel, new Answer(200, "", null, true));
    }

    private void next(String channel, Answer answer) {
        nextByChannel
                .computeIfAbsent(channel, c -> new ConcurrentLinkedQueue<>())
                .add(answer);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            calls.incrementAndGet();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            Answer answer = path.startsWith("/api/") ? api(exchange, path, body) : webhook(exchange, path, body);
            if (answer.hangs()) {
                boolean unused = closed.await(HANG_LIMIT_S, TimeUnit.SECONDS);
            } else {
                send(exchange, answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer api(HttpExchange exchange, String path, String body) {
        if (!path.equals("/api/chat.postMessage")) {
            return Answer.ok(notOk("unknown_method"));
        }
        try {
            Map<String, String> form = SlackForm.read(header(exchange, "Content-Type"), body);
            String authError = authError(header(exchange, "Authorization"), form.getOrDefault("token", ""));
            if (authError != null) {
                return Answer.ok(notOk(authError));
            }
            Answer prepared = prepared(form.getOrDefault("channel", ""));
            return prepared != null ? prepared : Answer.ok(post(form));
        } catch (SlackForm.Refusal e) {
            return Answer.ok(notOk(e.error()));
        }
    }

    private String post(Map<String, String> form) {
        String channel = channelByName.get(form.getOrDefault("channel", ""));
        if (channel == null) {
            return notOk("channel_not_found");
        }
        String error = messageError(form);
        if (error != null) {
            return notOk(error);
        }
        String ts = String.format("1700000000.%06d", posts.size() + 1);
        add("chat.postMessage", channel, ts, form);
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", true);
        answer.addProperty("channel", channel);
        answer.addProperty("ts", ts);
        return answer.toString();
    }

    private Answer webhook(HttpExchange exchange, String path, String body) {
        if (!path.equals(WEBHOOK_PATH)) {
            return new Answer(404, "no_service", null, false);
        }
        Answer prepared = prepared("");
        if (prepared != null) {
            return prepared;
        }
        try {
            Map<String, String> form = SlackForm.read(header(exchange, "Content-Type"), body);
            Map<String, String> payload = form.containsKey("payload") ? SlackForm.json(form.get("payload")) : form;
            String error = messageError(payload);
            if (error != null) {
                return new Answer(400, error, null, false);
            }
            add("webhook", "", "", payload);
            return Answer.ok("ok");
        } catch (SlackForm.Refusal e) {
            return new Answer(400, "invalid_payload", null, false);
        }
    }

    private static @Nullable String authError(String authorization, String formToken) {
        String token = authorization.startsWith("Bearer ") ? authorization.substring("Bearer ".length()) : formToken;
        if (token.isBlank()) {
            return "not_authed";
        }
        return token.equals(TOKEN) ? null : "invalid_auth";
    }

    private static @Nullable String messageError(Map<String, String> form) {
        String text = form.getOrDefault("text", "");
        String blocks = form.getOrDefault("blocks", "");
        if (text.isBlank() && (blocks.isBlank() || blocks.equals("[]"))) {
            return "no_text";
        }
        if (text.length() > MAX_TEXT) {
            return "msg_too_long";
        }
        return blocks.isBlank() ? null : BlockRules.errorIn(blocks);
    }

    private @Nullable Answer prepared(String channel) {
        Queue<Answer> answers = nextByChannel.get(channel);
        return answers == null ? null : answers.poll();
    }

    private void add(String method, String channel, String ts, Map<String, String> form) {
        posts.add(new SlackPost(method, channel, ts, form.getOrDefault("text", ""), form.getOrDefault("blocks", "")));
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static String notOk(String error) {
        JsonObject answer = new JsonObject();
        answer.addProperty("ok", false);
        answer.addProperty("error", error);
        return answer.toString();
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", answer.body().startsWith("{") ? "application/json; charset=utf-8" : "text/html");
        if (answer.retryAfter() != null) {
            headers.put("Retry-After", answer.retryAfter());
        }
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private record Answer(int status, String body, @Nullable String retryAfter, boolean hangs) {
        private static Answer ok(String body) {
            return new Answer(200, body, null, false);
        }
    }
}
