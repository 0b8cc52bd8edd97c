package io.flyball.ingest.record;

import java.util.List;

/** A request's body of native records: one object, an array of them, or one a line. Thread-safe. */
public final class NativeBody {
    private final NativeRecord record = new NativeRecord();

    /**
     * One result a record, in order; never throws on any bytes.
     *
     * @param nowMs the clock that times are held against, epoch ms
     */
    public List<Mapped> map(byte[] body, long nowMs) {
        return JsonBody.map(body, NativeRecord.MAX_BYTES, item -> one(item, nowMs));
    }

    private Mapped one(byte[] item, long nowMs) {
        NativeRecord.Outcome outcome = record.read(item, nowMs);
        if (outcome instanceof NativeRecord.Valid valid) {
            return new Mapped.Call(valid.event());
        }
        NativeRecord.Refused refused = (NativeRecord.Refused) outcome;
        return Mapped.refused(refused.reason(), Refusals.sentence(refused.reason()), item);
    }
}
