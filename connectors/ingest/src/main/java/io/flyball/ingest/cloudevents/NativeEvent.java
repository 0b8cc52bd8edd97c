package io.flyball.ingest.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.files.JsonLines;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.NativeRecord;
import io.flyball.ingest.record.Refusals;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Events of our own type: the data is a native record, and what it does not say of itself the envelope says. */
final class NativeEvent {
    private final JsonLines json = new JsonLines();
    private final NativeRecord record = new NativeRecord();

    /** Of an event as one object. */
    Mapped ofEvent(Envelope envelope, byte[] item, long nowMs) {
        JsonNode event = json.read(item).object();
        JsonNode data = event == null ? null : event.path("data");
        if (data != null && data.isTextual()) {
            return ofData(envelope, data.textValue().getBytes(StandardCharsets.UTF_8), item, nowMs);
        }
        return map(envelope, data, item, nowMs);
    }

    /** Of data that came apart from its envelope. */
    Mapped ofData(Envelope envelope, byte[] data, byte[] item, long nowMs) {
        return map(envelope, json.read(data).object(), item, nowMs);
    }

    private Mapped map(Envelope envelope, @Nullable JsonNode data, byte[] item, long nowMs) {
        if (!(data instanceof ObjectNode fields)) {
            return Mapped.refused(
                    RejectionReason.NOT_OBJECT,
                    "The event's data is no JSON object: send a native record as data.",
                    item);
        }
        byte[] completed = completed(envelope, fields, nowMs);
        NativeRecord.Outcome outcome = record.read(completed, nowMs);
        if (outcome instanceof NativeRecord.Valid valid) {
            return new Mapped.Call(valid.event());
        }
        RejectionReason reason = ((NativeRecord.Refused) outcome).reason();
        return Mapped.refused(reason, Refusals.sentence(reason), item);
    }

    private byte[] completed(Envelope envelope, ObjectNode data, long nowMs) {
        putIfAbsent(data, "event_id", envelope::eventId);
        putIfAbsent(data, "source", envelope::source);
        if (isAbsent(data.path("key"))) {
            putIfAbsent(data, "user", envelope::subject);
        }
        if (isAbsent(data.path("time"))) {
            if (envelope.time().isEmpty()) {
                data.put("time", nowMs);
            } else {
                data.put("time", envelope.time());
            }
        }
        return json.canonical(data).getBytes(StandardCharsets.UTF_8);
    }

    private static void putIfAbsent(ObjectNode data, String name, Supplier<String> value) {
        if (isAbsent(data.path(name))) {
            data.put(name, value.get());
        }
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isEmpty());
    }
}
