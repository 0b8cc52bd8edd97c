package io.flyball.ingest.otlp;

import io.flyball.ingest.record.IdentityRules;

/**
 * What can be chosen about the mapping of OTLP.
 *
 * @param identity which attributes say whom a call concerns
 * @param money which signals of a source are charged
 */
public record OtlpRules(IdentityRules identity, MoneySignals money) {
    public static final OtlpRules DEFAULT = new OtlpRules(IdentityRules.DEFAULT, MoneySignals.DEFAULT);
}
