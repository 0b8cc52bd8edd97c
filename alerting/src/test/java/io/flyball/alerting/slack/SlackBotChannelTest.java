package io.flyball.alerting.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.slack.api.Slack;
import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.DeliveryResult.Delivered;
import io.flyball.alerting.cases.DeliveryResult.Refused;
import io.flyball.alerting.cases.DeliveryResult.RetryLater;
import io.flyball.alerting.chart.ChartSource;
import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.testing.Alerts;
import io.flyball.alerting.testing.Deliveries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackBotChannelTest {
    private static final int PATIENT_MS = 10_000;

    private final FakeSlack fake = FakeSlack.start();
    private final Slack sdk = SlackConnection.open(fake.apiUrlPrefix(), PATIENT_MS);
    private final SlackBotChannel bot = bot(sdk, FakeSlack.TOKEN, FakeSlack.CHANNEL);

    @AfterEach
    void stop() throws Exception {
        sdk.close();
        fake.close();
    }

    @Test
    void postsToTheDefaultChannelAndSaysWhere() {
        // when
        DeliveryResult result = bot.deliver(toNobody());
        // then
        assertThat(result).isEqualTo(new Delivered(FakeSlack.CHANNEL + "/1700000000.000001"));
        assertThat(fake.posts()).singleElement().satisfies(post -> {
            assertThat(post.text()).contains("New: burn by user:ann, $4,012.30 in 3d");
            assertThat(post.blocks()).contains("\"type\":\"header\"", "Requests are paced.");
        });
    }

    @Test
    void writesToAPersonDirectlyByTheirSlackId() {
        // when
        DeliveryResult result = bot.deliver(Deliveries.first(Alerts.burn("a1"), FakeSlack.USER));
        // then
        assertThat(result).isInstanceOf(Delivered.class);
        assertThat(fake.posts()).singleElement().satisfies(post -> assertThat(post.channel())
                .isEqualTo("D000ANN"));
    }

    @Test
    void refusesWhereNobodyIsNamed() {
        // given
        SlackBotChannel aimless = bot(sdk, FakeSlack.TOKEN, "");
        // when
        DeliveryResult result = aimless.deliver(toNobody());
        // then
        assertThat(result)
                .isEqualTo(new Refused(
                        "Nobody is named to be told: set a Slack id in the directory or a default channel."));
        assertThat(fake.calls()).isZero();
    }

    @Test
    void isRefusedInAChannelThatDoesNotExistWithTheMend() {
        // when
        DeliveryResult result = bot.deliver(Deliveries.first(Alerts.burn("a1"), "#nowhere"));
        // then
        assertThat(result)
                .isEqualTo(new Refused("Slack refused the message to \"#nowhere\" with \"channel_not_found\": name a"
                        + " channel that exists, and invite the bot where it is private."));
    }

    @Test
    void isRefusedWithAWrongTokenAndNeverShowsIt() {
        // given
        SlackBotChannel stranger = bot(sdk, "xoxb-of-a-stranger", FakeSlack.CHANNEL);
        // when
        DeliveryResult result = stranger.deliver(toNobody());
        // then
        assertThat(result).isInstanceOf(Refused.class);
        assertThat(result.toString()).contains("invalid_auth").doesNotContain("stranger");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token_revoked", "account_inactive", "not_in_channel", "is_archived", "msg_too_long"})
    void isRefusedForGoodWhereAnotherTryWouldNotHelp(String error) {
        // given
        fake.failNext(FakeSlack.CHANNEL, error);
        // when
        DeliveryResult result = bot.deliver(toNobody());
        // then
        assertThat(result).isInstanceOf(Refused.class);
        assertThat(((Refused) result).why()).contains("\"" + error + "\": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ratelimited", "internal_error", "fatal_error", "service_unavailable"})
    void triesLaterWhereSlackItselfIsAtFaultThoughTheStatusIs200(String error) {
        // given
        fake.failNext(FakeSlack.CHANNEL, error);
        // when
        DeliveryResult result = bot.deliver(toNobody());
        // then
        assertThat(result).isInstanceOf(RetryLater.class);
    }

    @ParameterizedTest
    @CsvSource({"30, 30000", "1, 1000", "soon, 0", "-5, 0", "999999999, 86400000"})
    void handsOnRetryAfterOfStatus429(String header, long afterMs) {
        // given
        fake.rateLimitNext(FakeSlack.CHANNEL, header);
        // when
        DeliveryResult result = bot.deliver(toNobody());
        // then
        assertThat(result).isInstanceOf(RetryLater.class);
        assertThat(((RetryLater) result).afterMs()).isEqualTo(afterMs);
    }

    @ParameterizedTest
    @CsvSource({
        "500, oops",
        "503, ''",
        "200, <html>sign in to the hotel's network</html>",
        "200, ''",
        "200, []",
        "200, {}",
        "200, '{\"ok\":'"
    })
    void triesLaterAfterGarbage(int status, String body) {
        // given
        fake.answerNext(FakeSlack.CHANNEL, status, body);
        // when
        DeliveryResult result = bot.deliver(toNobody());
        // then
        assertThat(result).isInstanceOf(RetryLater.class);
    }

    @Test
    void isRefusedByAStatusThatWillNotChange() {
        // given
        fake.answerNext(FakeSlack.CHANNEL, 403, "forbidden");
        // when
        DeliveryResult result = bot.deliver(toNobody());
        // then
        assertThat(result).isInstanceOf(Refused.class);
    }

    @Test
    void triesLaterWhereSlackDoesNotAnswerInTime() throws Exception {
        // given
        fake.hangNext(FakeSlack.CHANNEL);
        try (Slack hasty = SlackConnection.open(fake.apiUrlPrefix(), 200)) {
            // when
            DeliveryResult result =
                    bot(hasty, FakeSlack.TOKEN, FakeSlack.CHANNEL).deliver(toNobody());
            // then
            assertThat(result).isInstanceOf(RetryLater.class);
            assertThat(((RetryLater) result).why()).startsWith("Slack gave no answer");
        }
    }

    @Test
    void triesLaterWhereNothingListens() {
        // given
        fake.close();
        // when
        DeliveryResult result = bot.deliver(toNobody());
        // then
        assertThat(result).isInstanceOf(RetryLater.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "xoxb-a b", "xoxb-ü", "xoxb-a\n"})
    void refusesATokenThatCannotBeOneWithoutRepeatingIt(String token) {
        assertThatThrownBy(() -> bot(sdk, token, FakeSlack.CHANNEL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as xoxb-...")
                .hasMessageNotContaining("xoxb-a");
    }

    private static SlackBotChannel bot(Slack sdk, String token, String channel) {
        return new SlackBotChannel(sdk, token, new SlackSettings(channel, "", true), ChartSource.none());
    }

    private static Telling toNobody() {
        return Deliveries.first(Alerts.burn("a1"), "");
    }
}
