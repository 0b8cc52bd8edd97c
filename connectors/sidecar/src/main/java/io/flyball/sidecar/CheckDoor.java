package io.flyball.sidecar;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import io.flyball.gateway.Decision;
import io.flyball.gateway.Gate;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/check}: what to do with a call; {@code POST /v1/done}: it has ended, with so many tokens. A body that
 * cannot be understood is refused in one sentence; where this fails itself, the answer is to pass.
 */
final class CheckDoor {
    private static final Logger LOG = LoggerFactory.getLogger(CheckDoor.class);
    private static final String NAME = "check";
    private static final String PASS = "{\"level\":\"clear\",\"action\":\"pass\",\"admitted\":true,\"delay_ms\":0,"
            + "\"retry_after_seconds\":0,\"limits\":{},\"failed_open\":true}";

    private final Gate gate;
    private final SidecarMeters meters;

    CheckDoor(Gate gate, SidecarMeters meters) {
        this.gate = gate;
        this.meters = meters;
    }

    /** What is done with a body that was read to its end. */
    private interface Answering {
        HttpResponse of(byte[] body) throws CheckRequest.RefusedException;
    }

    void bind(ServerBuilder server) {
        post(server, "/v1/check", this::check);
        post(server, "/v1/done", this::done);
    }

    private void post(ServerBuilder server, String path, Answering answering) {
        server.route()
                .post(path)
                .maxRequestLength(CheckRequest.MAX_BYTES)
                .build((ctx, request) -> HttpResponse.of(
                        request.aggregate().handle((whole, failed) -> answer(whole, failed, answering))));
    }

    private HttpResponse answer(AggregatedHttpRequest request, Throwable failed, Answering answering) {
        try {
            if (failed != null) {
                return unread(failed);
            }
            return answering.of(request.content().array());
        } catch (CheckRequest.RefusedException e) {
            meters.refused(NAME, e.why());
            return Answers.refused(HttpStatus.BAD_REQUEST, e.sentence());
        } catch (RuntimeException e) {
            LOG.error("A check failed here: it is answered to pass", e);
            meters.failedOpen(NAME, "failed");
            return Answers.json(HttpStatus.OK, PASS, Map.of());
        }
    }

    private HttpResponse unread(Throwable failed) {
        Throwable cause =
                failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        if (cause instanceof ContentTooLargeException) {
            meters.refused(NAME, "too_large");
            return Answers.refused(
                    HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                    "The body is over " + CheckRequest.MAX_BYTES + " bytes: send ids, not the request itself.");
        }
        meters.refused(NAME, "ended_early");
        return Answers.refused(HttpStatus.BAD_REQUEST, "The body ended early: send it again.");
    }

    private HttpResponse check(byte[] body) throws CheckRequest.RefusedException {
        CheckRequest request = CheckRequest.read(body);
        Decision decision = gate.decide(request.call(), request.onDelay());
        meters.decided(NAME, decision);
        Map<String, String> headers = Answers.headers(decision, gate);
        headers.putAll(Refusal.rateLimit(decision));
        return Answers.json(HttpStatus.OK, DecisionJson.of(decision, gate).toString(), headers);
    }

    private HttpResponse done(byte[] body) throws CheckRequest.RefusedException {
        CheckRequest request = CheckRequest.readEnd(body);
        gate.ended(request.call(), request.tokens());
        return Answers.json(HttpStatus.OK, "{}", Map.of());
    }
}
