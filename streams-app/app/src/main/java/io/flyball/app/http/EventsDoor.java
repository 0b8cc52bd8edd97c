package io.flyball.app.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code GET /v1/events}: server-sent events {@code spend}, {@code finding}, {@code signal}, {@code alert} and
 * {@code conservation}, one JSON document each, after a {@code hello} that says whether the client resumes where its
 * {@code Last-Event-ID} left off or gets everything anew.
 *
 * <p>Each client is a version number that trails the view's, so a slow one costs no memory: it skips values that were
 * overtaken, and is dropped when it takes nothing at all. No writer of the view ever waits for a reader.
 */
public final class EventsDoor {
    private final LiveView view;
    private final EventPace pace;
    private final String run = UUID.randomUUID().toString();
    private final AtomicInteger clients = new AtomicInteger();

    public EventsDoor(LiveView view, EventPace pace) {
        this.view = view;
        this.pace = pace;
    }

    /** Adds the door. */
    public void bind(ServerBuilder server) {
        server.route().get("/v1/events").build((ctx, request) -> open(ctx));
    }

    /** How many clients listen now. */
    public int clients() {
        return clients.get();
    }

    private HttpResponse open(ServiceRequestContext ctx) {
        if (clients.incrementAndGet() > pace.maxClients()) {
            clients.decrementAndGet();
            return Answers.refusal(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "All " + pace.maxClients() + " places for listeners are taken: close another page, or poll"
                            + " /v1/spend and /v1/findings instead.");
        }
        ctx.clearRequestTimeout();
        HttpResponseWriter response = HttpResponse.streaming();
        var unused = response.whenComplete().handle((ignored, cause) -> clients.decrementAndGet());
        response.write(ResponseHeaders.builder(HttpStatus.OK)
                .contentType(MediaType.EVENT_STREAM)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("x-accel-buffering", "no")
                .build());
        new EventClient(view, run, pace, response).start(ctx.eventLoop(), resumedVersion(ctx));
        return response;
    }

    /** The version after which the client goes on; 0 where it is new, or known from before a restart. */
    private long resumedVersion(ServiceRequestContext ctx) {
        String lastId = ctx.request().headers().get("last-event-id", "");
        if (!lastId.startsWith(run + "/")) {
            return 0;
        }
        try {
            return Long.parseLong(lastId.substring(run.length() + 1));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
