package io.flyball.alerting;

import io.flyball.schemas.avro.Alert;

/**
 * One alert for one recipient.
 *
 * @param recipient a Slack user or channel id, or a channel name; empty: wherever the channel goes by default. Channels
 *     with one fixed place (a webhook, a terminal) ignore it.
 */
public record AlertMessage(Alert alert, String recipient) {}
