package io.flyball.schemas;

import io.flyball.core.price.Price;
import io.flyball.schemas.avro.Adjustment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;

/** Adjustments on the wire, each with the application it is meant for. Thread-safe. */
public final class AdjustmentCodec {
    private final RegisteredSchema own;
    private final ChargeCodec charges;
    private final AvroSerde<Adjustment> serde;

    /** An adjustment and whose it is. */
    public record Addressed(String application, io.flyball.core.price.Adjustment adjustment) {}

    public AdjustmentCodec(SchemaRegistry registry, TopicCatalogue catalogue) {
        this.own = new RegisteredSchema(
                registry, catalogue.subject(Topic.ADJUSTMENTS), WireSchema.of(Adjustment.getClassSchema()));
        this.charges = new ChargeCodec(registry, catalogue);
        this.serde = new AvroSerde<>(registry, catalogue, Topic.ADJUSTMENTS, Adjustment.class);
    }

    /** The value of an adjustment record. */
    public byte[] encode(Addressed addressed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        out.writeBytes(WireHeader.of(own.id()));
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        Price price = addressed.adjustment().price();
        try {
            encoder.writeString(addressed.application());
            encoder.writeLong(price.costNanoUsd());
            encoder.writeString(price.state().wireName());
            encoder.writeString(price.version());
            ChargeCodec.writeFields(addressed.adjustment().charge(), encoder);
            UsageEventWire.write(addressed.adjustment().charge().call(), encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /**
     * The adjustment of a record's value.
     *
     * @throws SerializationException where it is none
     * @throws RegistryUnavailableException where the registry does not answer
     */
    public Addressed decode(byte[] value) {
        Adjustment read = serde.deserialize(value);
        Price price = new Price(ChargeCodec.stateOf(read.getState()), read.getCostNanoUsd(), read.getPriceVersion());
        return new Addressed(
                read.getApplication(), new io.flyball.core.price.Adjustment(charges.toCore(read.getCharge()), price));
    }
}
