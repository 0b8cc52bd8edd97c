package io.flyball.alerting.slack;

import com.slack.api.Slack;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.response.apps.connections.AppsConnectionsOpenResponse;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.slack.SocketEnvelopes.Told;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people answer, by Slack's Socket Mode: for those whom Slack reaches by no URL. Keeps one connection open. Where
 * Slack asks for another one, that is opened before the old one goes; where it is lost, it is tried again after 1 s, 2 s,
 * 4 s and so on to a minute, with jitter, and never before a {@code Retry-After} is over.
 */
public final class SlackSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlackSocket.class);
    private static final int MOST_DOUBLINGS = 16;

    private final MethodsClient methods;
    private final String appToken;
    private final @Nullable SlackInteractions interactions;
    private final SocketPace pace;
    private final DoubleSupplier jitter;
    private final SocketEnvelopes envelopes = new SocketEnvelopes();
    private final HttpClient http = HttpClient.newHttpClient();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "flyball-slack-socket");
    private volatile @Nullable SocketSession open;

    /**
     * @param appToken an app-level token ({@code xapp-}); kept, never logged
     * @param interactions what takes answers; null: nothing, for a connection that is only tried
     * @param jitter numbers from 0 to below 1
     */
    private SlackSocket(
            Slack slack,
            String appToken,
            @Nullable SlackInteractions interactions,
            SocketPace pace,
            DoubleSupplier jitter) {
        this.methods = slack.methods();
        this.appToken = SlackConnection.checkedToken(appToken);
        this.interactions = interactions;
        this.pace = pace;
        this.jitter = jitter;
        this.thread.setDaemon(true);
    }

    /** Takes answers from now on, on a thread of its own. */
    public static SlackSocket start(
            Slack slack, String appToken, SlackInteractions interactions, SocketPace pace, DoubleSupplier jitter) {
        SlackSocket socket = new SlackSocket(slack, appToken, interactions, pace, jitter);
        socket.thread.start();
        return socket;
    }

    /**
     * Whether a connection can be had: opens one, waits for Slack's hello, and closes it. An envelope that comes in
     * between is not acknowledged, so that Slack gives it to another connection.
     *
     * @return what stands against it, one sentence with the mend; empty: nothing
     */
    public static Optional<String> tryOut(Slack slack, String appToken, SocketPace pace) throws InterruptedException {
        SlackSocket socket = new SlackSocket(slack, appToken, null, pace, () -> 0);
        try {
            SocketSession session = socket.connect();
            session.close();
            return Optional.empty();
        } catch (SocketRefused e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Whether there is a connection that Slack greeted. */
    public boolean isConnected() {
        SocketSession session = open;
        return session != null && session.isUp();
    }

    private void run() {
        int failures = 0;
        try {
            while (closing.getCount() > 0) {
                long beganNs = System.nanoTime();
                long waitMs = pace.leastMs();
                try {
                    boolean stood = serve(connect());
                    failures = stood || System.nanoTime() - beganNs > pace.mostMs() * 1_000_000 ? 0 : failures + 1;
                } catch (SocketRefused e) {
                    failures++;
                    waitMs = Math.max(waitMs, e.afterMs());
                    LOG.warn("No answers from Slack: {} It is tried again.", e.getMessage());
                }
                rest(Math.max(waitMs, failures == 0 ? 0 : backoffMs(failures)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long backoffMs(int failures) {
        long fullMs = Math.min(pace.mostMs(), pace.firstMs() << Math.min(failures - 1, MOST_DOUBLINGS));
        return fullMs / 2 + (long) (jitter.getAsDouble() * fullMs / 2);
    }

    private void rest(long ms) throws InterruptedException {
        boolean unused = closing.await(ms, TimeUnit.MILLISECONDS);
    }

    /** A connection that was greeted; it takes the place of the one before. */
    private SocketSession connect() throws InterruptedException, SocketRefused {
        SocketSession session = SocketSession.open(http, url(), Duration.ofMillis(pace.helloMs()), this::take);
        if (!session.awaitHello(Duration.ofMillis(pace.helloMs()))) {
            session.end("no hello");
            throw new SocketRefused("Slack's socket said no hello in " + pace.helloMs() + " ms.", 0);
        }
        SocketSession before = open;
        open = session;
        if (before != null) {
            before.close();
        }
        return session;
    }

    private String url() throws SocketRefused {
        SlackCalls.Outcome<AppsConnectionsOpenResponse> outcome =
                SlackCalls.call(() -> methods.appsConnectionsOpen(r -> r.token(appToken)), "Socket Mode");
        AppsConnectionsOpenResponse response = outcome.response();
        if (response != null && response.getUrl() != null) {
            return response.getUrl();
        }
        if (outcome.failure() instanceof DeliveryResult.RetryLater later) {
            throw new SocketRefused(later.why(), later.afterMs());
        }
        throw new SocketRefused(
                "Slack refused apps.connections.open with \"" + outcome.error() + "\": " + mend(outcome.error()) + ".",
                0);
    }

    private static String mend(String error) {
        return switch (error) {
            case "missing_scope", "not_allowed_token_type", "no_permission" ->
                "set flyball.slack-app-token to an app-level token (xapp-) with the scope connections:write";
            case "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive" ->
                "set flyball.slack-app-token to an app-level token (it begins with xapp-) that was not taken back";
            default -> "switch Socket Mode on for the app, and see the errors of apps.connections.open";
        };
    }

    /** Serves until another connection is to take its place; answers whether Slack asked for that. */
    private boolean serve(SocketSession session) throws InterruptedException {
        while (closing.getCount() > 0) {
            String reason = session.awaitOver(Duration.ofMillis(pace.pingMs()));
            if (reason != null) {
                LOG.debug("The connection to Slack is to be replaced: {}", reason);
                boolean asked = reason.equals("refresh_requested") || reason.equals("warning");
                if (!asked) {
                    session.end(reason);
                }
                return asked;
            }
            if (session.silence().toMillis() > pace.silentMs()) {
                session.end("silent");
                return false;
            }
            session.ping();
        }
        return true;
    }

    /** Takes a message; what it returns is sent. */
    private String take(SocketSession session, String message) {
        Told told = envelopes.read(message);
        if (told instanceof Told.Hello) {
            session.greeted();
        } else if (told instanceof Told.Disconnect disconnect) {
            if (disconnect.reason().equals("link_disabled")) {
                LOG.warn("No answers from Slack: Socket Mode is switched off for the app: switch it on.");
            }
            session.replace(disconnect.reason());
        } else if (told instanceof Told.PassedOver passed && interactions != null) {
            return passed.acknowledgement();
        } else if (told instanceof Told.Answered answered && interactions != null) {
            return act(answered, interactions);
        }
        return "";
    }

    /** What could not be taken is not acknowledged: Slack sends it again. */
    private String act(Told.Answered answered, SlackInteractions by) {
        try {
            String answer = by.take(answered.payload());
            String acknowledgement =
                    SocketEnvelopes.acknowledgement(answered.envelopeId(), answered.takesPayload() ? answer : "");
            envelopes.taken(answered.envelopeId(), acknowledgement);
            return acknowledgement;
        } catch (RuntimeException e) {
            LOG.error("What somebody answered in Slack could not be taken", e);
            envelopes.forget(answered.envelopeId());
            return "";
        }
    }

    @Override
    public void close() {
        closing.countDown();
        SocketSession session = open;
        if (session != null) {
            session.close();
        }
        try {
            thread.join(pace.helloMs());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
