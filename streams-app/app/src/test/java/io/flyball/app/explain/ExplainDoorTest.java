package io.flyball.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainDoorTest {
    private static final String OF_A_BROWSER =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    private final ExplainServer server = new ExplainServer();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void showsABrowserAPageWithHeadingsTheAmountItsCourseAndWhatPeopleAnswered() throws Exception {
        // when
        HttpResponse<String> page = get(ExplainServer.BURN, OF_A_BROWSER);

        // then
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(page.body())
                .containsSubsequence(
                        "<!doctype html>",
                        "href=\"../../\"",
                        "<p class=\"figure\">$4,012.00</p>",
                        "<polyline points=\"0,",
                        "the line is at $4,000.00, where it opened.",
                        "<h2>What happened</h2><ul><li>&lt;b&gt;ann&lt;/b&gt; spent $4,012.00 in 3d &amp; goes on.</li>",
                        "<h2>The numbers</h2><dl><dt>calls_in_total</dt><dd>6409</dd>",
                        "<h2>What people answered</h2><ul><li>2026-03-02T11:00:00Z  ann@example.test says")
                .doesNotContain("<script", "<b>", "style=\"", "http://", "https://");
    }

    @Test
    void letsNothingRunOnThePageThatIsNotTheServersOwn() throws Exception {
        // when
        HttpResponse<String> page = get(ExplainServer.BURN, OF_A_BROWSER);

        // then
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .contains("default-src 'self'", "frame-ancestors 'none'");
        assertThat(page.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(page.headers().firstValue("vary")).hasValue("accept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*/*", "application/json", "application/json, text/html;q=0.5", "image/png"})
    void staysWithJsonForWhoDoesNotPreferAPage(String accept) throws Exception {
        // when
        HttpResponse<String> answer = get(ExplainServer.BURN, accept);

        // then
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
        assertThat(new ObjectMapper().readTree(answer.body()).path("text").asText())
                .startsWith("burn-1f00c2a9b3d4: burn of user:<b>ann</b>, severity high\n")
                .contains("\n\nWhat people answered\n  2026-03-02T11:00:00Z  ann@example.test says");
    }

    @Test
    void saysInOneSentenceWhyAFindingMayNotBeKnown() throws Exception {
        // when
        HttpResponse<String> page = get("burn-%3Ci%3E", OF_A_BROWSER);

        // then
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body())
                .contains("Nothing is known as &quot;burn-&lt;i&gt;&quot;", "kept for 90 days.", "href=\"../../\"")
                .doesNotContain("<i>");
        assertThat(get("burn-0", "").body()).startsWith("{\"error\":\"Nothing is known as");
    }

    private HttpResponse<String> get(String name, String accept) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.uri("/v1/explain/" + name)).timeout(Duration.ofSeconds(10));
        if (!accept.isEmpty()) {
            request.header("Accept", accept);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
