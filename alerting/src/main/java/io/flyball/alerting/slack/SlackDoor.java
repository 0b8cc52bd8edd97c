package io.flyball.alerting.slack;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import io.flyball.alerting.memory.AlertMeters;
import io.flyball.alerting.slack.SlackSignature.Verdict;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /slack/actions}: lets in what Slack signed, once; acknowledges well within Slack's three seconds. */
public final class SlackDoor {
    private static final Logger LOG = LoggerFactory.getLogger(SlackDoor.class);
    private static final long MOST_BYTES = 1 << 20;
    private static final long TELL_EVERY_MS = 60_000;

    private final SlackSignature signature;
    private final SlackInteractions interactions;
    private final AlertMeters meters;
    private final RefusalAudit audit;
    private final LongSupplier clock;
    private final AtomicLong toldMs = new AtomicLong();

    /**
     * @param signingSecret of the Slack app; kept, never logged
     * @param audit keeps what is refused
     */
    public SlackDoor(
            String signingSecret,
            SlackInteractions interactions,
            AlertMeters meters,
            RefusalAudit audit,
            LongSupplier clock) {
        this.audit = audit;
        this.signature = new SlackSignature(signingSecret);
        this.interactions = interactions;
        this.meters = meters;
        this.clock = clock;
    }

    /** Adds the door. */
    public void bind(ServerBuilder server) {
        server.route()
                .post("/slack/actions")
                .maxRequestLength(MOST_BYTES)
                .build((ctx, request) ->
                        HttpResponse.of(answer(request, ctx.clientAddress().getHostAddress())));
    }

    private CompletableFuture<HttpResponse> answer(HttpRequest request, String address) {
        return request.aggregate().thenApply(whole -> answer(whole, address));
    }

    private HttpResponse answer(AggregatedHttpRequest request, String address) {
        byte[] body = request.content().array();
        Verdict verdict = signature.judge(
                request.headers().get("x-slack-request-timestamp"),
                request.headers().get("x-slack-signature"),
                body,
                clock.getAsLong());
        if (verdict != Verdict.GENUINE) {
            return refused(verdict, address);
        }
        Optional<SlackPayload> payload = Optional.ofNullable(
                        QueryParams.fromQueryString(request.contentUtf8()).get("payload"))
                .flatMap(SlackPayload::read);
        if (payload.isEmpty()) {
            meters.answered("unreadable");
            return HttpResponse.of(
                    HttpStatus.BAD_REQUEST,
                    MediaType.PLAIN_TEXT_UTF_8,
                    "Expected a form with one field \"payload\" that is a JSON object.");
        }
        String acknowledgement = interactions.take(payload.get());
        return acknowledgement.isEmpty()
                ? HttpResponse.of(ResponseHeaders.of(HttpStatus.OK))
                : HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, acknowledgement);
    }

    private HttpResponse refused(Verdict verdict, String address) {
        meters.answered(verdict == Verdict.REPLAYED ? "replayed" : "forged");
        String sentence =
                switch (verdict) {
                    case OUT_OF_TIME -> "X-Slack-Request-Timestamp is more than 300 s away: set the clock.";
                    case REPLAYED -> "X-Slack-Signature has come before: send each request once.";
                    case UNSIGNED -> "X-Slack-Request-Timestamp or X-Slack-Signature is missing: sign the request.";
                    default ->
                        "X-Slack-Signature is not of this app's signing secret: check flyball.slack-signing-secret.";
                };
        audit.refused(verdict.name().toLowerCase(Locale.ROOT), sentence, address);
        long nowMs = clock.getAsLong();
        long lastMs = toldMs.get();
        // Whoever sends many of them must not fill the log.
        if (nowMs - lastMs >= TELL_EVERY_MS && toldMs.compareAndSet(lastMs, nowMs)) {
            LOG.warn(
                    "A request to /slack/actions was refused: {} Others are counted, and kept on the control topic in sums.",
                    sentence);
        }
        return HttpResponse.of(HttpStatus.UNAUTHORIZED, MediaType.PLAIN_TEXT_UTF_8, sentence);
    }
}
