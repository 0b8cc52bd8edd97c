package io.flyball.alerting;

import java.util.List;
import java.util.StringJoiner;

/**
 * Several channels as one: the first that does not refuse has the message, for example the bot and, where it may not
 * write to somebody, the webhook. One that asks for patience is waited for, so that nobody is told twice. To tell
 * several places at once give the router several channels instead: each then has a queue of its own.
 */
public final class FallbackChannel implements AlertChannel {
    private final String name;
    private final List<AlertChannel> channels;

    /**
     * @param channels in order of preference, at least one
     */
    public FallbackChannel(String name, List<AlertChannel> channels) {
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one channel in \"" + name + "\", but there is none");
        }
        this.name = name;
        this.channels = List.copyOf(channels);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DeliveryResult deliver(AlertMessage message) {
        StringJoiner reasons = new StringJoiner(" ");
        for (AlertChannel channel : channels) {
            DeliveryResult result = channel.deliver(message);
            if (!(result instanceof DeliveryResult.Refused refused)) {
                return result;
            }
            reasons.add(channel.name() + ": " + refused.why());
        }
        return new DeliveryResult.Refused(reasons.toString());
    }
}
