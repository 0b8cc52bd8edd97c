package io.flyball.alerting.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.flyball.alerting.cases.Ask;
import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.DeliveryResult.Delivered;
import io.flyball.alerting.cases.DeliveryResult.Refused;
import io.flyball.alerting.cases.DeliveryResult.RetryLater;
import io.flyball.alerting.chart.ChartSource;
import io.flyball.alerting.testing.Alerts;
import io.flyball.alerting.testing.Deliveries;
import io.flyball.schemas.avro.Alert;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real mail server on the loopback. */
class EmailChannelTest {
    private static final Alert BURN = Alerts.burn("a1");
    private static final String ANN = "ann@example.com";

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.setUser("flyball@example.com", "flyball", "hush-mail");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void writesOneConversationFromTheFirstMessageToTheEnd() throws Exception {
        // given
        EmailChannel channel = channel("flyball:hush-mail@", ChartSource.none());
        // when
        DeliveryResult first = channel.deliver(Deliveries.first(BURN, ANN));
        DeliveryResult later = channel.deliver(Deliveries.later(Alerts.closed(BURN), ANN, first, "Over: that was it."));
        // then
        MimeMessage[] mails = server.getReceivedMessages();
        assertThat(later).isEqualTo(first).isInstanceOf(Delivered.class);
        assertThat(mails).hasSize(2);
        assertThat(mails[0].getSubject()).isEqualTo("Flyball: burn by user:ann in 3d");
        assertThat(plain(mails[0]))
                .startsWith("New: burn by user:ann, $4,012.30 in 3d\r\n")
                .contains("look at what runs now", "Requests are paced.", "Why: https://flyball.example/v1/explain/");
        assertThat(mails[1].getSubject()).isEqualTo("Re: " + mails[0].getSubject());
        assertThat(plain(mails[1])).contains("Over: that was it.");
        assertThat(mails[1].getHeader("In-Reply-To")).containsExactly(mails[0].getMessageID());
        assertThat(mails[1].getHeader("References")).containsExactly(mails[0].getMessageID());
        assertThat(mails[1].getMessageID()).isNotEqualTo(mails[0].getMessageID());
    }

    @Test
    void sendsTheSameMessageIdAgainSoThatACopyIsKnown() throws Exception {
        // given
        EmailChannel channel = channel("", ChartSource.none());
        DeliveryResult first = channel.deliver(Deliveries.first(BURN, ANN));
        // when
        DeliveryResult again = channel.deliver(Deliveries.mayBeThere(Deliveries.first(BURN, ANN)));
        // then
        MimeMessage[] mails = server.getReceivedMessages();
        assertThat(again).isEqualTo(first);
        assertThat(mails[1].getMessageID()).isEqualTo(mails[0].getMessageID());
    }

    @Test
    void answersInTheThreadWhereMuchHasChangedSinceTheTryThatMayHaveArrived() throws Exception {
        // given
        EmailChannel channel = channel("", ChartSource.none());
        DeliveryResult unheard = channel.deliver(Deliveries.first(BURN, ANN));
        Telling now = Deliveries.firstShowing(Alerts.closed(BURN), ANN, 2);
        // when
        DeliveryResult again = channel.deliver(Deliveries.mayBeThere(now, 1));
        // then
        MimeMessage[] mails = server.getReceivedMessages();
        assertThat(again).isEqualTo(unheard);
        assertThat(mails[1].getMessageID()).isNotEqualTo(mails[0].getMessageID());
        assertThat(mails[1].getHeader("References")).containsExactly(mails[0].getMessageID());
        assertThat(mails[1].getSubject()).isEqualTo("Re: " + mails[0].getSubject());
        assertThat(plain(mails[1])).startsWith("Over: burn by user:ann");
    }

    @Test
    void beginsAConversationThatRefersToNothingHoweverLateItsFirstMessageIs() throws Exception {
        // when
        DeliveryResult late =
                channel("", ChartSource.none()).deliver(Deliveries.firstShowing(Alerts.closed(BURN), ANN, 3));
        // then
        assertThat(late).isInstanceOf(Delivered.class);
        assertThat(server.getReceivedMessages()).singleElement().satisfies(mail -> {
            assertThat(mail.getHeader("References")).isNull();
            assertThat(mail.getSubject()).doesNotStartWith("Re:");
        });
    }

    @Test
    void beginsAnotherConversationForTheNextFindingAndForAnotherDigest() {
        // given
        Alert later = Alerts.burn("user:ann", "low");
        // when
        MailThread one = MailThread.of(Deliveries.digest(List.of(BURN), ANN, false), "x");
        MailThread same = MailThread.of(Deliveries.digest(List.of(BURN), ANN, false), "x");
        MailThread other =
                MailThread.of(Deliveries.digest(List.of(later, Alerts.burn("user:bob", "low")), ANN, false), "x");
        // then
        assertThat(same).isEqualTo(one);
        assertThat(other.id()).isNotEqualTo(one.id());
    }

