package io.flyball.alerting.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.DeliveryResult.Delivered;
import io.flyball.alerting.cases.DeliveryResult.Refused;
import io.flyball.alerting.cases.DeliveryResult.RetryLater;
import io.flyball.alerting.chart.ChartSource;
import io.flyball.alerting.fake.FakeMailServer;
import io.flyball.alerting.testing.Alerts;
import io.flyball.alerting.testing.Deliveries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a mail by the number of the reply. */
class MailRepliesTest {
    private final FakeMailServer server = FakeMailServer.start();
    private final EmailChannel channel = new EmailChannel(
            server.url(""), new EmailSettings("flyball@example.com", ""), ChartSource.none(), () -> Alerts.AT_MS);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, 421 4.3.2 Closing, true",
        "MAIL, 451 4.3.0 Busy, true",
        "RCPT, 450 4.2.0 Greylisted, false",
        "RCPT, 552 5.2.2 Mailbox full, false",
        "DATA, 451 4.3.0 Busy, true",
        "END, 452 4.3.1 No room, true"
    })
    void isTriedAgainWhereTheServerSaysSo(String command, String reply, boolean forAll) {
        // given
        server.replyNext(command, reply);
        // when
        DeliveryResult result = send();
        // then
        assertThat(result).isInstanceOfSatisfying(RetryLater.class, later -> {
            assertThat(later.forAll()).isEqualTo(forAll);
            assertThat(later.mayBeThere()).isFalse();
            assertThat(later.why()).contains(reply.substring(0, 3));
        });
        assertThat(send()).isInstanceOf(Delivered.class);
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, 554 5.7.1 No service for you",
        "MAIL, 550 5.7.1 Sender unknown",
        "RCPT, 550 5.1.1 No such user",
        "DATA, 554 5.5.0 No",
        "END, 554 5.7.1 Spam"
    })
    void isGivenUpWhereTheServerRefuses(String command, String reply) {
        // given
        server.replyNext(command, reply);
        // when
        DeliveryResult result = send();
        // then
        assertThat(result).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.why())
                .contains(reply.substring(0, 3), "correct"));
    }

    @Test
    void mayHaveArrivedWhereTheAnswerWasLost() {
        // given
        server.loseNextAnswer();
        // when
        DeliveryResult result = send();
        // then
        assertThat(server.taken()).hasSize(1);
        assertThat(result).isInstanceOfSatisfying(RetryLater.class, later -> assertThat(later.mayBeThere())
                .isTrue());
    }

    @Test
    void isGivenUpWithAWrongLoginOfWhichNothingIsRepeated() {
        // given
        EmailChannel wrong = new EmailChannel(
                server.url("hush"), new EmailSettings("flyball@example.com", ""), ChartSource.none(), () -> 0);
        // when
        DeliveryResult result = wrong.deliver(Deliveries.first(Alerts.burn("a1"), "ann@example.com"));
        // then: the server repeats the line with the login
        assertThat(result).isEqualTo(new Refused("The mail server refuses the login: correct flyball.smtp-url."));
    }

    private DeliveryResult send() {
        return channel.deliver(Deliveries.first(Alerts.burn("a1"), "ann@example.com"));
    }
}
