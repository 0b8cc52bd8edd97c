package io.flyball.alerting.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.alerting.cases.Delivery.Telling;
import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.DeliveryResult.Delivered;
import io.flyball.alerting.cases.DeliveryResult.Refused;
import io.flyball.alerting.testing.Alerts;
import io.flyball.alerting.testing.Deliveries;
import io.flyball.schemas.avro.Alert;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every channel promises, held against a vendor's fake that refuses what the vendor would. */
abstract class AlertChannelContract {
    static final int PATIENCE_S = 30;

    static final Alert BURN = Alerts.burn("a1");

    @SuppressWarnings("NullAway.Init") // JUnit fills it
    Vendor vendor;

    /** The other side of a channel. */
    interface Vendor extends AutoCloseable {
        AlertChannel channel();

        String recipient();

        /** What stands in the channel as a person or a machine finds it, each with what makes it one and the same. */
        List<String> shown();

        /** Asks for 30 s of patience, once. */
        void limitNext();

        /** Refuses the next delivery for good. */
        void refuseNext();

        /** Takes the next delivery, and its answer is lost. */
        void loseNextAnswer();

        /** The wait that it can ask for; 0: it can ask for patience, but not for how long. */
        default long patienceMs() {
            return PATIENCE_S * 1_000L;
        }

        /** Whether a repeat after a lost answer is shown once; where it cannot be, the channel's documentation says so. */
        default boolean showsOnce() {
            return true;
        }

        /** Whether several cases may be told in one. */
        default boolean takesDigests() {
            return true;
        }

        /** What nobody may read; never empty. */
        String secret();

        @Override
        void close();
    }

    abstract Vendor vendor() throws Exception;

    @BeforeEach
    void begin() throws Exception {
        vendor = vendor();
    }

    @AfterEach
    void end() {
        vendor.close();
    }

    @Test
    void tellsACaseFromItsFirstMessageToItsEnd() {
        // given
        DeliveryResult first = deliver(first());
        DeliveryResult changed = deliver(Deliveries.later(BURN, vendor.recipient(), first, "Now of severity high."));
        // when
        DeliveryResult last =
                deliver(Deliveries.later(Alerts.closed(BURN), vendor.recipient(), first, "Over: that was it."));
        // then
        assertThat(List.of(first, changed, last)).allSatisfy(r -> assertThat(r).isInstanceOf(Delivered.class));
        assertThat(String.join("\n", vendor.shown()).toLowerCase(java.util.Locale.ROOT))
                .containsAnyOf("over", "resolve", "closed");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void anyTextIsTakenByTheVendor(String text) {
        // given
        Alert alert = Alert.newBuilder(BURN)
                .setText(text)
                .setScope("user:" + text)
                .setKind(text)
                .setFindingId(text)
                .setEvidence(Map.of(text, text, "cost_nano_usd", text))
                .build();
        // when
        DeliveryResult result = deliver(Deliveries.first(alert, vendor.recipient()));
        // then
        assertThat(result).isInstanceOf(Delivered.class);
    }

    static List<String> texts() {
        return List.of(
                "",
                " \t\r\n",
                "x".repeat(60_000),
                "&<>".repeat(20_000),
                "\ud83d\udca5".repeat(20_000),
                "lonely \ud83d and \udca5",
                "\u0000\u0007\u001b[2J",
                "<!channel> *bold* `code` <https://example.com|click>",
                "a\r\nBcc: eve@example.com\r\n\r\n.\r\nQUIT\r\n",
                "\u202eright to left \u0645\u0631\u062d\u0628\u0627",
                "line\n".repeat(3_000));
    }

    @Test
    void aDigestIsTakenOrRefused() {
        // given
        List<Alert> many = java.util.stream.IntStream.range(0, 300)
                .mapToObj(i -> Alerts.burn("user:u" + i, "low"))
                .toList();
        // when
        DeliveryResult result = deliver(Deliveries.digest(many, vendor.recipient(), true));
        // then
        assertThat(result).isInstanceOf(vendor.takesDigests() ? Delivered.class : Refused.class);
    }

    @Test
    void noSecretIsEverShown() {
        // given
        vendor.limitNext();
        vendor.refuseNext();
        vendor.loseNextAnswer();
        // when
        List<DeliveryResult> results = List.of(deliver(first()), deliver(first()), deliver(first()));
        // then
        assertThat(vendor.secret()).isNotEmpty();
        assertThat(results + vendor.channel().toString() + vendor.shown()).doesNotContain(vendor.secret());
    }

    final Telling first() {
        return Deliveries.first(BURN, vendor.recipient());
    }

    final DeliveryResult deliver(io.flyball.alerting.cases.Delivery delivery) {
        return vendor.channel().deliver(delivery);
    }
}
