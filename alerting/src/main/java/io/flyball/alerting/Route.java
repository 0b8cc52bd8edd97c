package io.flyball.alerting;

/**
 * Where an alert goes.
 *
 * @param recipient see {@link AlertMessage}
 */
public record Route(AlertChannel channel, String recipient) {}
