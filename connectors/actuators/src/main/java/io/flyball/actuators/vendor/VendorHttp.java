package io.flyball.actuators.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Asks a vendor's administrative API, one request at a time. Follows no redirect: the key goes where it was meant to go. */
final class VendorHttp {
    static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final int SAID_CHARS = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final long MS_PER_SECOND = 1_000;
    private static final long MOST_RETRY_AFTER_MS = 3_600_000;
    /** A key that is not accepted is mended by a person, not by asking again at once. */
    private static final long WITHOUT_ACCESS_MS = 300_000;

    private final HttpClient http;
    private final String who;
    private final String baseUrl;
    private final Map<String, String> headers;
    private final Duration timeout;
    private final LongSupplier clock;

    /**
     * @param who answers there, for people
     * @param baseUrl with no slash at its end
     * @param headers of each request; hold the key, and are never logged
     * @param timeout of connecting, and of a whole request
     * @param clock epoch ms, to read dates in {@code Retry-After}
     */
    VendorHttp(String who, String baseUrl, Map<String, String> headers, Duration timeout, LongSupplier clock) {
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.who = who;
        this.baseUrl = baseUrl;
        this.headers = Map.copyOf(headers);
        this.timeout = timeout;
        this.clock = clock;
    }

    /** What came back. */
    sealed interface Answer {
        /** It was done; nothing, where the body is no JSON. */
        record Ok(JsonNode body) implements Answer {}

        /** It will not be done. */
        record Refused(String why) implements Answer {}

        /** It may be tried again, and may have been done all the same. */
        record Later(String why, long afterMs) implements Answer {}
    }

    Answer get(String target) throws InterruptedException {
        return send("GET", target, null);
    }

    Answer post(String target, JsonNode body) throws InterruptedException {
        return send("POST", target, body);
    }

    Answer delete(String target) throws InterruptedException {
        return send("DELETE", target, null);
    }

    private Answer send(String method, String target, @Nullable JsonNode body) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + target))
                .timeout(timeout)
                .header("Accept", "application/json")
                .header("User-Agent", "flyball-actuators")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<String>> asked = http.sendAsync(request.build(), BodyHandlers.ofString());
        try {
            // The request's own time-out ends with the headers: a body that never ends is ours to leave.
            return answer(asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Answer.Later(who + " gave no answer within " + timeout.toMillis() + " ms.", 0);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof IOException ? e.getCause() : e;
            return new Answer.Later(who + " gave no answer (" + cause.getClass().getSimpleName() + ").", 0);
        } finally {
            asked.cancel(true);
        }
    }

    private Answer answer(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return read(response.body());
        }
        String said = who + " answered with status " + status + " and \"" + shown(response.body()) + "\".";
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return new Answer.Later(said + " Correct its key.", WITHOUT_ACCESS_MS);
        }
        if (status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT || status >= FIRST_SERVER_ERROR) {
            String after = response.headers().firstValue("Retry-After").orElse("");
            return new Answer.Later(said, retryAfterMs(after, clock.getAsLong()));
        }
        return new Answer.Refused(said);
    }

    private Answer read(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            return new Answer.Ok(tree == null ? MissingNode.getInstance() : tree);
        } catch (JsonProcessingException e) {
            return new Answer.Later(who + " answered with something that is no JSON.", 0);
        }
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= SAID_CHARS ? line : line.substring(0, SAID_CHARS) + "...";
    }

    /** Seconds or an HTTP date, at most an hour; 0 where it is neither. */
    static long retryAfterMs(String header, long nowMs) {
        if (header.strip().matches("[0-9]{1,9}")) {
            return Math.min(Long.parseLong(header.strip()) * MS_PER_SECOND, MOST_RETRY_AFTER_MS);
        }
        try {
            Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header.strip()));
            return Math.max(0, Math.min(at.toEpochMilli() - nowMs, MOST_RETRY_AFTER_MS));
        } catch (DateTimeException e) {
            return 0;
        }
    }

    /** A text as part of a path or query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
