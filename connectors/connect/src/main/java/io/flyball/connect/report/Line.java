package io.flyball.connect.report;

import io.flyball.schemas.avro.BillingLine;

/**
 * One line of a bucket.
 *
 * @param group names the line among those of its bucket: a hash of what the provider grouped by
 * @param content a hash of all that the line says
 * @param value without the time of reading, which is the reader's
 */
public record Line(String group, String content, BillingLine value) {}
