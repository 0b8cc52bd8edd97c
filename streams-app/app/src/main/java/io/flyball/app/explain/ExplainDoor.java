package io.flyball.app.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.flyball.app.Refusal;
import io.flyball.app.report.ReportBuilder;
import io.flyball.app.report.ReportWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * {@code GET /v1/explain/{name}}: {@code {"text": "..."}}, or 404 with the nearest names. Reads the topics of findings,
 * signals and answers anew each time: whoever asks wants to know what is there now.
 */
public final class ExplainDoor {
    private static final Duration WAIT_AT_MOST = Duration.ofMinutes(1);

    private final ReportBuilder reports;
    private final Function<String, Optional<String>> spendOf;
    private final ObjectMapper mapper = new ObjectMapper();

    /** @param spendOf the document of the spend door by the name of a scope; empty where none is known */
    public ExplainDoor(ReportBuilder reports, Function<String, Optional<String>> spendOf) {
        this.reports = reports;
        this.spendOf = spendOf;
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
        try {
            ByteArrayOutputStream history = new ByteArrayOutputStream();
            ReportWriter.writeHistory(reports.findings(), reports.signals(), history);
            JsonNode report = mapper.readTree(history.toByteArray());
            return json(HttpStatus.OK, "text", Explainer.explain(name, report, this::spend, reports.answers()));
        } catch (Refusal unknown) {
            return json(HttpStatus.NOT_FOUND, "error", String.join("\n", unknown.sentences()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<JsonNode> spend(String scope) {
        return spendOf.apply(scope).map(document -> {
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
            return HttpResponse.of(status, MediaType.JSON_UTF_8, HttpData.wrap(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
