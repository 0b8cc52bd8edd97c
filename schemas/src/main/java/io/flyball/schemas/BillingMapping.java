package io.flyball.schemas;

import io.flyball.core.reconcile.BillLine;
import io.flyball.core.reconcile.Meter;
import io.flyball.core.reconcile.Units;
import io.flyball.schemas.avro.BillingLine;

/** Records of the billing topic in the core's words. */
public final class BillingMapping {
    private static final long DAY_MS = 86_400_000L;

    private BillingMapping() {}

    /** A line of a provider's report; one that is finer than a day belongs to the UTC day it begins in. */
    public static BillLine toCore(BillingLine line) {
        Units units = new Units()
                .add(Meter.INPUT, line.getInputTokens())
                .add(Meter.CACHE_READ, line.getCacheReadTokens())
                .add(Meter.CACHE_WRITE_5M, line.getCacheWrite5mTokens())
                .add(Meter.CACHE_WRITE_1H, line.getCacheWrite1hTokens())
                .add(Meter.OUTPUT, line.getOutputTokens())
                .add(Meter.AUDIO_INPUT, line.getAudioInputTokens())
                .add(Meter.AUDIO_OUTPUT, line.getAudioOutputTokens())
                .add(Meter.WEB_SEARCH, line.getWebSearchRequests());
        return new BillLine(
                line.getProvider(),
                line.getKind().equals("usage"),
                Math.floorDiv(line.getBucketStartMs(), DAY_MS),
                line.getModel(),
                line.getServiceTier(),
                units,
                line.getRequests(),
                line.getCostNanoUsd(),
                Meter.ofWireName(line.getMeter()),
                line.getLineItem().isEmpty() ? line.getCostType() : line.getLineItem(),
                line.getRevisedUntilMs());
    }
}
