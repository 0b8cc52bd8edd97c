package io.flyball.app.clients.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is held against real clients must itself be right: each vendor's sums come out as that vendor makes them. */
class FakeModelTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HELLO = "[{\"role\":\"user\",\"content\":\"hello\"}]";

    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeModel model = FakeModel.start("test");

    @AfterEach
    void stop() {
        model.close();
    }

    @Test
    void openAiCountsTheCacheInTheInput() throws Exception {
        // when
        JsonNode answer =
                JSON.readTree(openAi("/chat/completions", "{\"model\":\"gpt-5.6\",\"messages\":" + HELLO + "}")
                        .body());
        // then
        BilledCall billed = model.billed().get(0);
        JsonNode usage = answer.path("usage");
        assertThat(answer.path("id").asText()).isEqualTo(billed.id());
        assertThat(usage.path("prompt_tokens").asLong())
                .isEqualTo(billed.inputTokens() + billed.cacheReadTokens() + billed.cacheWrite5mTokens());
        assertThat(usage.path("completion_tokens").asLong()).isEqualTo(billed.outputTokens());
        assertThat(billed.cacheWrite5mTokens()).isPositive();
    }

    @Test
    void anthropicCountsItBesideTheInputAndTellsAnHourWhereOneWasAskedFor() throws Exception {
        // given
        String body = """
                {"model":"claude-sonnet-4-5","max_tokens":1,"messages":
                 [{"role":"user","content":[{"type":"text","text":"hello","cache_control":{"type":"ephemeral","ttl":"1h"}}]}]}
                """;
        // when
        HttpResponse<String> answer = post(model.anthropicUrl() + "/v1/messages", "x-api-key", FakeModel.KEY, body);
        // then
        BilledCall billed = model.billed().get(0);
        JsonNode usage = JSON.readTree(answer.body()).path("usage");
        assertThat(usage.path("input_tokens").asLong()).isEqualTo(billed.inputTokens());
        assertThat(usage.path("cache_creation_input_tokens").asLong())
                .isEqualTo(billed.cacheWrite5mTokens() + billed.cacheWrite1hTokens());
        assertThat(billed.cacheWrite1hTokens()).isPositive();
    }

    @Test
    void geminiCountsThoughtsBesideTheCandidates() throws Exception {
        // when
        HttpResponse<String> answer = post(
                model.geminiUrl() + "/v1beta/models/gemini-2.5-pro:generateContent",
                "x-goog-api-key",
                FakeModel.KEY,
                "{\"contents\":[]}");
        // then
        BilledCall billed = model.billed().get(0);
        JsonNode usage = JSON.readTree(answer.body()).path("usageMetadata");
        assertThat(usage.path("candidatesTokenCount").asLong()
                        + usage.path("thoughtsTokenCount").asLong())
                .isEqualTo(billed.outputTokens());
        assertThat(usage.path("thoughtsTokenCount").asLong()).isEqualTo(billed.reasoningTokens());
    }

    @Test
    void aStreamTellsItsUsageOnlyToWhoAsks() throws Exception {
        // given
        String streamed = "{\"model\":\"gpt-4.1\",\"stream\":true,\"messages\":" + HELLO;
        // when
        String silent = openAi("/chat/completions", streamed + "}").body();
        String telling = openAi("/chat/completions", streamed + ",\"stream_options\":{\"include_usage\":true}}")
                .body();
        // then
        assertThat(silent).doesNotContain("usage").endsWith("data: [DONE]\n\n");
        assertThat(telling).contains("\"usage\"");
        assertThat(model.billed()).hasSize(2);
    }

    @Test
    void whatAVendorRefusesIsNotBilled() throws Exception {
        // when
        int withoutKey = post(model.openAiUrl() + "/chat/completions", "Authorization", "Bearer other", "{}")
                .statusCode();
        int withoutMessages =
                openAi("/chat/completions", "{\"model\":\"gpt-4.1\"}").statusCode();
        int asked = openAi(
                        "/chat/completions",
                        "{\"model\":\"gpt-4.1\",\"messages\":[\"" + FakeModel.REFUSE_WITH + "429\"]}")
                .statusCode();
        int elsewhere = openAi("/analytics", "{}").statusCode();
        // then
        assertThat(new int[] {withoutKey, withoutMessages, asked, elsewhere}).containsExactly(401, 400, 429, 404);
        assertThat(model.billed()).isEmpty();
        assertThat(model.refused()).hasSize(4);
    }

    private HttpResponse<String> openAi(String path, String body) throws IOException, InterruptedException {
        return post(model.openAiUrl() + path, "Authorization", "Bearer " + FakeModel.KEY, body);
    }

    private HttpResponse<String> post(String url, String header, String key, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header(header, key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
