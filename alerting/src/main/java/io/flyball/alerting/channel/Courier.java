package io.flyball.alerting.channel;

import io.flyball.alerting.cases.Delivery;
import io.flyball.alerting.cases.DeliveryResult;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries deliveries to their channels, each on the channel's own thread, so that none holds up another. */
public final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final Map<String, AlertChannel> channels;
    private final DeliveryTimer timer;

    public Courier(List<AlertChannel> channels, DeliveryTimer timer) {
        this.channels = channels.stream().collect(Collectors.toMap(AlertChannel::name, Function.identity()));
        this.timer = timer;
    }

    /** Whether a channel can change what it has posted. */
    public boolean edits(String channel) {
        AlertChannel known = channels.get(channel);
        return known != null && known.edits();
    }

    /**
     * Tries once, later.
     *
     * @param then told what became of it, on the channel's thread
     */
    public void carry(Delivery delivery, BiConsumer<Delivery, DeliveryResult> then) {
        String name = delivery.place().channel();
        AlertChannel channel = channels.get(name);
        if (channel == null) {
            then.accept(
                    delivery,
                    new DeliveryResult.Refused(
                            "Channel \"" + name + "\" is not configured any more: set it up again."));
        } else {
            timer.runAfter(name, 0, () -> then.accept(delivery, tryOnce(channel, delivery)));
        }
    }

    private static DeliveryResult tryOnce(AlertChannel channel, Delivery delivery) {
        try {
            return channel.deliver(delivery);
        } catch (RuntimeException e) {
            // A fault in one channel must not end the thread that serves its other recipients.
            LOG.error("Channel {} met a fault with alert {}", channel.name(), delivery.id(), e);
            return new DeliveryResult.RetryLater(0, "The channel met a fault: " + e + ".", true, false);
        }
    }
}
