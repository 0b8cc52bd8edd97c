package io.flyball.ingest.cloudevents;

import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.IdentityRules;
import io.flyball.ingest.record.JsonBody;
import io.flyball.ingest.record.JsonLeaves;
import io.flyball.ingest.record.JsonLeaves.Leaf;
import io.flyball.ingest.record.LeafReader;
import io.flyball.ingest.record.Mapped;
import io.flyball.ingest.record.NativeRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * CloudEvents 1.0 that report usage, in all three modes. {@code source} and {@code id} together are the call,
 * {@code subject} pays. Of the type {@code io.flyball.usage} the data is a native record; of any other the data names a
 * model and its tokens, as OpenMeter's users write them and as LiteLLM's {@code openmeter} callback does. Events that name
 * no tokens and no cost are other meters' and are passed over. Thread-safe.
 */
public final class CloudEventsMapping {
    private final IdentityRules rules;
    private final JsonLeaves events;
    private final JsonLeaves dataAlone;
    private final NativeEvent nativeEvent = new NativeEvent();
    private final LongAdder inconsistent = new LongAdder();

    public CloudEventsMapping(IdentityRules rules) {
        this.rules = rules;
        List<String> ofData = new ArrayList<>(MeterTokens.paths());
        ofData.addAll(MeterEvent.paths());
        Stream.of(
                        rules.user(),
                        rules.key(),
                        rules.team(),
                        rules.agent(),
                        rules.session(),
                        rules.task(),
                        rules.org(),
                        rules.costCenter())
                .forEach(ofData::addAll);
        List<String> ofEvent = new ArrayList<>(Envelope.ATTRIBUTES);
        ofData.forEach(name -> ofEvent.add(MeterTokens.DATA + name));
        ofEvent.addAll(rules.team());
        ofEvent.addAll(rules.costCenter());
        this.dataAlone = new JsonLeaves(ofData, List.of());
        this.events = new JsonLeaves(ofEvent, List.of());
    }

    /**
     * A body of the type {@code application/cloudevents+json}: one event. An array or lines of events are taken as well.
     *
     * @param headers of the request; they say what no event says
     * @param nowMs the clock that times are held against, and the time of an event that has none; epoch ms
     */
    public List<Mapped> structured(byte[] body, Attributes headers, long nowMs) {
        return JsonBody.map(body, NativeRecord.MAX_BYTES, item -> one(item, headers, nowMs));
    }

    /** A body of the type {@code application/cloudevents-batch+json}: an array, one result an element. */
    public List<Mapped> batch(byte[] body, Attributes headers, long nowMs) {
        return structured(body, headers, nowMs);
    }

    /**
     * An event whose attributes came as headers.
     *
     * @param ceHeaders the headers by their names, {@code ce-id} and so on
     * @param data the body
     */
    public List<Mapped> binary(Attributes ceHeaders, byte[] data, Attributes headers, long nowMs) {
        return List.of(ofHeaders(Envelope.ofHeaders(ceHeaders), data, headers, nowMs));
    }

    /** How many events so far had more cached tokens than tokens; of those the total was taken as uncached. */
    public long inconsistentUsages() {
        return inconsistent.sum();
    }

    /** One event as one object. */
    Mapped one(byte[] item, Attributes headers, long nowMs) {
        JsonLeaves.Result result = events.read(item);
        if (result.reason() != null) {
            return refused(result.reason(), item);
        }
        LeafReader fields = new LeafReader(result.leaves());
        Envelope envelope = Envelope.of(fields::textOrNull);
        LeafReader.Fault fault = envelope.fault();
        if (fault != null) {
            return Mapped.refused(fault.reason(), fault.why(), item);
        }
        return envelope.isNative()
                ? nativeEvent.ofEvent(envelope, item, nowMs)
                : new MeterEvent(envelope, fields, headers, rules).map(item, nowMs, inconsistent);
    }

    private Mapped ofHeaders(Envelope envelope, byte[] data, Attributes headers, long nowMs) {
        LeafReader.Fault fault = envelope.fault();
        if (fault != null) {
            return Mapped.refused(fault.reason(), fault.why(), data);
        }
        if (data.length > NativeRecord.MAX_BYTES) {
            return Mapped.refused(
                    RejectionReason.TOO_LARGE,
                    "The event has " + data.length + " bytes: send at most " + NativeRecord.MAX_BYTES + ".",
                    data);
        }
        if (envelope.isNative()) {
            return nativeEvent.ofData(envelope, data, data, nowMs);
        }
        JsonLeaves.Result result = dataAlone.read(data);
        if (result.reason() != null) {
            return refused(result.reason(), data);
        }
        Map<String, Leaf> leaves = new HashMap<>();
        result.leaves().forEach((name, leaf) -> leaves.put(MeterTokens.DATA + name, leaf));
        return new MeterEvent(envelope, new LeafReader(leaves), headers, rules).map(data, nowMs, inconsistent);
    }

    private static Mapped.Refused refused(RejectionReason reason, byte[] item) {
        String why = reason == RejectionReason.NOT_OBJECT
                ? "This is JSON but no object: send each CloudEvent as one object."
                : "This is not JSON in UTF-8: send a CloudEvent as one JSON object, or an array of them.";
        return Mapped.refused(reason, why, item);
    }
}
