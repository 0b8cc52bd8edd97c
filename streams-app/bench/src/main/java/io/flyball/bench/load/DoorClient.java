package io.flyball.bench.load;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Posts to one door over HTTP/1.1 with kept connections. Thread-safe. */
final class DoorClient implements AutoCloseable {
    /** As long as exporters of OTLP wait. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);

    private final ClientFactory factory = ClientFactory.builder()
            .workerGroup(1)
            .connectTimeout(CONNECT_WITHIN)
            .idleTimeout(Duration.ofMinutes(1))
            .build();

    private final WebClient client;
    private final RequestHeaders headers;

    /**
     * What became of one attempt.
     *
     * @param status of HTTP; 0: there was no answer
     * @param retryAfterMs what the answer asks for; 0: nothing
     */
    record Attempt(int status, long retryAfterMs) {
        private static final Attempt NO_ANSWER = new Attempt(0, 0);

        /** Whether the same body may be taken at another time. */
        boolean passes() {
            return status == 0 || status == 429 || status == 502 || status == 503 || status == 504;
        }
    }

    DoorClient(URI target, LoadDoor door) {
        client = WebClient.builder("h1c://" + target.getAuthority())
                .factory(factory)
                .responseTimeout(ANSWER_WITHIN)
                .build();
        headers = RequestHeaders.builder(HttpMethod.POST, door.path())
                .set(HttpHeaderNames.CONTENT_TYPE, door.contentType())
                .build();
    }

    /** Never completes exceptionally. */
    CompletableFuture<Attempt> post(byte[] body) {
        return client.execute(HttpRequest.of(headers, HttpData.wrap(body)))
                .aggregate()
                .handle((answer, e) -> e == null ? attempt(answer) : Attempt.NO_ANSWER);
    }

    private static Attempt attempt(AggregatedHttpResponse answer) {
        long retryAfterSeconds = answer.headers().getLong(HttpHeaderNames.RETRY_AFTER, 0);
        return new Attempt(answer.status().code(), retryAfterSeconds * 1000);
    }

    @Override
    public void close() {
        factory.close();
    }
}
