package io.flyball.alerting.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.DeliveryResult.Delivered;
import io.flyball.alerting.cases.DeliveryResult.RetryLater;
import io.flyball.alerting.chart.ChartSource;
import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.testing.Alerts;
import io.flyball.alerting.testing.Deliveries;
import io.flyball.schemas.avro.Alert;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A channel is called by its name, as people write it, and what was lost there is still shown once. */
class SlackNamesTest {
    private static final Alert BURN = Alerts.burn("a1");
    private static final String NAME = "#llm-spend";
    private static final String ID = "C000SPEND";

    private final FakeSlack fake = FakeSlack.start();
    private final Slack sdk = SlackConnection.open(fake.apiUrlPrefix(), 10_000);

    @BeforeEach
    void know() {
        List.of("#a", "#b", "#c", "#d")
                .forEach(name -> fake.know(name, "C000" + name.substring(1).toUpperCase(Locale.ROOT)));
        fake.know(NAME, ID);
    }

    @AfterEach
    void stop() throws Exception {
        sdk.close();
        fake.close();
    }

    @Test
    void aMessageWhoseAnswerWasLostIsFoundByAProcessThatKnowsNoId() {
        // given
        Telling first = Deliveries.first(BURN, NAME);
        fake.loseNextAnswer(NAME);
        DeliveryResult lost = bot().deliver(first);
        // when
        DeliveryResult again = bot().deliver(Deliveries.mayBeThere(first));
        // then
        assertThat(lost).isInstanceOf(RetryLater.class);
        assertThat(again).isEqualTo(new Delivered(ID + "/1700000000.000001"));
        assertThat(fake.messagesIn(ID)).hasSize(1);
    }

    @Test
    void aPrivateChannelIsFoundByItsNameToo() {
        // given
        fake.know("#zz-private", "G000PRIVATE");
        Telling first = Deliveries.first(BURN, "#zz-private");
        fake.loseNextAnswer("#zz-private");
        DeliveryResult lost = bot().deliver(first);
        // when
        DeliveryResult again = bot().deliver(Deliveries.mayBeThere(first));
        // then
        assertThat(lost).isInstanceOf(RetryLater.class);
        assertThat(again).isInstanceOf(Delivered.class);
        assertThat(fake.messagesIn("G000PRIVATE")).hasSize(1);
    }

    @Test
    void theIdIsLearnedFromAnAnswer() {
        // given
        fake.forbid("conversations.list");
        SlackBotChannel bot = bot();
        DeliveryResult other = bot.deliver(Deliveries.first(Alerts.burn("user:bob", "high"), NAME));
        fake.loseNextAnswer(NAME);
        DeliveryResult lost = bot.deliver(Deliveries.first(BURN, NAME));
        // when
        DeliveryResult again = bot.deliver(Deliveries.mayBeThere(Deliveries.first(BURN, NAME)));
        // then
        assertThat(other).isInstanceOf(Delivered.class);
        assertThat(lost).isInstanceOf(RetryLater.class);
        assertThat(again).isEqualTo(new Delivered(ID + "/1700000000.000002"));
        assertThat(fake.messagesIn(ID)).hasSize(2);
    }

    @Test
    void theIdIsLearnedFromAMessageThatIsRemembered() {
        // given
        fake.forbid("conversations.list");
        DeliveryResult before = bot().deliver(Deliveries.first(Alerts.burn("user:bob", "high"), NAME));
        DeliveryResult unheard = bot().deliver(Deliveries.first(BURN, NAME));
        SlackBotChannel fresh = bot();
        DeliveryResult changed =
                fresh.deliver(Deliveries.later(Alerts.closed(Alerts.burn("user:bob", "high")), NAME, before, ""));
        // when
        DeliveryResult again = fresh.deliver(Deliveries.mayBeThere(Deliveries.first(BURN, NAME)));
        // then
        assertThat(changed).isEqualTo(before);
        assertThat(again).isEqualTo(unheard);
        assertThat(fake.messagesIn(ID)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"conversations.list", "conversations.history"})
    void whereItMayNotAskItPostsAnewAndAsksNoMore(String method) {
        // given
        fake.forbid(method);
        SlackBotChannel bot = bot();
        // when
        DeliveryResult one = bot.deliver(Deliveries.mayBeThere(Deliveries.first(BURN, "#a")));
        DeliveryResult other = bot.deliver(Deliveries.mayBeThere(Deliveries.first(BURN, "#b")));
        // then
        assertThat(List.of(one, other)).allSatisfy(r -> assertThat(r).isInstanceOf(Delivered.class));
        assertThat(fake.posts()).hasSize(2);
    }

    @Test
    void whereItIsAskedForPatienceItLooksLaterAndPostsNothing() {
        // given
        fake.rateLimitNext("conversations.list", "7");
        // when
        DeliveryResult result = bot().deliver(Deliveries.mayBeThere(Deliveries.first(BURN, NAME)));
        // then
        assertThat(result).isInstanceOfSatisfying(RetryLater.class, later -> assertThat(later.afterMs())
                .isEqualTo(7_000));
        assertThat(fake.posts()).isEmpty();
    }

    @Test
    void whereTheBotIsNotInTheChannelItPostsAnew() {
        // given
        fake.putOutside(ID);
        // when
        DeliveryResult result = bot().deliver(Deliveries.mayBeThere(Deliveries.first(BURN, NAME)));
        // then
        assertThat(result).isInstanceOf(Delivered.class);
    }

    private SlackBotChannel bot() {
        return new SlackBotChannel(
                sdk, FakeSlack.TOKEN, new SlackSettings(FakeSlack.CHANNEL, "", true), ChartSource.none());
    }
}
