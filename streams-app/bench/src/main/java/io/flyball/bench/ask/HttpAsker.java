package io.flyball.bench.ask;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import io.flyball.bench.traffic.UsageTraffic;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/** Asks over HTTP/1.1 with kept connections. */
final class HttpAsker implements Asker {
    /** Sooner than a sidecar closes a connection, which would cost the request that is just on its way. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;

    private final ClientFactory factory = factory();
    private final WebClient client;
    private final IntFunction<HttpRequest> request;

    private HttpAsker(URI sidecar, IntFunction<HttpRequest> request) {
        this.client = WebClient.builder("h1c://" + sidecar.getAuthority())
                .factory(factory)
                .responseTimeout(Duration.ofSeconds(10))
                .build();
        this.request = request;
    }

    static ClientFactory factory() {
        return ClientFactory.builder()
                .workerGroup(1)
                .connectTimeout(Duration.ofSeconds(3))
                .idleTimeout(IDLE)
                .build();
    }

    static Asker ofChecks(URI sidecar) {
        RequestHeaders headers = RequestHeaders.builder(HttpMethod.POST, "/v1/check")
                .contentType(MediaType.JSON)
                .build();
        return new HttpAsker(sidecar, user -> HttpRequest.of(headers, HttpData.ofUtf8(json(user))));
    }

    private static String json(int user) {
        return "{\"user\":\"" + Callers.user(user) + "\",\"team\":\"" + Callers.team(user) + "\",\"session\":\""
                + Callers.session(user) + "\",\"model\":\"" + UsageTraffic.CALLED_MODEL + "\"}";
    }

    static Asker ofExtAuthz(URI sidecar) {
        return new HttpAsker(
                sidecar,
                user -> HttpRequest.of(RequestHeaders.builder(HttpMethod.POST, "/ext_authz/v1/messages")
                        .contentLength(0)
                        .set("x-flyball-user", Callers.user(user))
                        .set("x-flyball-team", Callers.team(user))
                        .set("x-claude-code-session-id", Callers.session(user))
                        .set("x-flyball-model", UsageTraffic.CALLED_MODEL)
                        .build()));
    }

    @Override
    public CompletableFuture<Said> ask(int user) {
        return client.execute(request.apply(user))
                .aggregate()
                .handle((answer, e) -> e == null ? said(answer) : Said.NOTHING);
    }

    private static Said said(AggregatedHttpResponse answer) {
        int status = answer.status().code();
        String level = answer.headers().get("x-flyball-level");
        if (level == null || status != OK && status != TOO_MANY_REQUESTS) {
            return Said.NOTHING;
        }
        return level.equals("clear") ? Said.CLEAR : Said.CONCERNED;
    }

    @Override
    public void close() {
        factory.close();
    }
}
