package io.flyball.ingest.otlp;

import io.flyball.ingest.record.Mapped;

/** Makes calls of the items of one source. Thread-safe. */
interface OtlpMapper {
    OtlpSource source();

    /** Whether the item is this source's; of several that claim one the first has it. */
    boolean claims(OtlpItem item);

    /**
     * What an item that it claims is, where its signal is money.
     *
     * @param nowMs the clock, epoch ms; for what is held in memory alone, never for a call's time
     */
    Mapped map(OtlpItem item, long nowMs);
}