    @Test
    void escapesWhatWouldBeHtml() throws Exception {
        // given
        Alert alert = Alerts.burn("a1");
        alert.setText("<script>alert(1)</script> & more");
        // when
        DeliveryResult result = channel("", ChartSource.none()).deliver(Deliveries.first(alert, ANN));
        // then
        MimeMultipart either = (MimeMultipart) server.getReceivedMessages()[0].getContent();
        assertThat(result).isInstanceOf(Delivered.class);
        assertThat(either.getBodyPart(1).getContent().toString())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more")
                .doesNotContain("<script>");
    }

    @Test
    void showsTheChartInTheFirstMessageAlone() throws Exception {
        // given
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
        EmailChannel channel = channel("", of -> Optional.of(png));
        // when
        DeliveryResult first = channel.deliver(Deliveries.first(BURN, ANN));
        DeliveryResult later = channel.deliver(Deliveries.later(Alerts.closed(BURN), ANN, first, "Over."));
        // then
        MimeMessage[] mails = server.getReceivedMessages();
        assertThat(later).isEqualTo(first);
        MimeMultipart related = (MimeMultipart)
                ((MimeMultipart) mails[0].getContent()).getBodyPart(1).getContent();
        assertThat(related.getBodyPart(0).getContent().toString()).contains("src=\"cid:spend\"");
        assertThat(related.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo(png);
        assertThat(related.getBodyPart(1).getDisposition()).isEqualTo(Part.INLINE);
        assertThat(((MimeMultipart) mails[1].getContent()).getBodyPart(1).getContentType())
                .startsWith("text/html");
    }

    @Test
    void saysToAnApproverWhoAsksForWhatAndWhy() throws Exception {
        // given
        Ask ask = new Ask("k1", "ann@example.com", 50_000_000_000L, Alerts.AT_MS, "release day", Alerts.AT_MS, "", "");
        // when
        DeliveryResult result = channel("", ChartSource.none()).deliver(Deliveries.ask(BURN, ask, "boss@example.com"));
        // then
        assertThat(result).isInstanceOf(Delivered.class);
        assertThat(plain(server.getReceivedMessages()[0]))
                .startsWith("ann@example.com asks for $50.00 more for user:ann until")
                .contains("Reason: release day");
    }

    @Test
    void letsNoTextAddAHeader() throws Exception {
        // given
        Alert alert = Alerts.burn("user:ann\r\nBcc: eve@example.com", "high");
        // when
        DeliveryResult result = channel("", ChartSource.none()).deliver(Deliveries.first(alert, ANN));
        // then
        assertThat(result).isInstanceOf(Delivered.class);
        assertThat(server.getReceivedMessages()).singleElement().satisfies(mail -> {
            assertThat(mail.getHeader("Bcc")).isNull();
            assertThat(mail.getSubject()).doesNotContain("\n", "\r");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann at home",
                "ann@example.com\r\nBcc: eve@example.com",
                "ann@example.com, eve@example.com",
                "Ann <ann@example.com>",
                "all: ann@example.com, eve@example.com;",
                "ann@example.com>\r\nRCPT TO:<eve@example.com",
                "@example.com",
                "ann@"
            })
    void refusesAnAddressThatIsNotOneAlone(String address) {
        // when
        DeliveryResult result = channel("", ChartSource.none()).deliver(Deliveries.first(BURN, address));
        // then
        assertThat(result).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.why())
                .contains("is no e-mail address")
                .doesNotContain("\n"));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void isRefusedWithAWrongLoginAndNeverShowsIt() {
        // when
        DeliveryResult result =
                channel("flyball:hush-wrong@", ChartSource.none()).deliver(Deliveries.first(BURN, ANN));
        // then
        assertThat(result).isInstanceOf(Refused.class);
        assertThat(result.toString()).contains("flyball.smtp-url").doesNotContain("hush");
    }

    @Test
    void triesLaterWhereNothingListens() {
        // given
        EmailChannel channel = channel("", ChartSource.none());
        server.stop();
        // when
        DeliveryResult result = channel.deliver(Deliveries.first(BURN, ANN));
        // then
        assertThat(result).isInstanceOfSatisfying(RetryLater.class, later -> assertThat(later.mayBeThere())
                .isFalse());
    }

    private EmailChannel channel(String login, ChartSource charts) {
        String url = "smtp://" + login + "127.0.0.1:" + server.getSmtp().getPort();
        return new EmailChannel(
                url, new EmailSettings("flyball@example.com", "https://flyball.example"), charts, () -> Alerts.AT_MS);
    }

    private static String plain(MimeMessage mail) throws Exception {
        return ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent().toString();
    }
}
