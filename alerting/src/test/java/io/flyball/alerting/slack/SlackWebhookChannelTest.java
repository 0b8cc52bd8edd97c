package io.flyball.alerting.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.slack.api.Slack;
import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.DeliveryResult.Delivered;
import io.flyball.alerting.cases.DeliveryResult.Refused;
import io.flyball.alerting.cases.DeliveryResult.RetryLater;
import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.testing.Alerts;
import io.flyball.alerting.testing.Deliveries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackWebhookChannelTest {
    private static final Telling MESSAGE = Deliveries.first(Alerts.burn("a1"), FakeSlack.USER);

    private final FakeSlack fake = FakeSlack.start();
    private final Slack sdk = SlackConnection.open(fake.apiUrlPrefix(), 10_000);
    private final SlackWebhookChannel webhook = new SlackWebhookChannel(sdk, fake.webhookUrl(), "");

    @AfterEach
    void stop() throws Exception {
        sdk.close();
        fake.close();
    }

    @Test
    void postsTheMessageWithItsBlocks() {
        // when
        DeliveryResult result = webhook.deliver(MESSAGE);
        // then
        assertThat(result).isEqualTo(new Delivered("webhook"));
        assertThat(fake.posts()).singleElement().satisfies(post -> {
            assertThat(post.method()).isEqualTo("webhook");
            assertThat(post.blocks()).contains("$4,012.30");
        });
    }

    @Test
    void isRefusedWhereTheWebhookIsGone() {
        // given
        SlackWebhookChannel gone = new SlackWebhookChannel(sdk, fake.unknownWebhookUrl(), "");
        // when
        DeliveryResult result = gone.deliver(MESSAGE);
        // then
        assertThat(result)
                .isEqualTo(
                        new Refused("Slack answered with status 404 and \"no_service\": create a new incoming webhook"
                                + " and set its URL."));
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_payload",
        "400, no_text",
        "403, action_prohibited",
        "410, channel_is_archived",
        "404, channel_not_found"
    })
    void isRefusedForGoodWhereAnotherTryWouldNotHelp(int status, String body) {
        // given
        fake.answerNext("", status, body);
        // when
        DeliveryResult result = webhook.deliver(MESSAGE);
        // then
        assertThat(result).isInstanceOf(Refused.class);
        assertThat(((Refused) result).why()).contains(body);
    }

    @Test
    void handsOnRetryAfter() {
        // given
        fake.rateLimitNext("", "7");
        // when
        DeliveryResult result = webhook.deliver(MESSAGE);
        // then
        assertThat(result).isInstanceOf(RetryLater.class);
        assertThat(((RetryLater) result).afterMs()).isEqualTo(7_000);
    }

    @ParameterizedTest
    @CsvSource({"500, rollup_error", "200, <html></html>", "200, ''"})
    void triesLaterAfterWhatSlackDoesNotMean(int status, String body) {
        // given
        fake.answerNext("", status, body);
        // when
        DeliveryResult result = webhook.deliver(MESSAGE);
        // then
        assertThat(result).isInstanceOf(RetryLater.class);
    }

    @Test
    void triesLaterWhereNothingListens() {
        // given
        fake.close();
        // when
        DeliveryResult result = webhook.deliver(MESSAGE);
        // then
        assertThat(result).isInstanceOf(RetryLater.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hooks.slack.com/services/secret", "ftp://host/secret", "http:secret", "h ttp://secret"})
    void refusesAnAddressThatIsNoUrlWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> new SlackWebhookChannel(sdk, url, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as https://hooks.slack.com/services/...")
                .hasMessageNotContaining("secret");
    }
}
