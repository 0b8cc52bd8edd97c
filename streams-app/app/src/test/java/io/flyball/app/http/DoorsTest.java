package io.flyball.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.core.model.WasteKind;
import io.flyball.schemas.avro.SpendUpdate;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DoorsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final PageServer server = new PageServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersTheSpendOfAScopeWhoseIdIsPercentEncoded() throws IOException {
        // given
        server.view.onSpend(Samples.spend("key:team/robot 7", Samples.NOON_MS, 42));
        // when
        HttpResponse<String> response = server.get("/v1/spend/key%3Ateam%2Frobot%207");
        // then
        JsonNode spend = MAPPER.readTree(response.body());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
        assertThat(spend.get("dimension").asText()).isEqualTo("key");
        assertThat(spend.get("id").asText()).isEqualTo("team/robot 7");
        assertThat(spend.get("as_of").asText()).isEqualTo("2026-06-18T12:00:00Z");
        assertThat(spend.get("cost_nano_usd").asLong()).isEqualTo(42 * Samples.DOLLAR);
        assertThat(spend.at("/windows/3d").asLong()).isEqualTo(42 * Samples.DOLLAR);
    }

    @Test
    void saysWhatEachDollarOfAScopeDid() throws IOException {
        // given
        server.view.onSpend(Samples.wasteful("team:core", Samples.NOON_MS, 200));
        // when
        JsonNode spend = MAPPER.readTree(server.get("/v1/spend/team:core").body());
        // then
        assertThat(spend.at("/waste/retry").asLong()).isEqualTo(40 * Samples.DOLLAR);
        assertThat(spend.at("/waste/cache_rebuilt").asLong()).isEqualTo(20 * Samples.DOLLAR);
        assertThat(spend.at("/waste/frontier_model").asLong(-1)).isZero();
        assertThat(spend.at("/useful_nano_usd").asLong()).isEqualTo(140 * Samples.DOLLAR);
        assertThat(spend.at("/unpriced_calls").asLong()).isEqualTo(2);
        assertThat(MAPPER.readTree(server.get("/v1/spend?dimension=team").body())
                        .get(0))
                .isEqualTo(spend);
    }

    @Test
    void nothingIsUsefulOfWhatWasAllAvoidableEvenWhereAPriceFellLater() throws IOException {
        // given
        server.view.onSpend(SpendUpdate.newBuilder(Samples.wasteful("team:core", Samples.NOON_MS, 200))
                .setCostNanoUsd(50 * Samples.DOLLAR)
                .build());
        // when
        JsonNode spend = MAPPER.readTree(server.get("/v1/spend/team:core").body());
        // then
        assertThat(spend.at("/useful_nano_usd").asLong(-1)).isZero();
    }

    @Test
    void namesEveryKindOfWasteWithItsWords() throws IOException {
        // when
        JsonNode kinds = MAPPER.readTree(server.get("/v1/waste-kinds").body());
        // then
        assertThat(kinds).hasSize(WasteKind.COUNT);
        assertThat(kinds.get(0).get("kind").asText()).isEqualTo("cache_rebuilt");
        assertThat(kinds.get(0).get("words").asText()).isEqualTo(WasteKind.CACHE_REBUILT.words());
    }

    @Test
    void refusesAScopeNobodySpentForInOneSentence() {
        // when
        HttpResponse<String> response = server.get("/v1/spend/user:nobody");
        // then
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body())
                .isEqualTo("{\"error\":\"No spend is known for the scope \\\"user:nobody\\\":"
                        + " GET /v1/spend?dimension=user lists those that are.\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/spend/nonsense, is not dimension:id",
        "/v1/spend?dimension=planet, 'The dimension \\\"planet\\\" is not known'",
        "/v1/spend, 'The dimension \\\"\\\" is not known'",
        "/v1/spend?dimension=user&trend=5d, 'The window \\\"5d\\\" is not known'"
    })
    void refusesWhatItCannotReadWithTheValueAndTheMend(String path, String part) {
        // when
        HttpResponse<String> response = server.get(path);
        // then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("{\"error\":\"").contains(part).contains("write ");
    }

    @Test
    void listsADimensionByNameAndNeverByMoney() throws IOException {
        // given
        server.view.onSpend(Samples.spend("user:cleo", Samples.NOON_MS, 900));
        server.view.onSpend(Samples.spend("user:ada", Samples.NOON_MS, 1));
        server.view.onSpend(Samples.spend("user:bea", Samples.NOON_MS, 500));
        server.view.onSpend(Samples.spend("team:core", Samples.NOON_MS, 1_401));
        // when
        JsonNode list = MAPPER.readTree(server.get("/v1/spend?dimension=user").body());
        // then
        assertThat(list.findValuesAsText("id")).containsExactly("ada", "bea", "cleo");
    }

    @Test
    void tellsHowAWindowDeveloped() throws IOException {
        // given
        server.view.onSpend(Samples.spend("team:core", Samples.NOON_MS, 10));
        server.view.onSpend(Samples.spend("team:core", Samples.NOON_MS + 60_000, 12));
        // when
        JsonNode list =
                MAPPER.readTree(server.get("/v1/spend?dimension=team&trend=3d").body());
        // then
        assertThat(list.get(0).get("trend"))
                .hasToString(
                        "[[" + Samples.NOON_MS + ",10000000000],[" + (Samples.NOON_MS + 60_000) + ",12000000000]]");
    }

    @Test
    void listsFindingsWithTheLatestChangeFirst() throws IOException {
        // given
        server.view.onFinding(Samples.burn("burn-1", "user:ada"));
        server.view.onFinding(Samples.burn("burn-2", "user:bea"));
        server.view.onFinding(Samples.closed(Samples.burn("burn-1", "user:ada")));
        // when
        JsonNode findings = MAPPER.readTree(server.get("/v1/findings").body());
        // then
        assertThat(findings.findValuesAsText("id")).containsExactly("burn-1", "burn-2");
        assertThat(findings.get(0).get("closed_at").asText()).isEqualTo("2026-06-18T12:01:00Z");
        assertThat(findings.get(1).get("closed_at").isNull()).isTrue();
        assertThat(findings.at("/1/evidence/calls_in_total").asText()).isEqualTo("6409");
    }

    @Test
    void answersOnlySignalsThatAreInForce() throws IOException {
        // given
        Instant later = Instant.now().plusSeconds(600);
        server.view.onSignal("user:slow", Samples.signal("user:slow", "pace", 1, later));
        server.view.onSignal(
                "user:lapsed",
                Samples.signal("user:lapsed", "pace", 1, Instant.now().minusSeconds(1)));
        server.view.onSignal("user:clear", Samples.signal("user:clear", "clear", 2, later));
        server.view.onSignal("user:gone", Samples.signal("user:gone", "pace", 1, later));
        server.view.onSignal("user:gone", null);
        // when
        JsonNode signals = MAPPER.readTree(server.get("/v1/throttle").body());
        // then
        assertThat(signals.findValuesAsText("scope")).containsExactly("user:slow");
        assertThat(server.get("/v1/throttle/user%3Aslow").body()).contains("\"max_requests_per_minute\":10");
        assertThat(server.get("/v1/throttle/user:gone").statusCode()).isEqualTo(404);
        assertThat(server.get("/v1/throttle/user:gone").body()).contains("No throttle signal is in force");
    }

    @Test
    void isAliveWhileItIsNotReadyAndSaysWhy() {
        // given
        server.whyNotReady.set(Optional.of("State is being restored: 40 of 96 partitions are left."));
        // when
        HttpResponse<String> ready = server.get("/readyz");
        // then
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).isEqualTo("{\"error\":\"State is being restored: 40 of 96 partitions are left.\"}");
        assertThat(server.get("/livez").statusCode()).isEqualTo(200);
        server.whyNotReady.set(Optional.empty());
        assertThat(server.get("/readyz").body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void exposesMetricsInBothTextFormats() {
        // given
        server.registry.counter("flyball.admitted").increment(3);
        // when
        HttpResponse<String> prometheus = server.get("/metrics");
        // then
        assertThat(prometheus.body()).contains("flyball_admitted_total 3.0");
        assertThat(prometheus.headers().firstValue("content-type").orElseThrow())
                .startsWith("text/plain");
        HttpResponse<String> openMetrics = server.send(HttpRequest.newBuilder(server.uri("/metrics"))
                .header("Accept", "application/openmetrics-text; version=1.0.0"));
        assertThat(openMetrics.body()).endsWith("# EOF\n");
    }

    @Test
    void servesThePageWithEveryFileItAsksFor() {
        // when
        HttpResponse<String> page = server.get("/");
        // then
        assertThat(page.headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .startsWith("default-src 'self'");
        assertThat(page.body()).doesNotContain("http://").doesNotContain("https://");
        for (String file : new String[] {
            "app.js",
            "charts.js",
            "connection.js",
            "format.js",
            "panels.js",
            "store.js",
            "chart.js",
            "style.css",
            "favicon.svg"
        }) {
            assertThat(server.get("/assets/" + file).statusCode()).as(file).isEqualTo(200);
        }
    }

    @Test
    void answersUnknownPathsAndMethodsInOneSentenceOfJson() {
        // when
        HttpResponse<String> unknown = server.get("/v2/nothing?x=1");
        // then
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).startsWith("{\"error\":\"Nothing is at the path \\\"/v2/nothing?x=1\\\"");
        HttpResponse<String> post = server.send(
                HttpRequest.newBuilder(server.uri("/v1/findings")).POST(HttpRequest.BodyPublishers.ofString("x")));
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.body()).contains("The method POST is not answered").contains("read with GET");
    }
}
