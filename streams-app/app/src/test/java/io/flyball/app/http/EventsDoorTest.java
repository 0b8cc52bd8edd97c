package io.flyball.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EventsDoorTest {
    private final PageServer server = new PageServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void greetsANewListenerWithAllThatIsKnown() {
        // given
        server.view.onSpend(Samples.spend("user:ada", Samples.NOON_MS, 42));
        server.view.onFinding(Samples.burn("burn-1", "user:ada"));
        // when
        try (Listener listener = new Listener("")) {
            // then
            await().untilAsserted(() -> assertThat(listener.lines).contains("event: caught_up"));
            assertThat(listener.lines)
                    .containsSubsequence("event: hello", "data: {\"resumed\":false}", "event: spend", "event: finding");
        }
    }

    @Test
    void pushesEachKindOfChangeAsItComes() {
        try (Listener listener = new Listener("")) {
            // given
            await().untilAsserted(() -> assertThat(listener.lines).contains("event: hello"));
            // when
            server.view.onSpend(Samples.spend("team:core", Samples.NOON_MS, 42));
            server.view.onFinding(Samples.burn("burn-1", "user:ada"));
            server.view.onSignal(
                    "user:ada",
                    Samples.signal("user:ada", "pace", 1, Instant.now().plusSeconds(60)));
            server.view.onSignal("user:bea", null);
            server.view.onAlert(Samples.alert("alert-1", "user:ada"));
            server.view.onConservation(new Conservation(10, 7, 1, 1, 1, 0, 2));
            // then
            await().untilAsserted(() -> assertThat(listener.lines)
                    .contains(
                            "event: spend",
                            "event: finding",
                            "event: signal",
                            "event: alert",
                            "event: conservation",
                            "data: {\"scope\":\"user:bea\",\"level\":\"clear\"}"));
            assertThat(listener.lines).anyMatch(line -> line.startsWith("data: ") && line.contains("\"holds\":true"));
        }
    }

    @Test
    void leavesSessionsAndKeysToThoseWhoAskForThem() {
        // given
        server.view.onSpend(Samples.spend("session:s-1", Samples.NOON_MS, 42));
        server.view.onSpend(Samples.spend("user:ada", Samples.NOON_MS, 42));
        // when
        try (Listener listener = new Listener("")) {
            // then
            await().untilAsserted(() -> assertThat(listener.lines).contains("event: caught_up"));
            assertThat(listener.lines).noneMatch(line -> line.contains("session:s-1"));
        }
    }

    @Test
    void resumesAfterTheLastEventIdWithNothingTwice() {
        // given
        server.view.onSpend(Samples.spend("user:ada", Samples.NOON_MS, 42));
        String lastId;
        try (Listener first = new Listener("")) {
            await().untilAsserted(() -> assertThat(first.lines).anyMatch(line -> line.startsWith("id: ")));
            lastId = first.lines.stream()
                    .filter(line -> line.startsWith("id: "))
                    .findFirst()
                    .orElseThrow()
                    .substring(4);
        }
        server.view.onSpend(Samples.spend("user:bea", Samples.NOON_MS, 43));
        // when
        try (Listener second = new Listener(lastId)) {
            // then
            await().untilAsserted(() -> assertThat(second.lines).contains("event: caught_up"));
            assertThat(second.lines).contains("data: {\"resumed\":true}");
            assertThat(second.lines).anyMatch(line -> line.contains("user:bea"));
            assertThat(second.lines).noneMatch(line -> line.contains("user:ada"));
        }
    }

    @Test
    void startsAnewForAnIdOfAnotherRun() {
        // when
        try (Listener listener = new Listener("3e0c/17")) {
            // then
            await().untilAsserted(() -> assertThat(listener.lines).contains("data: {\"resumed\":false}"));
        }
    }

    @Test
    void keepsAQuietConnectionAliveWithHeartbeats() {
        try (Listener listener = new Listener("")) {
            await().untilAsserted(() -> assertThat(listener.lines.stream().filter(": still here"::equals))
                    .hasSizeGreaterThan(1));
        }
    }

    @Test
    void dropsAListenerThatTakesNothingWhileOthersHearEverything() throws IOException {
        try (Listener quick = new Listener("");
                Socket deaf = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            // given
            deaf.setReceiveBufferSize(4_096);
            deaf.getOutputStream()
                    .write("GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            await().untilAsserted(() -> assertThat(server.events.clients()).isEqualTo(2));
            // when
            String longName = "user:" + "x".repeat(200_000);
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(10))
                    .untilAsserted(() -> {
                        server.view.onSpend(Samples.spend(longName, Samples.NOON_MS, 1));
                        // then
                        assertThat(server.events.clients()).isEqualTo(1);
                    });
            server.view.onSpend(Samples.spend("user:ada", Samples.NOON_MS, 1));
            await().untilAsserted(() -> assertThat(quick.lines).anyMatch(line -> line.contains("user:ada")));
        }
    }

    @Test
    void forgetsListenersThatLeft() {
        // given
        try (Listener listener = new Listener("")) {
            await().untilAsserted(() -> assertThat(listener.lines).contains("event: hello"));
        }
        // then
        await().untilAsserted(() -> assertThat(server.events.clients()).isZero());
    }

    @Test
    void refusesMoreListenersThanItHasPlaces() {
        try (Listener a = new Listener("");
                Listener b = new Listener("");
                Listener c = new Listener("")) {
            // given
            await().untilAsserted(() -> assertThat(server.events.clients()).isEqualTo(3));
            // when
            HttpResponse<String> fourth = server.get("/v1/events");
            // then
            assertThat(fourth.statusCode()).isEqualTo(503);
            assertThat(fourth.body()).startsWith("{\"error\":\"All 3 places for listeners are taken");
            assertThat(List.of(a, b, c)).isNotEmpty();
        }
    }

    /** A client that collects the lines of the stream until it is closed. */
    private final class Listener implements AutoCloseable {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final InputStream body;

        Listener(String lastEventId) {
            HttpRequest.Builder request = HttpRequest.newBuilder(server.uri("/v1/events"));
            if (!lastEventId.isEmpty()) {
                request.header("Last-Event-ID", lastEventId);
            }
            try {
                body = HttpClient.newHttpClient()
                        .send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                        .body();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            Thread reader = new Thread(this::read, "listener");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line);
                }
            } catch (IOException e) {
                lines.add("(closed)");
            }
        }

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
