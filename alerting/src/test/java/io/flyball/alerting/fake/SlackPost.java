package io.flyball.alerting.fake;

/**
 * A message that the fake Slack took, as it was first or was changed to.
 *
 * @param method {@code chat.postMessage}, {@code chat.update} or {@code webhook}
 * @param channel id of the channel it stands in; empty for a webhook
 * @param ts its time stamp, Slack's name for a message in a channel; empty for a webhook
 * @param blocks JSON array, empty text where there were none
 * @param threadTs of the message it answers; empty: it stands by itself
 * @param metadata JSON object, empty text where there was none
 */
public record SlackPost(
        String method, String channel, String ts, String text, String blocks, String threadTs, String metadata) {}
