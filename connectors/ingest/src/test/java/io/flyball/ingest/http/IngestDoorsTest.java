package io.flyball.ingest.http;

import static io.flyball.ingest.http.DoorsServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.ingest.intake.Client;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class IngestDoorsTest {
    private static final String[] JSON = {"Content-Type", "application/json"};

    @Test
    void aCallIsAnsweredWith200() {
        try (DoorsServer doors = DoorsServer.open()) {
            HttpResponse<byte[]> answer = doors.post("/v1/usage", record("a"), JSON);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(text(answer)).isEqualTo("{\"accepted\":1,\"ignored\":0,\"refused\":0,\"refusals\":[]}");
            assertThat(doors.storedIds()).containsExactly("a");
        }
    }

    @Test
    void oneBadItemCostsNoNeighbour() {
        try (DoorsServer doors = DoorsServer.open()) {
            String body = record("a") + "\n{\"event_id\": \"b\"}\n" + record("c");

            HttpResponse<byte[]> answer = doors.post("/v1/usage", body, JSON);

            assertThat(answer.statusCode()).isEqualTo(207);
            assertThat(text(answer)).contains("\"index\":1", "\"reason\":\"missing_time\"");
            assertThat(doors.storedIds()).containsExactly("a", "c");
            assertThat(doors.refusedReasons()).containsExactly("missing_time");
        }
    }

    @Test
    void aBodyOfNothingGoodIsA400() {
        try (DoorsServer doors = DoorsServer.open()) {
            HttpResponse<byte[]> answer = doors.post("/v1/usage", "no json", JSON);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(doors.refusedReasons()).containsExactly("not_json");
        }
    }

    @Test
    void gzipIsUnpacked() throws IOException {
        try (DoorsServer doors = DoorsServer.open()) {
            HttpResponse<byte[]> answer = doors.post(
                    "/v1/usage", gzip(record("a")), "Content-Type", "application/json", "Content-Encoding", "gzip");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(doors.storedIds()).containsExactly("a");
        }
    }

    @Test
    void aBodyThatUnpacksToTooMuchIsRefusedWithoutBeingHeld() throws IOException {
        try (DoorsServer doors = DoorsServer.open()) {
            byte[] bomb = gzip("0".repeat(Body.MAX_BYTES + 1));

            HttpResponse<byte[]> answer =
                    doors.post("/v1/usage", bomb, "Content-Type", "application/json", "Content-Encoding", "gzip");

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(doors.intake.memory().usedBytes()).isZero();
        }
    }

    @Test
    void gzipThatIsNoneIsRefusedAndFoundAgain() {
        try (DoorsServer doors = DoorsServer.open()) {
            HttpResponse<byte[]> answer =
                    doors.post("/v1/usage", "plain", "Content-Type", "application/json", "Content-Encoding", "gzip");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(doors.refusedReasons()).containsExactly("not_json");
        }
    }

    @Test
    void anotherContentTypeIsRefusedWithTheMend() {
        try (DoorsServer doors = DoorsServer.open()) {
            HttpResponse<byte[]> answer = doors.post("/v1/usage", "<a/>", "Content-Type", "application/xml");

            assertThat(answer.statusCode()).isEqualTo(415);
            assertThat(text(answer)).contains("application/xml", "application/json");
        }
    }

    @Test
    void withoutATokenNobodyComesIn() {
        try (DoorsServer doors = new DoorsServer(() -> tokens("right"), 256 << 20, true)) {
            HttpResponse<byte[]> none = doors.post("/v1/usage", record("a"), JSON);

            assertThat(none.statusCode()).isEqualTo(401);
            assertThat(doors.post("/v1/usage", record("a"), bearer("wrong")).statusCode())
                    .isEqualTo(401);
            assertThat(doors.post("/v1/usage", record("a"), bearer("right")).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void tokensAreRotatedWhileItRuns() {
        AtomicReference<ClientTokens> inForce = new AtomicReference<>(tokens("old"));
        try (DoorsServer doors = new DoorsServer(inForce::get, 256 << 20, true)) {
            int before = doors.post("/v1/usage", record("a"), bearer("new")).statusCode();

            inForce.set(tokens("new"));

            assertThat(before).isEqualTo(401);
            assertThat(doors.post("/v1/usage", record("a"), bearer("new")).statusCode())
                    .isEqualTo(200);
            assertThat(doors.post("/v1/usage", record("a"), bearer("old")).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void whoCallsTooOftenIsToldWhenToComeAgain() {
        Client slow = new Client("slow", Set.of(), "", 1);
        ClientTokens tokens =
                ClientTokens.of(List.of(new ClientTokens.Token(ClientTokens.sha256Of("t"), slow)), Map.of());
        try (DoorsServer doors = new DoorsServer(() -> tokens, 256 << 20, true)) {
            doors.post("/v1/usage", record("a"), bearer("t"));

            HttpResponse<byte[]> answer = doors.post("/v1/usage", record("b"), bearer("t"));

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        }
    }

    @Test
    void aStalledBrokerIsA503AndThenA429ThatReadsNoMore() {
        try (DoorsServer doors = new DoorsServer(() -> ClientTokens.OPEN, 4_000, false)) {
            String large = record("a".repeat(1_500));
            HttpResponse<byte[]> first = doors.post("/v1/usage", large, JSON);

            HttpResponse<byte[]> second = doors.post("/v1/usage", large, JSON);

            assertThat(first.statusCode()).isEqualTo(503);
            assertThat(first.headers().firstValue("Retry-After")).contains("5");
            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(second.headers().firstValue("Retry-After")).contains("1");
            doors.kafka.completeNext();
        }
    }

    static String record(String id) {
        return "{\"event_id\":\"" + id + "\",\"time\":\"2026-03-02T09:15:04.250Z\",\"model\":\"claude-sonnet-4-5\","
                + "\"user\":\"ann@example.test\",\"input_tokens\":1200,\"output_tokens\":640}";
    }

    private static ClientTokens tokens(String token) {
        return ClientTokens.of(List.of(new ClientTokens.Token(ClientTokens.sha256Of(token), Client.ANYBODY)), Map.of());
    }

    private static String[] bearer(String token) {
        return new String[] {"Content-Type", "application/json", "Authorization", "Bearer " + token};
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}
