package io.flyball.ingest.http;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.ClosedSessionException;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.flyball.ingest.intake.Client;
import io.flyball.ingest.intake.Intake;
import io.flyball.ingest.intake.IntakeMeters;
import io.flyball.ingest.intake.MemoryBudget;
import io.flyball.ingest.intake.Receipt;
import io.flyball.ingest.record.GreatestOfEach;
import io.flyball.ingest.record.Mapped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One path to which usage is posted: who, how often, how much; then its protocol reads, and the intake stores. */
final class IngestDoor implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(IngestDoor.class);
    private static final int BUSY_RETRY_AFTER_SECONDS = 1;

    private final DoorProtocol protocol;
    private final Gate gate;
    private final Intake intake;
    private final IntakeMeters meters;

    IngestDoor(DoorProtocol protocol, Gate gate, Intake intake, IntakeMeters meters) {
        this.protocol = protocol;
        this.gate = gate;
        this.intake = intake;
        this.meters = meters;
    }

    /** There was no memory left for the next bytes of a body. */
    private static final class OutOfBudget extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutOfBudget() {
            super("no memory left for this body", null, false, false);
        }
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
        long beganNanos = System.nanoTime();
        MediaType type = request.contentType() == null ? MediaType.JSON : request.contentType();
        ctx.setMaxRequestLength(Body.MAX_BYTES);
        return HttpResponse.of(
                answer(ctx, request, type).exceptionally(e -> failed(e, type)).thenApply(answer -> {
                    meters.answered(
                            protocol.name(), answer.status().code(), Duration.ofNanos(System.nanoTime() - beganNanos));
                    return HttpResponse.of(answer.headers(), answer.content());
                }));
    }

    private CompletableFuture<Reply> answer(ServiceRequestContext ctx, HttpRequest request, MediaType type) {
        Client client = gate.who(ctx, request.headers());
        if (client == null) {
            return refuse(HttpStatus.UNAUTHORIZED, Gate.WHO, type);
        }
        if (!protocol.reads(type)) {
            return refuse(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "The content type " + type + " is not read here: send " + protocol.typesRead() + ".",
                    type);
        }
        if (!gate.mayCall(client)) {
            return done(busy(Gate.tooOften(client), type));
        }
        MemoryBudget.Lease lease = intake.memory().lease(client, 0);
        long declaredBytes = request.headers().contentLength();
        if (lease == null || declaredBytes > Body.MAX_BYTES || !roomFor(declaredBytes)) {
            return done(declaredBytes > Body.MAX_BYTES ? tooLarge(type) : busy(Gate.tooMuchUnderWay(), type));
        }
        return request.peekData(data -> {
                    if (!lease.grow(data.length())) {
                        throw new OutOfBudget();
                    }
                })
                .aggregate()
                .thenCompose(whole -> inTurn(whole, client, type, lease, ctx.blockingTaskExecutor()))
                .whenComplete((reply, e) -> {
                    if (e != null) {
                        lease.close();
                    }
                });
    }

    private boolean roomFor(long declaredBytes) {
        return intake.memory().usedBytes() + Math.max(0, declaredBytes)
                <= 2 * intake.memory().clientLimitBytes();
    }

    private CompletableFuture<Reply> inTurn(
            AggregatedHttpRequest request, Client client, MediaType type, MemoryBudget.Lease lease, Executor readers) {
        long cameNanos = System.nanoTime();
        return CompletableFuture.supplyAsync(
                        () -> {
                            if (Gate.waitedTooLong(cameNanos)) {
                                lease.close();
                                return done(busy(Gate.tooMuchUnderWay(), type));
                            }
                            return take(request, client, type, lease);
                        },
                        readers)
                .thenCompose(reply -> reply);
    }

    private CompletableFuture<Reply> take(
            AggregatedHttpRequest request, Client client, MediaType type, MemoryBudget.Lease lease) {
        Body body = Body.of(request, lease);
        if (body instanceof Body.Whole whole) {
            return map(whole.bytes(), request.headers(), client, type, lease);
        }
        if (body instanceof Body.Broken broken) {
            return unreadable("The body says gzip and is not.", broken.packed(), client, type, lease);
        }
        lease.close();
        if (body instanceof Body.UnknownEncoding unknown) {
            return refuse(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "The content encoding " + unknown.name() + " is not read here: send gzip or none.",
                    type);
        }
        return done(body instanceof Body.TooLarge ? tooLarge(type) : busy(Gate.tooMuchUnderWay(), type));
    }

    private CompletableFuture<Reply> map(
            byte[] body, RequestHeaders headers, Client client, MediaType type, MemoryBudget.Lease lease) {
        List<Mapped> items;
        try {
            items = GreatestOfEach.merge(protocol.map(body, type, Gate.attributes(headers, client), intake.nowMs()));
        } catch (DoorProtocol.UnreadableBody e) {
            return unreadable(String.valueOf(e.getMessage()), body, client, type, lease);
        }
        return intake.take(client, protocol.name(), items, lease).thenApply(receipt -> reply(receipt, type));
    }

    private CompletableFuture<Reply> unreadable(
            String why, byte[] body, Client client, MediaType type, MemoryBudget.Lease lease) {
        Mapped refused = Mapped.refused(protocol.unreadable(type), why, body);
        return intake.take(client, protocol.name(), List.of(refused), lease)
                .thenApply(receipt -> receipt instanceof Receipt.Stored
                        ? reply(protocol.refused(HttpStatus.BAD_REQUEST, why, type), 0)
                        : reply(receipt, type));
    }

    private Reply reply(Receipt receipt, MediaType type) {
        if (receipt instanceof Receipt.Stored stored) {
            return reply(protocol.stored(stored, type), 0);
        }
        if (receipt instanceof Receipt.Busy full) {
            return busy(full.why(), type);
        }
        Receipt.Unavailable unavailable = (Receipt.Unavailable) receipt;
        return reply(
                protocol.refused(HttpStatus.SERVICE_UNAVAILABLE, unavailable.why(), type),
                unavailable.retryAfterSeconds());
    }

    private Reply failed(Throwable thrown, MediaType type) {
        Throwable e = Causes.root(thrown);
        if (e instanceof ContentTooLargeException) {
            return tooLarge(type);
        }
        if (e instanceof OutOfBudget) {
            return busy(Gate.tooMuchUnderWay(), type);
        }
        if (e instanceof ClosedStreamException || e instanceof ClosedSessionException) {
            LOG.debug("A client of the door {} went away in the middle of its body", protocol.name());
            return reply(protocol.refused(HttpStatus.BAD_REQUEST, "The body ended early.", type), 0);
        }
        // 500 would make exporters drop what they hold
        LOG.error("A request at the door {} failed", protocol.name(), e);
        return reply(
                protocol.refused(HttpStatus.SERVICE_UNAVAILABLE, "This failed here: the log says why.", type),
                BUSY_RETRY_AFTER_SECONDS);
    }

    private Reply tooLarge(MediaType type) {
        return reply(
                protocol.refused(
                        HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                        "The body is over " + Body.MAX_BYTES + " bytes when unpacked: send it in several requests.",
                        type),
                0);
    }

    private Reply busy(String why, MediaType type) {
        return reply(protocol.refused(HttpStatus.TOO_MANY_REQUESTS, why, type), BUSY_RETRY_AFTER_SECONDS);
    }

    private CompletableFuture<Reply> refuse(HttpStatus status, String sentence, MediaType type) {
        return done(reply(protocol.refused(status, sentence, type), 0));
    }

    private static CompletableFuture<Reply> done(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }

    private record Reply(ResponseHeaders headers, com.linecorp.armeria.common.HttpData content) {
        HttpStatus status() {
            return headers.status();
        }
    }

    private static Reply reply(DoorProtocol.Answer answer, int retryAfterSeconds) {
        ResponseHeadersBuilder headers = ResponseHeaders.builder(answer.status());
        if (!answer.body().isEmpty()) {
            headers.contentType(answer.type());
        }
        if (retryAfterSeconds > 0) {
            headers.setInt(HttpHeaderNames.RETRY_AFTER, retryAfterSeconds);
        }
        return new Reply(headers.build(), answer.body());
    }
}
