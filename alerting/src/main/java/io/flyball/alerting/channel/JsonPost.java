package io.flyball.alerting.channel;

import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.DeliveryResult.Refused;
import io.flyball.alerting.cases.DeliveryResult.RetryLater;
import io.flyball.alerting.words.Mrkdwn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One POST of JSON whose outcome is a value, whatever comes back; it ends within 10 s, and reads 8 KiB at most. */
public final class JsonPost {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int BODY_CHARS = 200;
    private static final int MOST_BODY_BYTES = 8_192;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final long MS_PER_SECOND = 1_000;
    private static final long MAX_RETRY_AFTER_MS = 86_400_000;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI url;
    private final String who;
    private final Duration limit;

    /**
     * @param url an http or https URL; may be a secret, and is never logged
     * @param who answers there, for people
     */
    public JsonPost(String url, String who) {
        this(url, who, LIMIT);
    }

    /** @param limit on the whole exchange */
    JsonPost(String url, String who, Duration limit) {
        this.url = URI.create(url);
        this.who = who;
        this.limit = limit;
    }

    /**
     * What came back.
     *
     * @param status 0 where there was no answer
     * @param failure what it means for a delivery; null where it was taken
     */
    record Posted(int status, @Nullable DeliveryResult failure) {}

    Posted post(String json, Map<String, String> headers, long nowMs) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(limit)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
        headers.forEach(request::header);
        try {
            long beganNs = System.nanoTime();
            HttpResponse<String> answer = http.send(request.build(), head -> body(beganNs));
            return new Posted(answer.statusCode(), failure(answer, nowMs));
        } catch (IOException e) {
            String why = who + " gave no answer (" + e.getClass().getSimpleName() + "): it is tried again.";
            return new Posted(0, new RetryLater(0, why, true, false));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Posted(0, new RetryLater(0, who + " was not waited for.", true, false));
        }
    }

    /** The limit of a request ends with the head of its answer: what is left of it is the body's. */
    private BodyBegin body(long beganNs) {
        long leftMs = limit.toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs);
        return new BodyBegin(MOST_BODY_BYTES, Math.max(1, leftMs));
    }

    private @Nullable DeliveryResult failure(HttpResponse<String> answer, long nowMs) {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return null;
        }
        String said = who + " answered with status " + status + " and \""
                + Mrkdwn.plain(answer.body().strip(), BODY_CHARS) + "\"";
        if (status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT || status >= FIRST_SERVER_ERROR) {
            long afterMs =
                    retryAfterMs(answer.headers().firstValue("Retry-After").orElse(""), nowMs);
            return new RetryLater(afterMs, said + ": it is tried again.", status != TOO_MANY_REQUESTS, true);
        }
        return new Refused(said + ": correct its settings.");
    }

    /** Seconds or an HTTP date, at most a day; 0 where it is neither. */
    static long retryAfterMs(String header, long nowMs) {
        if (header.strip().matches("[0-9]{1,9}")) {
            return Math.min(Long.parseLong(header.strip()) * MS_PER_SECOND, MAX_RETRY_AFTER_MS);
        }
        try {
            Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header.strip()));
            return Math.max(0, Math.min(at.toEpochMilli() - nowMs, MAX_RETRY_AFTER_MS));
        } catch (DateTimeException e) {
            return 0;
        }
    }
}
