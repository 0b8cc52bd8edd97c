package io.flyball.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangesDoorTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WITHIN = Duration.ofSeconds(20);

    private final SidecarServer server = SidecarServer.enforcing();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aLongPollTellsAllAtFirstAndThenWhatChangedAfterIt() throws IOException {
        // given
        server.ask("user:ann", 1, "pace", "'max_requests_per_minute':10");
        server.ask("user:bob", 1, "advise", "");
        JsonNode first =
                JSON.readTree(server.get("/v1/throttle/changes?since=0").body());
        String version = first.path("version").asText();
        CompletableFuture<JsonNode> second =
                CompletableFuture.supplyAsync(() -> poll("/v1/throttle/changes?since=" + version));
        // when
        server.ask("user:ann", 2, "clear", "");
        // then
        assertThat(first.path("changes").findValuesAsText("scope")).containsExactly("user:ann", "user:bob");
        assertThat(first.path("anew").asBoolean()).isTrue();
        await().atMost(WITHIN).until(second::isDone);
        assertThat(second.join().path("anew").asBoolean(true)).isFalse();
        assertThat(second.join().path("changes")).hasToString("[{\"scope\":\"user:ann\",\"level\":\"clear\"}]");
    }

    @Test
    void aVersionOfAnotherRunBeginsAnew() throws IOException {
        // given
        server.ask("user:ann", 1, "pace", "");
        // when
        JsonNode answer = JSON.readTree(
                server.get("/v1/throttle/changes?since=00000000-7").body());
        // then
        assertThat(answer.path("anew").asBoolean()).isTrue();
        assertThat(answer.path("changes")).hasSize(1);
    }

    @Test
    void aListenerHearsWhatIsInForceAndEveryChange() {
        // given
        server.ask("user:ann", 1, "pace", "");
        List<String> heard = new CopyOnWriteArrayList<>();
        HttpRequest request =
                HttpRequest.newBuilder(server.uri("/v1/throttle/changes")).build();
        var listening = HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.fromLineSubscriber(new Lines(heard)));
        await().atMost(WITHIN).until(() -> heard.stream().anyMatch(line -> line.contains("user:ann")));
        // when
        server.ask("team:core", 1, "advise", "");
        server.table.apply("user:ann", null);
        // then
        await().atMost(WITHIN)
                .until(() -> heard.contains("data: {\"scope\":\"user:ann\",\"level\":\"clear\"}")
                        && heard.stream().anyMatch(line -> line.contains("team:core")));
        assertThat(heard).contains("event: signal");
        listening.cancel(true);
    }

    @Test
    void whatIsForgottenIsToldAnewToWhoMissedIt() {
        // given
        SignalChanges changes = new SignalChanges(2);
        String early = changes.token(0);
        changes.changed("user:a", null);
        changes.changed("user:b", null);
        String seen = changes.token(1);
        // when
        changes.changed("user:c", null);
        changes.changed("user:d", null);
        // then
        assertThat(changes.version(seen)).isZero();
        assertThat(changes.version(early)).isZero();
        assertThat(changes.after(0, 10).changes()).hasSize(2);
        assertThat(changes.after(0, 1).upto()).isEqualTo(3);
    }

    private JsonNode poll(String path) {
        try {
            return JSON.readTree(server.get(path).body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Keeps the lines of a stream. */
    private record Lines(List<String> heard) implements java.util.concurrent.Flow.Subscriber<String> {
        @Override
        public void onSubscribe(java.util.concurrent.Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            heard.add(line);
        }

        @Override
        public void onError(Throwable thrown) {
            heard.add("error");
        }

        @Override
        public void onComplete() {
            heard.add("end");
        }
    }
}
