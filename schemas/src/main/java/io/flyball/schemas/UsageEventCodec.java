package io.flyball.schemas;

import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.UsageEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.jspecify.annotations.Nullable;

/**
 * Usage events on the wire. What the current schema wrote is read straight into the core's event; what another schema
 * wrote is first brought to the current one by Avro's rules of resolution. Thread-safe.
 */
public final class UsageEventCodec {
    private static final Schema CURRENT = WireSchema.of(io.flyball.schemas.avro.UsageEvent.getClassSchema());
    private static final String CURRENT_LAYOUT = SchemaNormalization.toParsingForm(CURRENT);

    private final SchemaRegistry registry;
    private final RegisteredSchema own;
    private final Map<Integer, Layout> layouts = new ConcurrentHashMap<>();

    public UsageEventCodec(SchemaRegistry registry, TopicCatalogue catalogue) {
        this.registry = registry;
        this.own = new RegisteredSchema(registry, catalogue.subject(Topic.USAGE), CURRENT);
    }

    /**
     * What the value of a usage record holds. Whatever the bytes are, it answers, and allocates no more than a small
     * multiple of their length.
     *
     * @throws RegistryUnavailableException where the registry does not answer for a schema not seen before: that is no
     *     fault of the record
     */
    public Decoded decode(byte @Nullable [] value) {
        if (value == null) {
            return new Decoded.Unreadable(RejectionReason.NULL_VALUE, "The record has no value.");
        }
        if (value.length == 0) {
            return new Decoded.Unreadable(RejectionReason.EMPTY_VALUE, "The record's value is empty.");
        }
        if (!WireHeader.present(value)) {
            return badAvro("it does not begin with a zero byte and a schema id");
        }
        int id = WireHeader.schemaId(value);
        Layout layout = layout(id);
        if (layout == null) {
            return new Decoded.Unreadable(
                    RejectionReason.UNKNOWN_SCHEMA, "The registry knows no Avro schema " + id + ".");
        }
        try {
            return layout.current() ? read(value, WireHeader.SIZE) : read(resolve(layout.schema(), value), 0);
        } catch (CorruptAvroException e) {
            return badAvro(e.getMessage());
        }
    }

    /**
     * The value of a usage record. Registers the schema with the first one.
     *
     * @throws IncompatibleSchemaException where the registry refuses the schema
     * @throws RegistryUnavailableException where the registry does not answer the first time
     */
    public byte[] encode(UsageEvent event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        out.writeBytes(WireHeader.of(own.id()));
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            UsageEventWire.write(event, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /**
     * The core's event of a generated one, for example that of a charge.
     *
     * @throws IllegalArgumentException where its reported cost is no decimal
     */
    public UsageEvent toCore(io.flyball.schemas.avro.UsageEvent generated) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream(512);
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new SpecificDatumWriter<>(io.flyball.schemas.avro.UsageEvent.class).write(generated, encoder);
            encoder.flush();
            Decoded decoded = read(out.toByteArray(), 0);
            if (decoded instanceof Decoded.Usage usage) {
                return usage.event();
            }
            throw new IllegalArgumentException("Expected a usage event, but: " + decoded);
        } catch (IOException | CorruptAvroException e) {
            throw new IllegalStateException("The generated class and the codec write different bytes", e);
        }
    }

    /** Whether the payload behind the header has the layout of the current schema, byte for byte. */
    boolean hasCurrentLayout(byte[] value) {
        if (!WireHeader.present(value)) {
            return false;
        }
        Layout layout = layout(WireHeader.schemaId(value));
        return layout != null && layout.current();
    }

    private static Decoded read(byte[] bytes, int from) throws CorruptAvroException {
        try {
            AvroCursor in = new AvroCursor(bytes, from);
            UsageEvent event = UsageEventWire.read(in);
            in.expectEnd();
            return new Decoded.Usage(event);
        } catch (UsageEventWire.BadCostException e) {
            return new Decoded.Unreadable(
                    RejectionReason.BAD_NUMBER, "The record cannot be counted: " + e.getMessage() + ".");
        }
    }

    /** The payload as the current schema would have written it. */
    private static byte[] resolve(Schema written, byte[] value) throws CorruptAvroException {
        AvroBounds.check(written, value, WireHeader.SIZE);
        try {
            BinaryDecoder in =
                    DecoderFactory.get().binaryDecoder(value, WireHeader.SIZE, value.length - WireHeader.SIZE, null);
            GenericRecord record = new GenericDatumReader<GenericRecord>(written, CURRENT).read(null, in);
            ByteArrayOutputStream out = new ByteArrayOutputStream(value.length + 64);
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(CURRENT).write(record, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException | AvroRuntimeException | ClassCastException e) {
            throw new CorruptAvroException("schema " + written.getFullName() + " is none of a usage event");
        }
    }

    private @Nullable Layout layout(int id) {
        Layout known = layouts.get(id);
        if (known != null) {
            return known;
        }
        Optional<Schema> schema = registry.schemaById(id);
        if (schema.isEmpty()) {
            return null;
        }
        Layout layout = Layout.of(schema.get());
        layouts.put(id, layout);
        return layout;
    }

    private static Decoded badAvro(@Nullable String what) {
        return new Decoded.Unreadable(RejectionReason.BAD_AVRO, "The record is no Avro of its schema: " + what + ".");
    }

    /** How the records of one schema id are laid out; {@code current} when like ours, whatever docs and defaults say. */
    private record Layout(Schema schema, boolean current) {
        static Layout of(Schema schema) {
            return new Layout(schema, SchemaNormalization.toParsingForm(schema).equals(CURRENT_LAYOUT));
        }
    }
}
