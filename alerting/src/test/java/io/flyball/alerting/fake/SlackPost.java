package io.flyball.alerting.fake;

/**
 * A message that the fake Slack took.
 *
 * @param method {@code chat.postMessage} or {@code webhook}
 * @param channel id of the channel it stands in; empty for a webhook
 * @param ts its time stamp, Slack's name for a message in a channel; empty for a webhook
 * @param blocks JSON array, empty text where there were none
 */
public record SlackPost(String method, String channel, String ts, String text, String blocks) {}
