package io.flyball.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.alerting.fake.FakeReceiver;
import io.flyball.alerting.fake.FakeSlack;
import io.flyball.alerting.fake.FakeSocketMode;
import io.flyball.alerting.fake.VendorRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code flyball alert test} as people run it, against a Slack that answers as Slack does. */
class AlertCommandTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final FakeSlack slack = FakeSlack.start();
    private final FakeSocketMode socketMode = FakeSocketMode.of(slack);

    private final Path folder;

    AlertCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void close() {
        socketMode.close();
        slack.close();
    }

    @Test
    void sendsATestMessageAndSaysWhereItIs() throws Exception {
        // when
        Terminal terminal = test(FakeSlack.TOKEN, "", "#alerts");
        // then
        assertThat(terminal.out()).startsWith("slack-bot to #alerts: it is there, as " + FakeSlack.CHANNEL + "/");
        assertThat(terminal.status()).isZero();
        assertThat(slack.posts()).singleElement().satisfies(post -> assertThat(post.blocks())
                .contains("This is a test"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "channel_not_found | name a channel that exists, and invite the bot where it is private",
                "not_in_channel    | invite the bot to the channel, or give it the scope chat:write.public",
                "invalid_auth      | set the bot token (it begins with xoxb-) of an installed app",
                "missing_scope     | give the app the scopes of docs/alerting.md and install it anew"
            })
    void saysWhatToMendAndFails(String error, String mend) throws Exception {
        // given
        slack.failNext("#alerts", error);
        // when
        Terminal terminal = test(FakeSlack.TOKEN, "", "#alerts");
        // then
        assertThat(terminal.out()).contains(error, mend);
        assertThat(terminal.status()).isEqualTo(1);
        assertThat(slack.posts()).isEmpty();
    }

    @Test
    void saysThatATokenIsNoneAndDoesNotRepeatIt() throws Exception {
        // when
        Terminal terminal = test("xoxb-of-somebody-else", "", "#alerts");
        // then
        assertThat(terminal.status()).isEqualTo(1);
        assertThat(terminal.out()).contains("invalid_auth").doesNotContain("somebody-else");
    }

    @Test
    void saysWhetherSocketModeConnects() throws Exception {
        // when
        Terminal good = test(FakeSlack.TOKEN, FakeSocketMode.TOKEN, "#alerts");
        Terminal bad = test(FakeSlack.TOKEN, "xapp-of-somebody-else", "#alerts");
        // then
        assertThat(good.out()).contains("Socket Mode: it connects");
        assertThat(good.status()).isZero();
        assertThat(bad.out())
                .contains("invalid_auth", "flyball.slack-app-token")
                .doesNotContain("somebody-else");
        assertThat(bad.status()).isEqualTo(1);
    }

    @Test
    void refusesATokenThatIsNoAppToken() throws Exception {
        // when
        Terminal terminal = test(FakeSlack.TOKEN, FakeSlack.TOKEN, "#alerts");
        // then
        assertThat(terminal.err())
                .contains("flyball.slack-app-token is no app-level token")
                .doesNotContain("xoxb-of");
        assertThat(terminal.status()).isEqualTo(2);
    }

    @Test
    void refusesWhomNothingReaches() throws Exception {
        // when
        Terminal terminal = test(FakeSlack.TOKEN, "", "user:nobody");
        // then
        assertThat(terminal.err()).contains("--to is \"user:nobody\"", "Slack id or an e-mail address");
        assertThat(terminal.status()).isEqualTo(2);
    }

    @Test
    void aMachineIsToldOfABeginAndOfItsEnd() throws Exception {
        try (FakeReceiver pagerDuty = FakeReceiver.start(VendorRules::pagerDuty);
                FakeReceiver webhook = FakeReceiver.start(request -> VendorRules.webhook(request, SECRET));
                FakeReceiver alertmanager = FakeReceiver.start(VendorRules::alertmanager)) {
            // when
            Terminal terminal = test(machines(pagerDuty, webhook, alertmanager));
            // then
            assertThat(terminal.status()).isZero();
            assertThat(pagerDuty.taken())
                    .extracting(taken -> taken.body())
                    .satisfiesExactly(
                            begin -> assertThat(begin).contains("\"trigger\"", "This is a test of Flyball's alerts"),
                            end -> assertThat(end).contains("\"resolve\""));
            assertThat(webhook.taken())
                    .extracting(taken -> taken.body())
                    .satisfiesExactly(
                            begin -> assertThat(begin).contains("alert.opened", "\"kind\":\"test\""),
                            end -> assertThat(end).contains("alert.closed"));
            assertThat(alertmanager.taken()).singleElement().satisfies(taken -> assertThat(taken.body())
                    .contains("FlyballTest", "This is a test"));
            assertThat(terminal.out()).contains("pagerduty: its end: it is there", "alertmanager: it is there");
        }
    }

    @Test
    void saysThatAnAlertmanagerDoesNotTakeIt() throws Exception {
        try (FakeReceiver pagerDuty = FakeReceiver.start(VendorRules::pagerDuty);
                FakeReceiver webhook = FakeReceiver.start(request -> VendorRules.webhook(request, SECRET));
                FakeReceiver alertmanager = FakeReceiver.start(VendorRules::alertmanager)) {
            alertmanager.answerNext(404, "no such page", "");
            // when
            Terminal terminal = test(machines(pagerDuty, webhook, alertmanager));
            // then
            assertThat(terminal.status()).isEqualTo(1);
            assertThat(terminal.out()).contains("alertmanager: Alertmanager answered with status 404");
        }
    }

    private static String machines(FakeReceiver pagerDuty, FakeReceiver webhook, FakeReceiver alertmanager) {
        return String.join(
                "\n",
                "flyball.alerting-pagerduty-url=" + pagerDuty.url() + "/v2/enqueue",
                "flyball.alerting-pagerduty-routing-key=" + VendorRules.ROUTING_KEY,
                "flyball.alerting-webhook-url=" + webhook.url(),
                "flyball.alerting-webhook-secrets=" + SECRET,
                "flyball.alerting-alertmanager-url=" + alertmanager.url());
    }

    private Terminal test(String settings) throws IOException {
        Path file = Files.writeString(folder.resolve("flyball.properties"), settings);
        return Terminal.run("alert", "test", "--config", file.toString());
    }

    private Terminal test(String token, String appToken, String to) throws IOException {
        String settings = "flyball.slack-token=" + token + "\nflyball.slack-api-url=" + slack.apiUrlPrefix()
                + "\nflyball.slack-channel=#alerts\n"
                + (appToken.isEmpty() ? "" : "flyball.slack-app-token=" + appToken + "\n");
        Path file = Files.writeString(folder.resolve("flyball.properties"), settings);
        return Terminal.run("alert", "test", "--to", to, "--config", file.toString());
    }
}
