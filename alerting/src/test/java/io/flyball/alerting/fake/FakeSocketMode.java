package io.flyball.alerting.fake;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.common.websocket.WebSocketCloseStatus;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.common.websocket.WebSocketFrameType;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.websocket.WebSocketService;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Slack's side of Socket Mode, on a real WebSocket of the loopback: URLs that open once, hello, envelopes that are sent
 * again until somebody acknowledges them, pings, and disconnects. What a client does that Slack would not take is kept as
 * a violation.
 */
public final class FakeSocketMode implements AutoCloseable {
    /** The one app-level token it knows. */
    public static final String TOKEN = "xapp-of-the-fake";

    private static final long REDELIVER_MS = 300;

    private final Set<String> tickets = ConcurrentHashMap.newKeySet();
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private final Map<String, String> unacknowledged = new ConcurrentHashMap<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final List<String> acknowledgements = new CopyOnWriteArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger pongs = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final Server server;
    private volatile boolean losesAcknowledgements;

    private FakeSocketMode() {
        server = Server.builder()
                .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .service(
                        "/link/{ticket}",
                        WebSocketService.builder(
                                        (ctx, in) -> tickets.remove(ctx.pathParam("ticket")) ? accept(in) : turnAway())
                                .allowedOrigins("*")
                                .build())
                .build();
        server.start().join();
        var unused = timer.scheduleWithFixedDelay(this::redeliver, REDELIVER_MS, REDELIVER_MS, TimeUnit.MILLISECONDS);
    }

    /** Socket Mode is switched on for a Slack. */
    public static FakeSocketMode of(FakeSlack slack) {
        FakeSocketMode fake = new FakeSocketMode();
        slack.socketMode(fake::open);
        return fake;
    }

    private String open(String authorization) {
        if (!authorization.equals("Bearer " + TOKEN)) {
            return SlackRooms.notOk(
                    authorization.startsWith("Bearer xapp-") ? "invalid_auth" : "not_allowed_token_type");
        }
        String ticket = UUID.randomUUID().toString();
        tickets.add(ticket);
        return "{\"ok\":true,\"url\":\"ws://127.0.0.1:" + server.activeLocalPort() + "/link/" + ticket + "\"}";
    }

    /** A URL opens one connection. */
    private WebSocket turnAway() {
        violations.add("a URL was used again");
        WebSocketWriter out = WebSocket.streaming();
        out.close(WebSocketCloseStatus.POLICY_VIOLATION);
        return out;
    }

    private WebSocket accept(WebSocket in) {
        WebSocketWriter out = WebSocket.streaming();
        Link link = new Link(out);
        links.add(link);
        opened.incrementAndGet();
        mostAtOnce.accumulateAndGet(links.size(), Math::max);
        in.subscribe(link);
        out.write("{\"type\":\"hello\",\"num_connections\":" + links.size()
                + ",\"connection_info\":{\"app_id\":\"A000\"},\"debug_info\":{\"host\":\"fake\"}}");
        out.writePing();
        return out;
    }

    /** Gives an interaction to one of the connections, again and again until it is acknowledged. */
    public String interact(Object payload) {
        return give("interactive", payload);
    }

    /** Gives an envelope of any type. */
    public String give(String type, Object payload) {
        String id = UUID.randomUUID().toString();
        unacknowledged.put(
                id,
                new Gson()
                        .toJson(Map.of(
                                "envelope_id",
                                id,
                                "type",
                                type,
                                "accepts_response_payload",
                                type.equals("interactive"),
                                "payload",
                                payload)));
        redeliver();
        return id;
    }

    /** Says something that is no envelope. */
    public void say(String text) {
        links.forEach(link -> link.out.write(text));
    }

    /** Acknowledgements are lost on their way from now on, or arrive again. */
    public void loseAcknowledgements(boolean lost) {
        losesAcknowledgements = lost;
    }

    private synchronized void redeliver() {
        if (!links.isEmpty()) {
            Link newest = links.get(links.size() - 1);
            unacknowledged.values().forEach(envelope -> newest.out.tryWrite(envelope));
        }
    }

    /** Drops all connections without a word. */
    public void drop() {
        links.forEach(link -> link.out.abort());
        links.clear();
    }

    /** What was not acknowledged yet. */
    public Set<String> unacknowledged() {
        return Set.copyOf(unacknowledged.keySet());
    }

    /** All acknowledgements, as they came. */
    public List<String> acknowledgements() {
        return List.copyOf(acknowledgements);
    }

    /** What Slack would not have taken. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** Connections so far. */
    public int opened() {
        return opened.get();
    }

    /** Connections now. */
    public int connected() {
        return links.size();
    }

    /** The most connections at one time. */
    public int mostAtOnce() {
        return mostAtOnce.get();
    }

    /** Answers to pings. */
    public int pongs() {
        return pongs.get();
    }

    private void acknowledged(String text) {
        try {
            JsonObject message = JsonParser.parseString(text).getAsJsonObject();
            String id = message.get("envelope_id").getAsString();
            acknowledgements.add(text);
            if (!losesAcknowledgements) {
                unacknowledged.remove(id);
            }
        } catch (RuntimeException e) {
            violations.add("no acknowledgement: " + text);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        drop();
        server.stop().join();
    }

    private final class Link implements Subscriber<WebSocketFrame> {
        private final WebSocketWriter out;

        private Link(WebSocketWriter out) {
            this.out = out;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(WebSocketFrame frame) {
            if (frame.type() == WebSocketFrameType.TEXT) {
                acknowledged(frame.text());
            } else if (frame.type() == WebSocketFrameType.PONG) {
                pongs.incrementAndGet();
            } else if (frame.type() == WebSocketFrameType.CLOSE) {
                links.remove(this);
                out.close();
            } else if (frame.type() == WebSocketFrameType.BINARY) {
                violations.add("binary");
            }
        }

        @Override
        public void onError(Throwable error) {
            links.remove(this);
        }

        @Override
        public void onComplete() {
            links.remove(this);
        }
    }
}
