package io.flyball.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckDoorTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANN = "{\"user\":\"ann\",\"session\":\"s1\",\"model\":\"large\",\"later\":{\"x\":1}}";

    private SidecarServer server = SidecarServer.enforcing();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aCallNobodyAsksAnythingOfPasses() throws IOException {
        // when
        HttpResponse<String> response = server.post("/v1/check", ANN);
        // then
        JsonNode answer = JSON.readTree(response.body());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(answer.path("level").asText()).isEqualTo("clear");
        assertThat(answer.path("action").asText()).isEqualTo("pass");
        assertThat(answer.path("admitted").asBoolean()).isTrue();
        assertThat(response.headers().firstValue("x-flyball-stale")).isEmpty();
    }

    @Test
    void aPacedCallIsToldItsDelayAndTheAnswersItMayGiveInstead() throws IOException {
        // given
        server.ask("user:ann", 1, "pace", "'max_requests_per_minute':10");
        server.post("/v1/check", ANN);
        // when
        HttpResponse<String> response = server.post("/v1/check", ANN);
        // then
        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.path("level").asText()).isEqualTo("pace");
        assertThat(answer.path("action").asText()).isEqualTo("delay");
        assertThat(answer.path("delay_ms").asLong()).isBetween(1L, 6_000L);
        assertThat(answer.path("scope").asText()).isEqualTo("user:ann");
        assertThat(answer.path("kind").asText()).isEqualTo("velocity");
        assertThat(answer.at("/limits/max_requests_per_minute").asLong()).isEqualTo(10);
        assertThat(answer.at("/responses/openai/status").asInt()).isEqualTo(429);
        assertThat(answer.at("/responses/openai/body/error/type").asText()).isEqualTo("rate_limit_exceeded");
        assertThat(answer.at("/responses/openai/headers/retry-after").asInt()).isBetween(1, 6);
        assertThat(answer.at("/responses/anthropic/body/error/type").asText()).isEqualTo("rate_limit_error");
        assertThat(answer.at("/responses/problem/body/type").asText()).endsWith("#abnormal-usage-detected");
        assertThat(answer.at("/responses/problem/headers/content-type").asText())
                .isEqualTo("application/problem+json");
        assertThat(response.headers().firstValue("ratelimit-policy")).hasValue("\"pace\";q=10;w=60;qu=\"requests\"");
        assertThat(response.headers().firstValue("ratelimit").orElse("")).matches("\"pace\";r=0;t=[1-6]");
    }

    @Test
    void whoDoesNotWaitIsToldWhenToComeAgain() throws IOException {
        // given
        server.ask("team:core", 1, "pace", "'max_requests_per_minute':1");
        String call = "{\"user\":\"ann\",\"team\":\"core\",\"session\":\"s1\",\"wait\":false}";
        server.post("/v1/check", call);
        // when
        JsonNode answer = JSON.readTree(server.post("/v1/check", call).body());
        // then
        assertThat(answer.path("admitted").asBoolean(true)).isFalse();
        assertThat(answer.path("delay_ms").asLong()).isZero();
        assertThat(answer.path("retry_after_seconds").asLong()).isBetween(58L, 60L);
    }

    @Test
    void aNewTaskIsHeldAndARunningOneGoesOn() throws IOException {
        // given
        server.post("/v1/check", ANN);
        server.ask("user:ann", 1, "hold_new_tasks", "");
        // when
        JsonNode running = JSON.readTree(server.post("/v1/check", ANN).body());
        JsonNode begins = JSON.readTree(
                server.post("/v1/check", "{\"user\":\"ann\",\"task\":\"t2\"}").body());
        // then
        assertThat(running.path("action").asText()).isEqualTo("pass");
        assertThat(running.path("running_task").asBoolean()).isTrue();
        assertThat(begins.path("action").asText()).isEqualTo("hold");
        assertThat(begins.at("/responses/openai/headers/retry-after").asInt()).isEqualTo(60);
        assertThat(begins.at("/responses/openai/body/error/message").asText()).contains("You are fast.", "approval");
    }

    @Test
    void anEndThatIsToldFreesThePlace() throws IOException {
        // given
        server.ask("user:ann", 1, "pace", "'max_concurrency':1");
        String call = "{\"user\":\"ann\",\"session\":\"s1\",\"reports_end\":true}";
        server.post("/v1/check", call);
        JsonNode meanwhile = JSON.readTree(server.post("/v1/check", call).body());
        // when
        server.post("/v1/done", "{\"user\":\"ann\",\"session\":\"s1\",\"tokens\":100}");
        // then
        assertThat(meanwhile.path("admitted").asBoolean(true)).isFalse();
        assertThat(JSON.readTree(server.post("/v1/check", call).body())
                        .path("admitted")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void tokensThatWereUsedDelayTheNextCall() throws IOException {
        // given
        server.ask("user:ann", 1, "pace", "'max_tokens_per_minute':1000");
        server.post("/v1/check", ANN);
        // when
        server.post("/v1/done", "{\"user\":\"ann\",\"session\":\"s1\",\"tokens\":1500}");
        // then
        JsonNode next = JSON.readTree(server.post("/v1/check", ANN).body());
        assertThat(next.path("action").asText()).isEqualTo("delay");
        assertThat(next.path("delay_ms").asLong()).isBetween(10_000L, 30_001L);
    }

    @Test
    void tokensThatWereExpectedAreNotCountedAgainWhenTheyWereUsed() throws IOException {
        // given
        server.ask("user:ann", 1, "pace", "'max_tokens_per_minute':1000");
        String call = "{\"user\":\"ann\",\"session\":\"s1\",\"reports_end\":true,\"tokens\":600}";
        server.post("/v1/check", call);
        // when
        server.post("/v1/done", "{\"user\":\"ann\",\"session\":\"s1\",\"tokens\":600}");
        // then
        JsonNode next = JSON.readTree(server.post("/v1/check", ANN).body());
        assertThat(next.path("action").asText()).isEqualTo("pass");
    }

    @Test
    void inShadowItSaysWhatItWouldDoAndDoesNothing() throws IOException {
        // given
        server.close();
        server = new SidecarServer(true, Duration.ofSeconds(30));
        server.ask("user:ann", 1, "hold_new_tasks", "");
        // when
        HttpResponse<String> response = server.post("/v1/check", ANN);
        // then
        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.path("action").asText()).isEqualTo("pass");
        assertThat(answer.path("shadow").asBoolean()).isTrue();
        assertThat(answer.at("/would/action").asText()).isEqualTo("hold");
        assertThat(response.headers().firstValue("x-flyball-would")).hasValue("hold");
        assertThat(server.counted("flyball.gateway.decisions", "shadow")).isEqualTo(1);
    }

    @Test
    void aStaleTableIsSaidAndHoldsNobody() throws IOException {
        // given
        server.close();
        server = new SidecarServer(false, Duration.ofSeconds(2));
        server.ask("user:ann", 1, "hold_new_tasks", "");
        server.brokerGoesAway();
        // when
        HttpResponse<String> response = server.post("/v1/check", ANN);
        // then
        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.path("action").asText()).isEqualTo("pass");
        assertThat(answer.path("stale").asBoolean()).isTrue();
        assertThat(answer.path("table_age_ms").asLong()).isGreaterThan(2_000);
        assertThat(response.headers().firstValue("x-flyball-stale")).hasValue("true");
    }

    @Test
    void signalsAreListedByScopeWhileTheyLast() throws IOException {
        // given
        server.ask("user:ann", 1, "pace", "'max_requests_per_minute':10");
        server.ask("team:a/b c", 1, "advise", "");
        server.ask("user:gone", 1, "pace", "", Instant.parse("2026-03-01T12:00:00Z"));
        // when
        JsonNode all = JSON.readTree(server.get("/v1/throttle").body());
        HttpResponse<String> one = server.get("/v1/throttle/team%3Aa%2Fb%20c");
        HttpResponse<String> none = server.get("/v1/throttle/user:gone");
        // then
        assertThat(all.findValuesAsText("scope")).containsExactly("team:a/b c", "user:ann");
        assertThat(JSON.readTree(one.body()).path("level").asText()).isEqualTo("advise");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.body()).contains("user:gone").contains("let its traffic through");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``, not_json, not one JSON object",
                "`{`, not_json, not one JSON object",
                "`[]`, not_json, not one JSON object",
                "`{} {}`, not_json, not one JSON object",
                "`{\"user\":7}`, wrong_type, The field user is not a text",
                "`{\"tokens\":-1}`, wrong_type, The field tokens is not a whole number",
                "`{\"tokens\":1.5}`, wrong_type, The field tokens is not a whole number",
                "`{\"wait\":\"no\"}`, wrong_type, The field wait is neither true nor false"
            })
    void whatCannotBeUnderstoodIsRefusedInOneSentenceAndCounted(String body, String why, String sentence) {
        // when
        HttpResponse<String> response = server.post("/v1/check", body);
        // then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("{\"error\":\"").contains(sentence);
        assertThat(server.counted("flyball.gateway.refused", why)).isEqualTo(1);
    }

    @Test
    void anIdNobodyReportsAndABodyThatIsTooLargeAreRefused() {
        // when
        HttpResponse<String> longId = server.post("/v1/check", "{\"user\":\"" + "x".repeat(16_385) + "\"}");
        HttpResponse<String> large = server.post("/v1/check", "x".repeat(300_000));
        // then
        assertThat(longId.statusCode()).isEqualTo(400);
        assertThat(longId.body()).contains("16385", "16384");
        assertThat(large.statusCode()).isEqualTo(413);
        // counted when the rest of the body is given up, which may be after the answer and look like its early end
        await().untilAsserted(() -> assertThat(server.counted("flyball.gateway.refused", "too_large")
                        + server.counted("flyball.gateway.refused", "ended_early"))
                .isEqualTo(1));
    }
}
