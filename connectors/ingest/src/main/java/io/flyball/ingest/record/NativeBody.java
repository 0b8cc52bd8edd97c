package io.flyball.ingest.record;

import java.util.List;
import java.util.Objects;

/** A request's body of native records: one object, an array of them, or one a line. Thread-safe. */
public final class NativeBody {
    private final NativeRecord record = new NativeRecord();

    /**
     * One result a record, in order; never throws on any bytes.
     *
     * @param headers their {@code x-flyball-user} pays for records that name nobody
     * @param nowMs the clock that times are held against, epoch ms
     */
    public List<Mapped> map(byte[] body, Attributes headers, long nowMs) {
        String userOfNobody = Objects.requireNonNullElse(headers.text("x-flyball-user"), "");
        return JsonBody.map(body, NativeRecord.MAX_BYTES, item -> one(item, nowMs, userOfNobody));
    }

    private Mapped one(byte[] item, long nowMs, String userOfNobody) {
        NativeRecord.Outcome outcome = record.read(item, nowMs, userOfNobody);
        if (outcome instanceof NativeRecord.Valid valid) {
            return new Mapped.Call(valid.event());
        }
        NativeRecord.Refused refused = (NativeRecord.Refused) outcome;
        return Mapped.refused(refused.reason(), Refusals.sentence(refused.reason()), item);
    }
}
