package io.flyball.alerting.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fake must refuse what Slack refuses, else tests against it prove nothing. */
class FakeSlackTest {
    private static final String JSON = "application/json; charset=utf-8";

    private final FakeSlack fake = FakeSlack.start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void takesAMessageAsJson() throws Exception {
        // when
        String answer = post(JSON, FakeSlack.TOKEN, "{\"channel\":\"#alerts\",\"text\":\"hi\"}");
        // then
        assertThat(answer).isEqualTo("{\"ok\":true,\"channel\":\"C000ALERTS\",\"ts\":\"1700000000.000001\"}");
    }

    @ParameterizedTest
    @CsvSource({"'', not_authed", "xoxb-other, invalid_auth"})
    void refusesTokensItDoesNotKnow(String token, String error) throws Exception {
        assertThat(post(JSON, token, "{\"channel\":\"#alerts\",\"text\":\"hi\"}"))
                .contains(error);
    }

    @ParameterizedTest
    @CsvSource({"text/html, invalid_post_type", "'', missing_post_type", "application/json, invalid_json"})
    void refusesBodiesItCannotRead(String contentType, String error) throws Exception {
        assertThat(post(contentType, FakeSlack.TOKEN, "{not json")).contains(error);
    }

    @Test
    void refusesAMessageWithoutTextAndBlocks() throws Exception {
        assertThat(post(JSON, FakeSlack.TOKEN, "{\"channel\":\"#alerts\"}")).contains("no_text");
    }

    @ParameterizedTest
    @CsvSource({
        "section, mrkdwn, 3000, true",
        "section, mrkdwn, 3001, false",
        "section, mrkdwn, 0, false",
        "header, plain_text, 150, true",
        "header, plain_text, 151, false",
        "header, mrkdwn, 10, false",
        "poster, plain_text, 10, false"
    })
    void knowsTheLimitsOfABlock(String block, String text, int chars, boolean taken) throws Exception {
        // given
        String blocks = "[{\"type\":\"" + block + "\",\"text\":{\"type\":\"" + text + "\",\"text\":\""
                + "x".repeat(chars) + "\"}}]";
        // when
        String answer =
                post(JSON, FakeSlack.TOKEN, "{\"channel\":\"#alerts\",\"text\":\"hi\",\"blocks\":" + blocks + "}");
        // then
        assertThat(answer).contains(taken ? "\"ok\":true" : "invalid_blocks");
    }

    @ParameterizedTest
    @CsvSource({"50, true", "51, false"})
    void takesFiftyBlocksAndNoMore(int count, boolean taken) throws Exception {
        // given
        String blocks = "[" + "{\"type\":\"divider\"},".repeat(count - 1) + "{\"type\":\"divider\"}]";
        // when
        String answer =
                post(JSON, FakeSlack.TOKEN, "{\"channel\":\"#alerts\",\"text\":\"hi\",\"blocks\":" + blocks + "}");
        // then
        assertThat(answer).contains(taken ? "\"ok\":true" : "invalid_blocks");
    }

    @ParameterizedTest
    @CsvSource({
        "conversations.history, #alerts, channel_not_found",
        "conversations.history, alerts, channel_not_found",
        "conversations.replies, #alerts, channel_not_found",
        "chat.update, #alerts, channel_not_found",
        "conversations.history, C000OUTSIDE, not_in_channel",
        "conversations.history, G000OUTSIDE, channel_not_found",
        "chat.postMessage, G000OUTSIDE, channel_not_found"
    })
    void readsAndChangesByIdAloneAndOnlyWhereTheBotIs(String method, String channel, String error) throws Exception {
        // given
        fake.know("#outside", "C000OUTSIDE");
        fake.know("#private", "G000OUTSIDE");
        fake.putOutside("C000OUTSIDE");
        fake.putOutside("G000OUTSIDE");
        String body = "{\"channel\":\"" + channel + "\",\"ts\":\"1700000000.000001\",\"text\":\"hi\"}";
        // when
        HttpResponse<String> answer = send(fake.apiUrlPrefix() + method, JSON, FakeSlack.TOKEN, body);
        // then
        assertThat(answer.body()).contains(error);
    }

    @ParameterizedTest
    @CsvSource({"{}, no_text", "{not json, invalid_payload", "[], invalid_payload"})
    void refusesWebhookPayloadsWithStatus400(String body, String error) throws Exception {
        // when
        HttpResponse<String> answer = send(fake.webhookUrl(), JSON, "", body);
        // then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(error);
    }

    private String post(String contentType, String token, String body) throws Exception {
        HttpResponse<String> answer = send(fake.apiUrlPrefix() + "chat.postMessage", contentType, token, body);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> send(String url, String contentType, String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
