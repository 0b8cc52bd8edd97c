package io.flyball.alerting.cases;

/**
 * Where a message goes.
 *
 * @param channel name of the channel, for example {@code slack-bot}
 * @param recipient a Slack id, an e-mail address or a channel's name; empty: wherever the channel goes by default
 */
public record Place(Role role, String channel, String recipient) {
    /** Whether a message there reaches the same eyes, whatever the reason for it. */
    public boolean sameAs(Place other) {
        return channel.equals(other.channel) && recipient.equals(other.recipient);
    }

    /** What keeps its order and rests as one. */
    public String lane() {
        return channel + "/" + recipient;
    }
}
