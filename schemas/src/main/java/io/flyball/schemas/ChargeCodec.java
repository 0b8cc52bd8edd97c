package io.flyball.schemas;

import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.ChargedCall;
import io.flyball.core.price.Price;
import io.flyball.schemas.avro.Charge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Charges on the wire. A charge ends with its usage, so where the usage record came in the current layout its bytes are
 * passed on as they came. Thread-safe.
 */
public final class ChargeCodec {
    private final RegisteredSchema own;
    private final UsageEventCodec usages;
    private final AvroSerde<Charge> serde;

    public ChargeCodec(SchemaRegistry registry, TopicCatalogue catalogue) {
        this.own = new RegisteredSchema(
                registry, catalogue.subject(Topic.CHARGES), WireSchema.of(Charge.getClassSchema()));
        this.usages = new UsageEventCodec(registry, catalogue);
        this.serde = new AvroSerde<>(registry, catalogue, Topic.CHARGES, Charge.class);
    }

    /**
     * The value of a charge record.
     *
     * @param usageValue the whole value of the usage record, header included; one that
     *     {@link UsageEventCodec#decode} could read
     * @throws IllegalArgumentException where {@code usageValue} is no usage record
     */
    public byte[] encode(ChargedCall charge, byte[] usageValue) {
        byte[] usage = usages.hasCurrentLayout(usageValue) ? usageValue : reencoded(usageValue);
        ByteArrayOutputStream out = new ByteArrayOutputStream(usage.length + 128);
        out.writeBytes(WireHeader.of(own.id()));
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            writeFields(charge, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.write(usage, WireHeader.SIZE, usage.length - WireHeader.SIZE);
        return out.toByteArray();
    }

    /** Everything but the usage, which comes last. */
    static void writeFields(ChargedCall charge, BinaryEncoder encoder) throws IOException {
        encoder.writeString(charge.call().payer());
        encoder.writeString(charge.chargeId());
        encoder.writeLong(charge.costNanoUsd());
        encoder.writeString(charge.state().wireName());
        encoder.writeString(charge.priceVersion());
        encoder.writeString(charge.team());
        encoder.writeString(charge.costCenter());
        encoder.writeLong(charge.admittedAtMs());
    }

    /**
     * The charge of a record's value.
     *
     * @throws org.apache.kafka.common.errors.SerializationException where it is none
     * @throws RegistryUnavailableException where the registry does not answer
     */
    public Charge decode(byte[] value) {
        return serde.deserialize(value);
    }

    /**
     * The charge of a record's value in the core's words; what this schema wrote is read straight into them.
     *
     * @throws org.apache.kafka.common.errors.SerializationException where it is none
     * @throws RegistryUnavailableException where the registry does not answer
     */
    public ChargedCall read(byte[] value) {
        if (!WireHeader.present(value) || WireHeader.schemaId(value) != own.id()) {
            return toCore(decode(value));
        }
        try {
            AvroCursor in = new AvroCursor(value, WireHeader.SIZE);
            in.readString();
            String chargeId = in.readString();
            long costNanoUsd = in.readLong();
            Price.State state = stateOf(in.readString());
            String priceVersion = in.readString();
            String team = in.readString();
            String costCenter = in.readString();
            long admittedAtMs = in.readLong();
            return new ChargedCall(
                    UsageEventWire.read(in),
                    chargeId,
                    state,
                    costNanoUsd,
                    priceVersion,
                    team,
                    costCenter,
                    admittedAtMs);
        } catch (CorruptAvroException | UsageEventWire.BadCostException e) {
            throw new SerializationException("Expected a charge, but: " + e.getMessage(), e);
        }
    }

    ChargedCall toCore(Charge charge) {
        return new ChargedCall(
                usages.toCore(charge.getUsage()),
                charge.getChargeId(),
                stateOf(charge.getState()),
                charge.getCostNanoUsd(),
                charge.getPriceVersion(),
                charge.getTeam(),
                charge.getCostCenter(),
                charge.getAdmittedAtMs());
    }

    static Price.State stateOf(String wireName) {
        for (Price.State state : Price.State.values()) {
            if (state.wireName().equals(wireName)) {
                return state;
            }
        }
        throw new SerializationException("Expected a charge's state to be priced, reported or unpriced, but it is \""
                + wireName + "\": upgrade this reader.");
    }

    private byte[] reencoded(byte[] usageValue) {
        Decoded decoded = usages.decode(usageValue);
        if (decoded instanceof Decoded.Usage usage) {
            UsageEvent event = usage.event();
            return usages.encode(event);
        }
        throw new IllegalArgumentException(
                "Expected the usage record of a charge to be readable, but: " + decoded + " Reject it instead.");
    }
}
