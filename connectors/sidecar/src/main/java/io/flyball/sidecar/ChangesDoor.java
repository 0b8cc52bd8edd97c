package io.flyball.sidecar;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.flyball.gateway.Gate;
import io.flyball.gateway.ThrottleSignal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/throttle/changes}: server-sent events {@code signal}, all that is in force first; with {@code ?since=} a
 * long poll, which answers as soon as something changed, and after 30 s at the latest.
 */
final class ChangesDoor {
    static final int BATCH = 1_000;

    private static final Duration LONGEST_POLL = Duration.ofSeconds(30);
    private static final long LOOK_MS = 100;
    private static final int MAX_CLIENTS = 1_000;

    private final SignalChanges changes;
    private final Gate gate;
    private final LongSupplier nowMs;
    private final AtomicInteger clients = new AtomicInteger();

    ChangesDoor(SignalChanges changes, Gate gate, LongSupplier nowMs) {
        this.changes = changes;
        this.gate = gate;
        this.nowMs = nowMs;
    }

    void bind(ServerBuilder server) {
        server.route().get("/v1/throttle/changes").build((ctx, request) -> open(ctx));
    }

    private HttpResponse open(ServiceRequestContext ctx) {
        if (clients.incrementAndGet() > MAX_CLIENTS) {
            clients.decrementAndGet();
            return Answers.refused(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "All " + MAX_CLIENTS
                            + " places for listeners are taken: read GET /v1/throttle now and then instead.");
        }
        ctx.clearRequestTimeout();
        String since = ctx.queryParam("since");
        HttpResponse response = since == null ? stream(ctx) : poll(ctx, changes.version(since));
        var unused = response.whenComplete().handle((ignored, cause) -> clients.decrementAndGet());
        return response;
    }

    private HttpResponse stream(ServiceRequestContext ctx) {
        HttpResponseWriter response = HttpResponse.streaming();
        response.write(ResponseHeaders.builder(HttpStatus.OK)
                .contentType(MediaType.EVENT_STREAM)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("x-accel-buffering", "no")
                .build());
        long after = changes.version(ctx.request().headers().get("last-event-id", ""));
        new ChangesClient(changes, this::document, response, after).start(ctx.eventLoop(), LOOK_MS);
        return response;
    }

    private HttpResponse poll(ServiceRequestContext ctx, long since) {
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        look(ctx, since, System.nanoTime() + LONGEST_POLL.toNanos(), answer);
        return HttpResponse.of(answer);
    }

    private void look(ServiceRequestContext ctx, long since, long untilNanos, CompletableFuture<HttpResponse> answer) {
        SignalChanges.Batch batch = changes.after(since, BATCH);
        if (!batch.changes().isEmpty() || System.nanoTime() - untilNanos >= 0 || ctx.isCancelled()) {
            String documents = batch.changes().stream().map(this::document).collect(Collectors.joining(",", "[", "]"));
            String body = "{\"version\":\"" + changes.token(batch.upto()) + "\",\"anew\":" + (since == 0)
                    + ",\"changes\":" + documents + "}";
            answer.complete(Answers.json(HttpStatus.OK, body, Answers.staleness(gate)));
            return;
        }
        var unused =
                ctx.eventLoop().schedule(() -> look(ctx, since, untilNanos, answer), LOOK_MS, TimeUnit.MILLISECONDS);
    }

    private String document(SignalChanges.Change change) {
        ThrottleSignal signal = change.signal();
        ThrottleSignal now = signal == null ? null : inForce(signal);
        return now == null ? DecisionJson.cleared(change.scope()) : DecisionJson.signal(now);
    }

    private @Nullable ThrottleSignal inForce(ThrottleSignal signal) {
        long at = nowMs.getAsLong();
        return signal.isInForce(at) ? signal.at(at) : null;
    }
}
