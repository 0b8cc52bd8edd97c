package io.flyball.alerting.slack;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.flyball.schemas.avro.Alert;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One message for a case, changed and threaded, there once whatever was lost. */
class SlackThreadsTest {
    private static final Alert BURN = Alerts.burn("a1");
    private static final long THREE_WEEKS_MS = 21L * 24 * 3_600_000;

    private final FakeSlack fake = FakeSlack.start();
    private final Slack sdk = SlackConnection.open(fake.apiUrlPrefix(), 10_000);
    private final SlackBotChannel bot = bot(ChartSource.none());

    @AfterEach
    void stop() throws Exception {
        sdk.close();
        fake.close();
    }

    @Test
    void changesItsMessageAndThreadsWhatIsNews() {
        // given
        DeliveryResult first = bot.deliver(Deliveries.first(BURN, FakeSlack.EMAIL));
        Telling later = Deliveries.later(Alerts.closed(BURN), FakeSlack.EMAIL, first, "Over: that was it");
        // when
        DeliveryResult result = bot.deliver(later);
        // then
        assertThat(result).isEqualTo(first);
        assertThat(fake.shown()).hasSize(2);
        assertThat(fake.shown().get(0).method()).isEqualTo("chat.update");
        assertThat(fake.shown().get(1)).satisfies(reply -> {
            assertThat(reply.text()).isEqualTo("Over: that was it");
            assertThat(reply.threadTs()).isEqualTo(fake.shown().get(0).ts());
        });
    }

    @Test
    void findsAMessageWhoseAnswerWasLostAndDoesNotPostItTwice() {
        // given
        Telling first = Deliveries.first(BURN, FakeSlack.USER);
        fake.loseNextAnswer(FakeSlack.USER);
        DeliveryResult lost = bot.deliver(first);
        // when
        DeliveryResult result = bot.deliver(Deliveries.mayBeThere(first));
        // then
        assertThat(lost).isInstanceOfSatisfying(RetryLater.class, l -> assertThat(l.mayBeThere())
                .isTrue());
        assertThat(result).isEqualTo(new Delivered("D000ANN/1700000000.000001"));
        assertThat(fake.shown()).hasSize(1);
    }

    @Test
    void doesNotTakeTheMessageOfAnEarlierTimeForTheOneThatWasLost() {
        // given
        DeliveryResult earlier = bot.deliver(Deliveries.first(Alerts.closed(BURN), FakeSlack.USER));
        Telling first = Deliveries.openedAt(Deliveries.first(BURN, FakeSlack.USER), Alerts.AT_MS + THREE_WEEKS_MS);
        fake.answerNext(FakeSlack.USER, 503, "busy");
        DeliveryResult lost = bot.deliver(first);
        // when
        DeliveryResult result = bot.deliver(Deliveries.mayBeThere(first));
        // then
        assertThat(lost).isInstanceOf(RetryLater.class);
        assertThat(result).isInstanceOf(Delivered.class).isNotEqualTo(earlier);
        assertThat(fake.messagesIn("D000ANN"))
                .extracting(post -> post.text().split(":")[0])
                .containsExactly("Over", "New");
    }

    @Test
    void showsWhatIsSoNowInAMessageThatItFoundAgain() {
        // given
        DeliveryResult unheard = bot.deliver(Deliveries.first(BURN, FakeSlack.CHANNEL));
        // when
        DeliveryResult result =
                bot.deliver(Deliveries.mayBeThere(Deliveries.first(Alerts.closed(BURN), FakeSlack.CHANNEL)));
        // then
        assertThat(result).isEqualTo(unheard);
        assertThat(fake.shown()).singleElement().satisfies(post -> assertThat(post.text())
                .startsWith("Over: "));
    }

    @Test
    void findsAReplyWhoseAnswerWasLost() {
        // given
        DeliveryResult first = bot.deliver(Deliveries.first(BURN, FakeSlack.CHANNEL));
        Telling later = Deliveries.later(Alerts.closed(BURN), FakeSlack.CHANNEL, first, "Over.");
        DeliveryResult once = bot.deliver(later);
        // when
        DeliveryResult twice = bot.deliver(Deliveries.mayBeThere(later));
        // then
        assertThat(twice).isEqualTo(once);
        assertThat(fake.shown()).hasSize(2);
    }

    @Test
    void postsAnewWhereItMayNotLook() {
        // given
        fake.forbid("conversations.history");
        // when
        DeliveryResult result = bot.deliver(Deliveries.mayBeThere(Deliveries.first(BURN, FakeSlack.CHANNEL)));
        // then
        assertThat(result).isInstanceOf(Delivered.class);
    }

    @Test
    void postsAnewWhereItsMessageIsGone() {
        // given
        Telling later = Deliveries.later(BURN, "", new Delivered(FakeSlack.CHANNEL + "/1600000000.000001"), "");
        // when
        DeliveryResult result = bot.deliver(later);
        // then
        assertThat(result).isEqualTo(new Delivered(FakeSlack.CHANNEL + "/1700000000.000001"));
    }

    @Test
    void restsAsAWholeWhereALookUpIsLimited() {
        // given
        fake.rateLimitNext("users.lookupByEmail", "7");
        // when
        DeliveryResult result = bot.deliver(Deliveries.first(BURN, FakeSlack.EMAIL));
        // then
        assertThat(result).isInstanceOfSatisfying(RetryLater.class, later -> {
            assertThat(later.afterMs()).isEqualTo(7_000);
            assertThat(later.forAll()).isTrue();
        });
    }

    @Test
    void isRefusedWhereNobodyHasTheAddress() {
        // when
        DeliveryResult result = bot.deliver(Deliveries.first(BURN, "nobody@example.com"));
        // then
        assertThat(result)
                .isEqualTo(new Refused("Slack refused the message to \"nobody@example.com\" with \"users_not_found\":"
                        + " correct the person's e-mail address in the directory."));
    }

    @Test
    void putsAChartIntoTheThread() {
        // given
        byte[] png = {1, 2, 3};
        // when
        DeliveryResult result = bot(of -> Optional.of(png)).deliver(Deliveries.first(BURN, ""));
        // then
        assertThat(result).isInstanceOf(Delivered.class);
        assertThat(fake.uploads()).singleElement().isEqualTo(png);
        assertThat(fake.files()).singleElement().asString().contains("F1");
    }

    @Test
    void asksOnceWhetherItMayUploadAndIsSilentThen() {
        // given
        fake.forbid("files.getUploadURLExternal");
        SlackBotChannel drawing = bot(of -> Optional.of(new byte[] {1}));
        // when
        DeliveryResult first = drawing.deliver(Deliveries.first(BURN, ""));
        DeliveryResult second = drawing.deliver(Deliveries.first(BURN, ""));
        // then
        assertThat(first).isNotEqualTo(second);
        assertThat(fake.posts()).hasSize(2);
        assertThat(fake.calls()).isEqualTo(3);
    }

    private SlackBotChannel bot(ChartSource charts) {
        return new SlackBotChannel(sdk, FakeSlack.TOKEN, new SlackSettings(FakeSlack.CHANNEL, "", true), charts);
    }
}
