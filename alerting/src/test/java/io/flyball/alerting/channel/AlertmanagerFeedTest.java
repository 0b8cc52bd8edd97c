package io.flyball.alerting.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flyball.alerting.cases.AlertCase;
import io.flyball.alerting.fake.FakeReceiver;
import io.flyball.alerting.fake.VendorRules;
import io.flyball.alerting.testing.Alerts;
import io.flyball.alerting.testing.Deliveries;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An Alertmanager takes alerts in batches; what one of them meets is not the others' fault. */
class AlertmanagerFeedTest {
    private static final int OF_THREE_BATCHES = 401;

    @Test
    void aBatchThatIsRefusedKeepsNoOtherBack() {
        // given
        List<AlertCase> cases = IntStream.range(0, OF_THREE_BATCHES)
                .mapToObj(i -> Deliveries.first(Alerts.burn("user:u" + i + "-", "high"), "")
                        .of())
                .toList();
        try (FakeReceiver fake = FakeReceiver.start(request -> request.body().contains("user:u0-")
                        ? new FakeReceiver.Answer(400, "invalid label set", "")
                        : VendorRules.alertmanager(request));
                AlertmanagerFeed feed = new AlertmanagerFeed(fake.url(), "", () -> Alerts.AT_MS)) {
            feed.show(cases);
            // when
            feed.start();
            // then
            await().until(() -> fake.taken().size() >= 2);
            assertThat(fake.taken().get(0).body()).contains("user:u200-").doesNotContain("user:u400-");
            assertThat(fake.taken().get(1).body()).contains("user:u400-");
        }
    }
}
