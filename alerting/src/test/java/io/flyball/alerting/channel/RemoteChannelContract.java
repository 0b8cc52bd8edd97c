package io.flyball.alerting.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.alerting.cases.DeliveryResult;
import io.flyball.alerting.cases.DeliveryResult.Delivered;
import io.flyball.alerting.cases.DeliveryResult.Refused;
import io.flyball.alerting.cases.DeliveryResult.RetryLater;
import io.flyball.alerting.testing.Deliveries;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** What a channel promises besides when something can go wrong on the way. */
abstract class RemoteChannelContract extends AlertChannelContract {
    @Test
    void aRepeatAfterALostAnswerIsShownOnce() {
        // given
        vendor.loseNextAnswer();
        DeliveryResult lost = deliver(first());
        // when
        DeliveryResult again = deliver(Deliveries.mayBeThere(first()));
        // then
        assertThat(lost).isInstanceOfSatisfying(RetryLater.class, later -> assertThat(later.mayBeThere())
                .isTrue());
        assertThat(again).isInstanceOf(Delivered.class);
        assertThat(new HashSet<>(vendor.shown())).hasSize(1);
        assertThat(vendor.shown().size() == 1).isEqualTo(vendor.showsOnce());
    }

    @Test
    void patienceThatIsAskedForIsHandedOn() {
        // given
        vendor.limitNext();
        // when
        DeliveryResult limited = deliver(first());
        // then
        assertThat(limited).isInstanceOfSatisfying(RetryLater.class, later -> {
            assertThat(later.afterMs()).isEqualTo(vendor.patienceMs());
            assertThat(later.mayBeThere()).isFalse();
        });
        assertThat(vendor.shown()).isEmpty();
        assertThat(deliver(first())).isInstanceOf(Delivered.class);
    }

    @Test
    void aRefusalForGoodIsAValueThatSaysWhatToMend() {
        // given
        vendor.refuseNext();
        // when
        DeliveryResult refused = deliver(first());
        // then
        assertThat(refused)
                .isInstanceOfSatisfying(
                        Refused.class, r -> assertThat(r.why()).contains(": ").endsWith("."));
        assertThat(vendor.shown()).isEmpty();
    }
}
