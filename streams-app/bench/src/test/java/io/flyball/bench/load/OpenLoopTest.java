package io.flyball.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import io.flyball.bench.traffic.TrafficShape;
import io.flyball.bench.traffic.UsageTraffic;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OpenLoopTest {
    private static final int BATCH = 5;
    private static final int REQUESTS = 20;
    private static final Duration LENGTH = Duration.ofMillis(500);
    private static final int EVENTS_PER_SECOND = (int) (REQUESTS * BATCH * 1_000 / LENGTH.toMillis());

    private final List<String> bodies = new CopyOnWriteArrayList<>();

    @Test
    void sendsOnThoughNothingIsAnswered() {
        // given a door that answers nothing until the last request has come
        CompletableFuture<HttpResponse> allCame = new CompletableFuture<>();
        // when
        LoopResult result = run(LoadDoor.NATIVE, count -> {
            if (count == REQUESTS) {
                allCame.complete(HttpResponse.of(HttpStatus.OK));
            }
            return HttpResponse.of(allCame.thenApply(all -> HttpResponse.of(HttpStatus.OK)));
        });
        // then
        assertThat(result.acceptedEvents()).isEqualTo(REQUESTS * BATCH);
        assertThat(result.ackNanos().getTotalCount()).isEqualTo(REQUESTS * BATCH);
        assertThat(result.slowestAckMs()).isGreaterThanOrEqualTo(LENGTH.toMillis() * 0.9);
    }

    @Test
    void sendsTheSameBodyAgainWhenItIsToldTo() {
        // when
        LoopResult result = run(
                LoadDoor.NATIVE,
                count -> count == 1
                        ? HttpResponse.of(ResponseHeaders.of(HttpStatus.SERVICE_UNAVAILABLE, "retry-after", "1"))
                        : HttpResponse.of(HttpStatus.OK));
        // then
        assertThat(result.retriedRequests()).isEqualTo(1);
        assertThat(result.acceptedEvents()).isEqualTo(REQUESTS * BATCH);
        assertThat(bodies).hasSize(REQUESTS + 1);
        assertThat(bodies.get(REQUESTS)).isEqualTo(bodies.get(0));
    }

    @Test
    void doesNotSendAgainWhatIsRefused() {
        // when
        LoopResult result =
                run(LoadDoor.NATIVE, count -> HttpResponse.of(count == 1 ? HttpStatus.BAD_REQUEST : HttpStatus.OK));
        // then
        assertThat(result.refusedEvents()).isEqualTo(BATCH);
        assertThat(result.acceptedEvents()).isEqualTo((REQUESTS - 1) * BATCH);
        assertThat(result.sustained(Long.MAX_VALUE)).isFalse();
        assertThat(bodies).hasSize(REQUESTS);
    }

    @ParameterizedTest
    @EnumSource(LoadDoor.class)
    void namesEveryCallOnceInTheFormatOfTheDoor(LoadDoor door) {
        // when
        run(door, count -> HttpResponse.of(HttpStatus.OK));
        // then
        List<String> ids = bodies.stream()
                .flatMap(body -> List.of(body.split("(?=msg_)", -1)).stream())
                .filter(part -> part.startsWith("msg_"))
                .map(part -> part.substring(0, part.indexOf(door == LoadDoor.OTLP ? '\n' : '"')))
                .distinct()
                .toList();
        assertThat(ids).hasSize(REQUESTS * BATCH);
    }

    private LoopResult run(LoadDoor door, Function<Integer, HttpResponse> answers) {
        try (Server server = server(door, answers);
                OpenLoop loop = new OpenLoop(
                        URI.create("http://127.0.0.1:" + server.activeLocalPort()),
                        door,
                        new UsageTraffic(TrafficShape.COMPANY, 1, 1_780_000_000_000L, Long.MAX_VALUE))) {
            return loop.run(EVENTS_PER_SECOND, BATCH, LENGTH);
        }
    }

    private Server server(LoadDoor door, Function<Integer, HttpResponse> answers) {
        Server server = Server.builder()
                .http(0)
                .service(
                        door.path(),
                        (ctx, request) -> HttpResponse.of(request.aggregate().thenApply(whole -> {
                            assertThat(whole.contentType()).isEqualTo(MediaType.parse(door.contentType()));
                            return answers.apply(received(whole));
                        })))
                .build();
        server.start().join();
        return server;
    }

    private synchronized int received(AggregatedHttpRequest request) {
        bodies.add(request.contentUtf8());
        return bodies.size();
    }
}
