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
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The methods of the Web API that we use, an incoming webhook and response URLs on a free loopback port. Answers as Slack does, status 200 with
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

    /** Their e-mail address. */
    public static final String EMAIL = "ann@example.com";

    private static final String WEBHOOK_PATH = "/services/T000/B000/secret-of-the-fake";
    private static final long HANG_LIMIT_S = 30;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final SlackRooms rooms = new SlackRooms();
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private final Map<String, Queue<Answer>> nextByChannel = new ConcurrentHashMap<>();
    private final List<String> responses = new CopyOnWriteArrayList<>();
    private final List<byte[]> uploads = new CopyOnWriteArrayList<>();
    private volatile Function<String, String> socketMode = authorization -> SlackRooms.notOk("not_allowed_token_type");
    private final AtomicInteger calls = new AtomicInteger();
    private final List<Long> sendsAtMs = new CopyOnWriteArrayList<>();
    private volatile @Nullable SlackRateLimits limits;

    private FakeSlack(HttpServer server) {
        this.server = server;
        rooms.channelByName.putAll(Map.of(CHANNEL, CHANNEL, "#alerts", CHANNEL, USER, "D000ANN"));
        rooms.userByEmail.put(EMAIL, USER);
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
        rooms.channelByName.put(nameOrId, channelId);
    }

    /** The bot is not in a channel: it may post there where it is public, and read nothing. */
    public void putOutside(String channelId) {
        rooms.outside.add(channelId);
    }

    /** Makes it know one more person, with a channel for direct messages. */
    public void know(String userId, String email, String directId) {
        rooms.channelByName.put(userId, directId);
        rooms.userByEmail.put(email, userId);
    }

    /** From now on it limits calls as Slack does, by the wall clock. */
    public void limitRates() {
        limits = new SlackRateLimits();
    }

    /** How many calls got status 429 for their rate. */
    public int rateLimited() {
        SlackRateLimits limiting = limits;
        return limiting == null ? 0 : limiting.refused();
    }

    /** Calls that came before the Retry-After they had got was over. */
    public List<String> earlyComers() {
        SlackRateLimits limiting = limits;
        return limiting == null ? List.of() : limiting.violations();
    }

    /** When messages were posted or changed, or were to be, epoch ms, in order. */
    public List<Long> sendsAtMs() {
        return List.copyOf(sendsAtMs);
    }

    /** The token has no scope for a method. */
    public void forbid(String method) {
        forbidden.add(method);
    }

    /** Socket Mode is switched on: what answers {@code apps.connections.open}, by the header Authorization. */
    void socketMode(Function<String, String> answers) {
        socketMode = answers;
    }

    /** Messages as they are shown now, in order of their posting. */
    public List<SlackPost> shown() {
        return List.copyOf(rooms.shown);
    }

    /** What is shown of a channel by itself, without the answers in threads. */
    public List<SlackPost> messagesIn(String channel) {
        return rooms.shown.stream()
                .filter(post ->
                        post.channel().equals(channel) && post.threadTs().isEmpty())
                .toList();
    }

    /** Windows that were opened, as JSON. */
    public List<String> views() {
        return List.copyOf(rooms.views);
    }

    /** What was posted at response URLs, as JSON. */
    public List<String> responses() {
        return List.copyOf(responses);
    }

    /** A place as Slack names it for answers to an interaction. */
    public String responseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/response/1";
    }

    /** Files that were shared. */
    public List<String> files() {
        return List.copyOf(rooms.files);
    }

    /** Bytes that were uploaded. */
    public List<byte[]> uploads() {
        return List.copyOf(uploads);
    }

    /** The next call for a channel ("" for the webhook) is done, but its answer is lost. */
    public void loseNextAnswer(String channel) {
        next(channel, new Answer(502, "bad gateway", null, false, true));
    }

    /** Messages taken so far, in order. */
    public List<SlackPost> posts() {
        return List.copyOf(rooms.posts);
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
        next(channel, new Answer(200, SlackRooms.notOk(error), null, false));
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
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            Answer answer = answer(exchange, path, bytes);
            if (answer.hangs()) {
                boolean unused = closed.await(HANG_LIMIT_S, TimeUnit.SECONDS);
            } else {
                send(exchange, answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer answer(HttpExchange exchange, String path, byte[] bytes) {
        String body = new String(bytes, StandardCharsets.UTF_8);
        if (path.startsWith("/api/")) {
            return api(exchange, path, body);
        }
        if (path.startsWith("/upload/")) {
            uploads.add(bytes);
            return Answer.ok("OK - " + bytes.length);
        }
        if (path.startsWith("/response/")) {
            responses.add(body);
            return Answer.ok("ok");
        }
        return webhook(exchange, path, body);
    }

    private Answer api(HttpExchange exchange, String path, String body) {
        String method = path.substring("/api/".length());
        try {
            Map<String, String> form = SlackForm.read(header(exchange, "Content-Type"), body);
            if (method.equals("apps.connections.open")) {
                Answer prepared = prepared(method);
                return prepared != null ? prepared : Answer.ok(socketMode.apply(header(exchange, "Authorization")));
            }
            String authError = authError(header(exchange, "Authorization"), form.getOrDefault("token", ""));
            if (authError != null) {
                return Answer.ok(SlackRooms.notOk(authError));
            }
            if (forbidden.contains(method)) {
                return Answer.ok(SlackRooms.notOk("missing_scope"));
            }
            Answer limited = limited(method, form.getOrDefault("channel", ""));
            if (limited != null) {
                return limited;
            }
            Answer prepared = prepared(method.startsWith("chat.") ? form.getOrDefault("channel", "") : method);
            if (prepared != null && prepared.afterDoing()) {
                String unused = rooms.call(method, form, uploadUrl());
            }
            return prepared != null ? prepared : Answer.ok(rooms.call(method, form, uploadUrl()));
        } catch (SlackForm.Refusal e) {
            return Answer.ok(SlackRooms.notOk(e.error()));
        }
    }

    private @Nullable Answer limited(String method, String channel) {
        long nowMs = System.currentTimeMillis();
        if (method.startsWith("chat.")) {
            sendsAtMs.add(nowMs);
        }
        SlackRateLimits limiting = limits;
        long forS = limiting == null ? 0 : limiting.refusedForS(method, channel, nowMs);
        return forS == 0 ? null : new Answer(429, SlackRooms.notOk("ratelimited"), Long.toString(forS), false);
    }

    private String uploadUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/upload/1";
    }

    private Answer webhook(HttpExchange exchange, String path, String body) {
        if (!path.equals(WEBHOOK_PATH)) {
            return new Answer(404, "no_service", null, false);
        }
        Answer prepared = prepared("");
        if (prepared != null && !prepared.afterDoing()) {
            return prepared;
        }
        try {
            Map<String, String> form = SlackForm.read(header(exchange, "Content-Type"), body);
            Map<String, String> payload = form.containsKey("payload") ? SlackForm.json(form.get("payload")) : form;
            String error = SlackRooms.messageError(payload);
            if (error != null) {
                return new Answer(400, error, null, false);
            }
            rooms.posts.add(SlackRooms.of("webhook", "", "", "", payload));
            return prepared != null ? prepared : Answer.ok("ok");
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

    private @Nullable Answer prepared(String channel) {
        Queue<Answer> answers = nextByChannel.get(channel);
        return answers == null ? null : answers.poll();
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
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

    private record Answer(int status, String body, @Nullable String retryAfter, boolean hangs, boolean afterDoing) {
        private Answer(int status, String body, @Nullable String retryAfter, boolean hangs) {
            this(status, body, retryAfter, hangs, false);
        }

        private static Answer ok(String body) {
            return new Answer(200, body, null, false);
        }
    }
}
