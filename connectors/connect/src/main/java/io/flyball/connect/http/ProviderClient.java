package io.flyball.connect.http;

import io.flyball.connect.poll.Answer;
import io.flyball.connect.report.BillingReport;
import io.flyball.connect.report.PageRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a provider for pages of its reports, one at a time. Follows no redirect, for the key goes where it was meant to
 * go. {@link #close} ends a request that is under way.
 */
public final class ProviderClient implements AutoCloseable {
    /** A page of seven days of a large organization has a few megabytes; what is larger would fill the worker. */
    static final int MOST_BYTES = 64 * 1024 * 1024;

    private final HttpClient http;
    private final String baseUrl;
    private final String adminKey;
    private final Duration timeout;
    private final LongSupplier clockMs;
    private final AtomicReference<@Nullable CompletableFuture<?>> underWay = new AtomicReference<>();

    /** @param baseUrl with neither path nor slash at its end */
    public ProviderClient(String baseUrl, String adminKey, Duration timeout, LongSupplier clockMs) {
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.baseUrl = baseUrl;
        this.adminKey = adminKey;
        this.timeout = timeout;
        this.clockMs = clockMs;
    }

    /** What comes of the request; whatever happens on the way is an answer too. */
    public Answer ask(BillingReport report, PageRequest page) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + report.target(page)))
                .timeout(timeout)
                .header("Accept", "application/json")
                .header("User-Agent", "flyball-connect");
        report.api().headers(adminKey).forEach(request::header);
        CompletableFuture<HttpResponse<BoundedBody.Bytes>> future =
                http.sendAsync(request.build(), info -> new BoundedBody(MOST_BYTES));
        underWay.set(future);
        try {
            // The request's own timeout ends with the headers: a body that never ends is ours to leave.
            HttpResponse<BoundedBody.Bytes> response = future.get(2 * timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.body().tooLarge()) {
                return new Answer.Unreadable("it is larger than " + MOST_BYTES + " bytes");
            }
            String retryAfter = response.headers().firstValue("Retry-After").orElse("");
            return Answers.of(
                    report, response.statusCode(), retryAfter, response.body().bytes(), clockMs.getAsLong());
        } catch (ExecutionException e) {
            return new Answer.Failed(reason(e.getCause()));
        } catch (TimeoutException e) {
            future.cancel(true);
            return new Answer.Failed("no whole answer within " + 2 * timeout.toMillis() + " ms");
        } catch (CancellationException e) {
            return new Answer.Failed("the task is being stopped");
        } finally {
            underWay.set(null);
        }
    }

    private String reason(@Nullable Throwable cause) {
        return cause instanceof HttpTimeoutException
                ? "no answer within " + timeout.toMillis() + " ms"
                : "no answer (" + (cause == null ? "unknown" : cause.getClass().getSimpleName()) + ")";
    }

    @Override
    public void close() {
        CompletableFuture<?> request = underWay.get();
        if (request != null) {
            request.cancel(true);
        }
    }
}
