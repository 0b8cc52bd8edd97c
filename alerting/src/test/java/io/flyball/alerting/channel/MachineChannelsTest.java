package io.flyball.alerting.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;
import io.flyball.alerting.cases.AlertCase;
import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.DeliveryResult.Delivered;
import io.flyball.alerting.cases.DeliveryResult.Refused;
import io.flyball.alerting.cases.DeliveryResult.RetryLater;
import io.flyball.alerting.fake.FakeReceiver;
import io.flyball.alerting.fake.VendorRules;
import io.flyball.alerting.testing.Alerts;
import io.flyball.alerting.testing.Deliveries;
import io.flyball.schemas.avro.Alert;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineChannelsTest {
    private static final Alert BURN = Alerts.burn("a1");
    private static final Telling FIRST = Deliveries.first(BURN, "");
    private static final Telling NEXT_TIME = Deliveries.openedAt(FIRST, Alerts.AT_MS + 7 * 24 * 3_600_000L);
    private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEW = "whsec_QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB";

    @Test
    void pagerDutyGetsOneIncidentThatIsTriggeredAndResolved() {
        try (FakeReceiver fake = FakeReceiver.start(VendorRules::pagerDuty)) {
            // given
            PagerDutyChannel channel = pagerDuty(fake, VendorRules.ROUTING_KEY);
            // when
            DeliveryResult first = channel.deliver(FIRST);
            DeliveryResult last = channel.deliver(Deliveries.later(Alerts.closed(BURN), "", first, "Over."));
            // then
            String key = "\"dedup_key\":\"" + FIRST.id() + "\"";
            assertThat(last).isInstanceOf(Delivered.class);
            assertThat(fake.taken()).hasSize(2).allSatisfy(t -> assertThat(t.body())
                    .contains(key));
            assertThat(fake.taken().get(0).body()).contains("\"event_action\":\"trigger\"", "\"critical\"");
            assertThat(fake.taken().get(1).body()).contains("\"event_action\":\"resolve\"");
        }
    }

    @Test
    void pagerDutyGetsAnotherIncidentTheNextTime() {
        try (FakeReceiver fake = FakeReceiver.start(VendorRules::pagerDuty)) {
            // given
            PagerDutyChannel channel = pagerDuty(fake, VendorRules.ROUTING_KEY);
            DeliveryResult first = channel.deliver(FIRST);
            // when
            DeliveryResult next = channel.deliver(NEXT_TIME);
            // then
            assertThat(List.of(first, next)).allSatisfy(r -> assertThat(r).isInstanceOf(Delivered.class));
            assertThat(fake.taken())
                    .extracting(taken -> dedupKey(taken))
                    .doesNotHaveDuplicates()
                    .hasSize(2);
        }
    }

    /** As an incident was remembered whose trigger had a key that is made otherwise now. */
    @Test
    void pagerDutyGetsTheEndByTheKeyOfTheBegin() {
        try (FakeReceiver fake = FakeReceiver.start(VendorRules::pagerDuty)) {
            // given
            Telling over = Deliveries.later(Alerts.closed(BURN), "", new Delivered("key-of-the-trigger"), "Over.");
            // when
            DeliveryResult last = pagerDuty(fake, VendorRules.ROUTING_KEY).deliver(over);
            // then
            assertThat(last).isEqualTo(new Delivered("key-of-the-trigger"));
            assertThat(fake.taken())
                    .singleElement()
                    .satisfies(taken -> assertThat(dedupKey(taken)).isEqualTo("key-of-the-trigger"));
        }
    }

    @Test
    void pagerDutyRefusesAWrongKeyForGoodAndItIsNeverShown() {
        try (FakeReceiver fake = FakeReceiver.start(VendorRules::pagerDuty)) {
            // when
            DeliveryResult result = pagerDuty(fake, "hush-key").deliver(FIRST);
            // then
            assertThat(result).isInstanceOf(Refused.class);
            assertThat(result.toString()).doesNotContain("hush-key");
        }
    }

    @ParameterizedTest
    @CsvSource({"429, 30, 30000", "503, 'Sun, 01 Mar 2026 12:00:10 GMT', 10000", "500, '', 0", "408, soon, 0"})
    void aReceiverThatAsksForPatienceGetsIt(int status, String retryAfter, long afterMs) {
        try (FakeReceiver fake = FakeReceiver.start(VendorRules::pagerDuty)) {
            // given
            fake.answerNext(status, "later", retryAfter);
            // when
            DeliveryResult result = pagerDuty(fake, VendorRules.ROUTING_KEY).deliver(FIRST);
            // then
            assertThat(result).isInstanceOfSatisfying(RetryLater.class, later -> assertThat(later.afterMs())
                    .isEqualTo(afterMs));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OLD, NEW})
    void aWebhookIsSignedByEachSecretWhileOneReplacesTheOther(String known) {
        try (FakeReceiver fake = FakeReceiver.start(request -> VendorRules.webhook(request, known))) {
            // when
            DeliveryResult result = webhook(fake, List.of(OLD, NEW)).deliver(FIRST);
            // then
            assertThat(result).isInstanceOf(Delivered.class);
            assertThat(fake.taken()).singleElement().satisfies(taken -> assertThat(taken.body())
                    .contains(
                            "\"type\":\"alert.opened\"", "\"cost_nano_usd\":4012300000000", "\"scope\":\"user:ann\""));
        }
    }

    @Test
    void aWebhookHasTheSameIdHoweverOftenItIsSent() {
        try (FakeReceiver fake = FakeReceiver.start(request -> VendorRules.webhook(request, OLD))) {
            // given
            WebhookChannel channel = webhook(fake, List.of(OLD));
            // when
            DeliveryResult first = channel.deliver(FIRST);
            DeliveryResult second = channel.deliver(FIRST);
            // then
            assertThat(first).isEqualTo(second);
            assertThat(fake.taken().get(0).headers().get("webhook-id"))
                    .isEqualTo(fake.taken().get(1).headers().get("webhook-id"));
        }
    }

    @Test
    void aWebhookHasAnotherIdTheNextTimeThoughTheRevisionIsTheSame() {
        try (FakeReceiver fake = FakeReceiver.start(request -> VendorRules.webhook(request, OLD))) {
            // given
            WebhookChannel channel = webhook(fake, List.of(OLD));
            DeliveryResult first = channel.deliver(FIRST);
            // when
            DeliveryResult next = channel.deliver(NEXT_TIME);
            // then
            assertThat(next).isInstanceOf(Delivered.class).isNotEqualTo(first);
            assertThat(NEXT_TIME.revision()).isEqualTo(FIRST.revision());
            assertThat(fake.taken())
                    .extracting(taken -> taken.headers().get("webhook-id"))
                    .doesNotHaveDuplicates()
                    .hasSize(2);
        }
    }

    @Test
    void aWebhookThatIsGoneIsNotAskedAgain() {
        try (FakeReceiver fake = FakeReceiver.start(request -> VendorRules.webhook(request, OLD))) {
            // given
            WebhookChannel channel = webhook(fake, List.of(OLD));
            fake.answerNext(410, "gone", "");
            DeliveryResult gone = channel.deliver(FIRST);
            // when
            DeliveryResult after = channel.deliver(FIRST);
            // then
            assertThat(List.of(gone, after)).allSatisfy(r -> assertThat(r).isInstanceOf(Refused.class));
            assertThat(fake.taken()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "whsec_", "whsec_c2hvcnQ=", "whsec_***"})
    void aWebhookRefusesASecretThatIsNoneWithoutRepeatingIt(String secret) {
        assertThatThrownBy(() -> new WebhookChannel("http://127.0.0.1:1/", List.of(secret), () -> 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("openssl")
                .hasMessageNotContaining("c2hvcnQ");
    }

    @Test
    void alertmanagerIsToldWhatIsOnAndWhenItWasOver() {
        // given
        AlertCase open = FIRST.of();
        Alert other = Alerts.closed(Alerts.burn("user:bob", "low"));
        AlertCase over = Deliveries.first(other, "").of();
        try (FakeReceiver fake = FakeReceiver.start(VendorRules::alertmanager);
                AlertmanagerFeed feed =
                        new AlertmanagerFeed(fake.url(), "https://flyball.example", () -> Alerts.AT_MS)) {
            feed.show(List.of(open, over));
            // when
            feed.start();
            // then
            await().until(() -> !fake.taken().isEmpty());
            assertThat(fake.taken().get(0).body())
                    .contains("\"scope\":\"user:ann\"", "\"endsAt\":\"2026-03-01T12:05:00Z\"")
                    .contains("\"scope\":\"user:bob\"", "\"endsAt\":\"2026-03-01T12:00:00Z\"");
        }
    }

    private static String dedupKey(FakeReceiver.Taken taken) {
        return JsonParser.parseString(taken.body())
                .getAsJsonObject()
                .get("dedup_key")
                .getAsString();
    }

    private static PagerDutyChannel pagerDuty(FakeReceiver fake, String key) {
        return new PagerDutyChannel(fake.url() + "/v2/enqueue", key, () -> Alerts.AT_MS);
    }

    private static WebhookChannel webhook(FakeReceiver fake, List<String> secrets) {
        return new WebhookChannel(fake.url() + "/hook", secrets, () -> Alerts.AT_MS);
    }
}
