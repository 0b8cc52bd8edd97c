package io.flyball.alerting.slack;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of Socket Mode, from its beginning to its end. Pings are answered by the JDK. */
final class SocketSession implements WebSocket.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(SocketSession.class);
    private static final int MOST_CHARS = 1 << 20;

    private final BiFunction<SocketSession, String, String> reader;
    private final CompletableFuture<Void> hello = new CompletableFuture<>();
    /** Completed with the reason when another connection is to take its place. */
    private final CompletableFuture<String> over = new CompletableFuture<>();

    private final StringBuilder text = new StringBuilder();
    private volatile long heardNs = System.nanoTime();
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private @Nullable WebSocket socket;

    /** @param reader gets each message, and gives what to send for it, or empty; on the client's threads */
    private SocketSession(BiFunction<SocketSession, String, String> reader) {
        this.reader = reader;
    }

    /**
     * Connects.
     *
     * @throws SocketRefused where that fails or takes too long
     */
    static SocketSession open(
            HttpClient http, String url, Duration limit, BiFunction<SocketSession, String, String> reader)
            throws InterruptedException, SocketRefused {
        SocketSession session = new SocketSession(reader);
        try {
            WebSocket unused = http.newWebSocketBuilder()
                    .connectTimeout(limit)
                    .buildAsync(URI.create(url), session)
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return session;
        } catch (ExecutionException | TimeoutException | IllegalArgumentException e) {
            Throwable why = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            String what = why instanceof WebSocketHandshakeException refused && refused.getResponse() != null
                    ? "status " + refused.getResponse().statusCode()
                    : why.getClass().getSimpleName();
            throw new SocketRefused(
                    "Slack's socket does not open (" + what + "): see whether a proxy lets WebSockets through.", 0);
        }
    }

    /** Waits for Slack's hello; false where it does not come or the connection ends before. */
    boolean awaitHello(Duration limit) throws InterruptedException {
        try {
            Object unused = CompletableFuture.anyOf(hello, over).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return hello.isDone();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("No hello", e);
            return false;
        }
    }

    /** Waits until another connection is to take its place; null where that is not so by then. */
    @Nullable
    String awaitOver(Duration limit) throws InterruptedException {
        try {
            return over.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new CompletionException(e);
        }
    }

    void greeted() {
        hello.complete(null);
    }

    void replace(String reason) {
        over.complete(reason);
    }

    /** Whether the other side may still say something. */
    synchronized boolean isUp() {
        WebSocket ws = socket;
        return ws != null && !ws.isInputClosed() && !ws.isOutputClosed();
    }

    /** How long nothing was heard, not even a pong. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardNs);
    }

    void ping() {
        send(ws -> ws.sendPing(ByteBuffer.allocate(0)));
    }

    private interface Sending {
        CompletableFuture<WebSocket> by(WebSocket socket);
    }

    /** One after the other, as the JDK wants it. */
    private synchronized void send(Sending sending) {
        WebSocket ws = socket;
        if (ws != null) {
            sent = sent.exceptionally(e -> null).thenCompose(before -> sending.by(ws));
        }
    }

    @Override
    public void onOpen(WebSocket ws) {
        synchronized (this) {
            socket = ws;
        }
        ws.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket ws, CharSequence data, boolean last) {
        heardNs = System.nanoTime();
        text.append(data);
        if (text.length() > MOST_CHARS) {
            end("a message was longer than " + MOST_CHARS + " characters");
            return null;
        }
        if (last) {
            String message = text.toString();
            text.setLength(0);
            String answer = reader.apply(this, message);
            if (!answer.isEmpty()) {
                send(to -> to.sendText(answer, true));
            }
        }
        ws.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket ws, ByteBuffer message) {
        heardNs = System.nanoTime();
        ws.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket ws, ByteBuffer message) {
        heardNs = System.nanoTime();
        ws.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket ws, int statusCode, String reason) {
        over.complete("closed with status " + statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket ws, Throwable error) {
        over.complete("lost (" + error.getClass().getSimpleName() + ")");
    }

    /** Closes it as one should. */
    void close() {
        send(ws -> ws.sendClose(WebSocket.NORMAL_CLOSURE, ""));
        over.complete("closed here");
    }

    /** Drops it. */
    void end(String why) {
        over.complete(why);
        WebSocket ws;
        synchronized (this) {
            ws = socket;
        }
        if (ws != null) {
            ws.abort();
        }
    }
}
