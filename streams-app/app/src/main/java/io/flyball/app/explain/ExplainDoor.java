package io.flyball.app.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.MediaTypeSet;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.flyball.app.Refusal;
import io.flyball.app.explain.ExplainSource.AmountAt;
import io.flyball.app.http.PageDoor;
import io.flyball.app.report.ReportWriter;
import io.flyball.schemas.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * {@code GET /v1/explain/{name}}: a page for who prefers HTML, as browsers do, else {@code {"text": "..."}}; 404 where
 * nothing has that name. Reads what is known anew each time: whoever asks wants to know what is there now.
 */
public final class ExplainDoor {
    private static final Duration WAIT_AT_MOST = Duration.ofMinutes(1);
    /** The first is for who has no preference. */
    private static final MediaTypeSet OFFERED = MediaTypeSet.of(MediaType.JSON_UTF_8, MediaType.HTML_UTF_8);

    private final ExplainSource source;
    private final LongSupplier clock;
    private final ObjectMapper mapper = new ObjectMapper();

    /** @param clock epoch ms, by which is told what is over */
    public ExplainDoor(ExplainSource source, LongSupplier clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Adds the door. */
    public void bind(ServerBuilder server) {
        server.route().get("/v1/explain/{name}").build((ctx, request) -> {
            ctx.setRequestTimeout(WAIT_AT_MOST);
            return HttpResponse.of(CompletableFuture.supplyAsync(() -> answer(ctx), ctx.blockingTaskExecutor()));
        });
    }

    private HttpResponse answer(ServiceRequestContext ctx) {
        String name = Objects.requireNonNull(ctx.pathParam("name"));
        boolean html = prefersHtml(ctx);
        try {
            Explanation explanation = explain(name);
            return html
                    ? page(HttpStatus.OK, ExplainPage.of(explanation, course(explanation)))
                    : json(HttpStatus.OK, "text", explanation.text());
        } catch (Refusal unknown) {
            return html
                    ? page(HttpStatus.NOT_FOUND, ExplainPage.unknown(unknown(name)))
                    : json(HttpStatus.NOT_FOUND, "error", String.join("\n", unknown.sentences()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean prefersHtml(ServiceRequestContext ctx) {
        List<String> accept = ctx.request().headers().getAll(HttpHeaderNames.ACCEPT);
        MediaType preferred = accept.isEmpty() ? null : OFFERED.matchHeaders(accept);
        return preferred != null && preferred.is(MediaType.HTML_UTF_8);
    }

    private Explanation explain(String name) throws IOException {
        ByteArrayOutputStream history = new ByteArrayOutputStream();
        ReportWriter.writeHistory(source.findings(), source.signals(), history);
        JsonNode report = mapper.readTree(history.toByteArray());
        AnswerWords answers = new AnswerWords(source.decisions(), clock.getAsLong());
        return Explainer.explain(name, report, this::spend, answers);
    }

    private List<AmountAt> course(Explanation explanation) {
        Explanation.Figure figure = explanation.figure();
        return figure == null ? List.of() : source.courseOf(figure.scope(), figure.window());
    }

    private static String unknown(String name) {
        String kept = Topic.FINDINGS
                .retention()
                .map(days -> " for " + days.toDays() + " days")
                .orElse("");
        return "Nothing is known as \"" + name + "\": it names no finding, signal or scope, or it is a finding that is"
                + " gone, since they are kept" + kept + ".";
    }

    private Optional<JsonNode> spend(String scope) {
        return source.spendOf(scope).map(document -> {
            try {
                return mapper.readTree(document);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private HttpResponse json(HttpStatus status, String field, String text) {
        try {
            byte[] body = mapper.writeValueAsBytes(Map.of(field, text));
            return HttpResponse.of(headers(status, MediaType.JSON_UTF_8), HttpData.wrap(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse page(HttpStatus status, String html) {
        return HttpResponse.of(headers(status, MediaType.HTML_UTF_8), HttpData.ofUtf8(html));
    }

    private static ResponseHeaders headers(HttpStatus status, MediaType type) {
        return ResponseHeaders.builder(status)
                .contentType(type)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.VARY, "accept")
                .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
                .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, PageDoor.CONTENT_SECURITY_POLICY)
                .build();
    }
}
