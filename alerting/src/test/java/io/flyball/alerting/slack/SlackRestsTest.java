package io.flyball.alerting.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.DeliveryResult.Delivered;
import io.flyball.alerting.cases.DeliveryResult.RetryLater;
import io.flyball.alerting.chart.ChartSource;
import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.testing.Alerts;
import io.flyball.alerting.testing.Deliveries;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A method that Slack limits for the workspace is left alone by everything until the wait is over. */
class SlackRestsTest {
    private final FakeSlack fake = FakeSlack.start();
    private final Slack sdk = SlackConnection.open(fake.apiUrlPrefix(), 10_000);

    @AfterEach
    void stop() throws Exception {
        sdk.close();
        fake.close();
    }

    @Test
    void whatWasOnItsWayAlreadyDoesNotLookUpPeopleEither() {
        // given
        SlackBotChannel bot = bot(ChartSource.none());
        fake.know("U000BOB", "bob@example.com", "D000BOB");
        fake.rateLimitNext("users.lookupByEmail", "30");
        DeliveryResult limited = bot.deliver(Deliveries.first(Alerts.burn("a1"), FakeSlack.EMAIL));
        // when
        DeliveryResult next = bot.deliver(Deliveries.first(Alerts.burn("a2"), "bob@example.com"));
        // then
        assertThat(limited).isInstanceOf(RetryLater.class);
        assertThat(next).isInstanceOfSatisfying(RetryLater.class, later -> {
            assertThat(later.afterMs()).isBetween(1L, 30_001L);
            assertThat(later.mayBeThere()).isFalse();
        });
        assertThat(fake.calls()).isEqualTo(1);
    }

    @Test
    void changesOfMessagesRestInEveryChannelAndFirstMessagesGoOn() {
        // given
        SlackBotChannel bot = bot(ChartSource.none());
        DeliveryResult here = bot.deliver(Deliveries.first(Alerts.burn("a1"), FakeSlack.CHANNEL));
        DeliveryResult there = bot.deliver(Deliveries.first(Alerts.burn("a1"), FakeSlack.USER));
        fake.rateLimitNext(FakeSlack.CHANNEL, "30");
        DeliveryResult limited = bot.deliver(Deliveries.later(Alerts.burn("a2"), FakeSlack.CHANNEL, here, ""));
        // when
        DeliveryResult next = bot.deliver(Deliveries.later(Alerts.burn("a2"), FakeSlack.USER, there, ""));
        // then
        assertThat(limited).isInstanceOf(RetryLater.class);
        assertThat(next).isInstanceOf(RetryLater.class);
        assertThat(fake.calls()).isEqualTo(3);
        assertThat(bot.deliver(Deliveries.first(Alerts.burn("user:bob", "high"), FakeSlack.CHANNEL)))
                .isInstanceOf(Delivered.class);
    }

    @Test
    void aChartThatIsLimitedIsLeftOutAndNotAskedForAgainBeforeItsTime() {
        // given
        SlackBotChannel bot = bot(of -> Optional.of(new byte[] {1}));
        fake.rateLimitNext("files.getUploadURLExternal", "30");
        DeliveryResult first = bot.deliver(Deliveries.first(Alerts.burn("a1"), FakeSlack.CHANNEL));
        // when
        DeliveryResult second = bot.deliver(Deliveries.first(Alerts.burn("user:bob", "high"), FakeSlack.CHANNEL));
        // then
        assertThat(first).isInstanceOf(Delivered.class);
        assertThat(second).isInstanceOf(Delivered.class);
        assertThat(fake.calls()).isEqualTo(3);
        assertThat(fake.files()).isEmpty();
    }

    private SlackBotChannel bot(ChartSource charts) {
        return new SlackBotChannel(sdk, FakeSlack.TOKEN, new SlackSettings(FakeSlack.CHANNEL, "", true), charts);
    }
}
