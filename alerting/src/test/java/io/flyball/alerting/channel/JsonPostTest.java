package io.flyball.alerting.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.flyball.alerting.cases.DeliveryResult.Refused;
import io.flyball.alerting.testing.Alerts;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against servers that do not end what they say: the thread of a channel is let go, and the status counts. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JsonPostTest {
    private static final Duration HASTY = Duration.ofSeconds(3);
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final int CHUNK_BYTES = 64 * 1_024;
    private static final int MANY_CHUNKS = 4_096;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong sentBytes = new AtomicLong();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @SuppressWarnings("NullAway.Init") // JUnit fills it
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/endless", this::neverEnd);
        server.createContext("/long", this::sayMuch);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"202, true", "503, false"})
    void aBodyThatNeverEndsIsNotWaitedForAndTheStatusCounts(int status, boolean taken) {
        // when
        JsonPost.Posted posted = post("/endless?" + status, HASTY);
        // then
        assertThat(posted.status()).isEqualTo(status);
        assertThat(posted.failure() == null).isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({"200, true", "400, false"})
    void ofABodyThatIsTooLongTheBeginIsRead(int status, boolean taken) {
        // when
        JsonPost.Posted posted = post("/long?" + status, PATIENT);
        // then
        assertThat(posted.status()).isEqualTo(status);
        assertThat(posted.failure() == null).isEqualTo(taken);
        assertThat(sentBytes.get()).isLessThan((long) MANY_CHUNKS * CHUNK_BYTES);
    }

    @Test
    void whatARefusalSaysIsRepeatedThoughItDoesNotEnd() {
        // when
        JsonPost.Posted posted = post("/endless?403", HASTY);
        // then
        assertThat(posted.failure()).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.why())
                .contains("status 403 and \"the begin\""));
    }

    private JsonPost.Posted post(String path, Duration limit) {
        return new JsonPost("http://127.0.0.1:" + server.getAddress().getPort() + path, "The receiver", limit)
                .post("{}", Map.of(), Alerts.AT_MS);
    }

    private void neverEnd(HttpExchange exchange) throws IOException {
        begin(exchange);
        OutputStream body = exchange.getResponseBody();
        body.write("the begin".getBytes(StandardCharsets.UTF_8));
        body.flush();
        try {
            boolean unused = closed.await(PATIENT.toSeconds() * 2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sayMuch(HttpExchange exchange) throws IOException {
        begin(exchange);
        byte[] chunk = new byte[CHUNK_BYTES];
        Arrays.fill(chunk, (byte) 'x');
        try (OutputStream body = exchange.getResponseBody()) {
            for (int i = 0; i < MANY_CHUNKS; i++) {
                body.write(chunk);
                sentBytes.addAndGet(chunk.length);
            }
        }
    }

    private static void begin(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        int status = Integer.parseInt(exchange.getRequestURI().getQuery());
        exchange.sendResponseHeaders(status, 0);
    }
}
