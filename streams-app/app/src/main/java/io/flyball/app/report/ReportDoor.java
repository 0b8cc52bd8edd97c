package io.flyball.app.report;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.flyball.app.streams.CaughtUp;
import io.flyball.app.streams.GovernorStreams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** {@code GET /v1/report}: the report of this instance, once it has caught up; 503 where it has not within the wait. */
public final class ReportDoor {
    private static final Duration WAIT_AT_MOST = Duration.ofMinutes(5);

    private final GovernorStreams streams;
    private final CaughtUp caughtUp;
    private final ReportBuilder builder;

    public ReportDoor(GovernorStreams streams, CaughtUp caughtUp, ReportBuilder builder) {
        this.streams = streams;
        this.caughtUp = caughtUp;
        this.builder = builder;
    }

    public void bind(ServerBuilder server) {
        server.service("/v1/report", (ctx, req) -> {
            ctx.setRequestTimeout(WAIT_AT_MOST.plusSeconds(30));
            return HttpResponse.of(
                    java.util.concurrent.CompletableFuture.supplyAsync(() -> answer(ctx), ctx.blockingTaskExecutor()));
        });
    }

    private HttpResponse answer(ServiceRequestContext ctx) {
        if (!streams.running() || !caughtUp.await(WAIT_AT_MOST, streams::alive)) {
            return HttpResponse.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    MediaType.JSON_UTF_8,
                    "{\"error\":\"This instance has not caught up with its input: ask again later.\"}");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ReportWriter.write(builder.build(List.of(), 0), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, HttpData.wrap(out.toByteArray()));
    }
}
