package io.flyball.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Values of one topic on the registry's wire format. Registers its schema with the first record it writes, and reads
 * what any compatible schema wrote. Null stands for a tombstone both ways. Thread-safe.
 *
 * @param <T> the generated class of the topic's schema
 */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {
    private final SchemaRegistry registry;
    private final String subject;
    private final Schema schema;
    private final SpecificDatumWriter<T> writer;
    private final Map<Integer, Schema> writerSchemas = new ConcurrentHashMap<>();
    private final RegisteredSchema own;

    public AvroSerde(SchemaRegistry registry, TopicCatalogue catalogue, Topic topic, Class<T> type) {
        this.registry = registry;
        this.subject = catalogue.subject(topic);
        this.schema = SpecificData.get().getSchema(type);
        this.own = new RegisteredSchema(registry, subject, schema);
        this.writer = new SpecificDatumWriter<>(schema);
        if (!topic.valueSchema().equals(Optional.of(WireSchema.of(schema)))) {
            throw new IllegalArgumentException("Topic " + topic + " does not hold " + type.getSimpleName() + ".");
        }
    }

    /**
     * @throws IncompatibleSchemaException where the registry refuses the schema
     * @throws RegistryUnavailableException where the registry does not answer the first time
     */
    public byte[] serialize(T value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        out.writeBytes(WireHeader.of(own.id()));
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /**
     * @throws SerializationException where the bytes are no value of the topic's schema; the message says why
     * @throws RegistryUnavailableException where the registry does not answer for a schema not seen before
     */
    public T deserialize(byte[] value) {
        if (!WireHeader.present(value)) {
            throw new SerializationException(
                    "Expected a record of " + subject
                            + " to begin with a zero byte and a schema id, but it does not: write it with the registry's serde.");
        }
        Schema written = writtenSchema(WireHeader.schemaId(value));
        try {
            AvroBounds.check(written, value, WireHeader.SIZE);
            BinaryDecoder in =
                    DecoderFactory.get().binaryDecoder(value, WireHeader.SIZE, value.length - WireHeader.SIZE, null);
            return new SpecificDatumReader<T>(written, schema).read(null, in);
        } catch (CorruptAvroException | IOException | AvroRuntimeException e) {
            throw new SerializationException("A record of " + subject + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public Serializer<T> serializer() {
        return new Serializer<>() {
            @Override
            public byte @Nullable [] serialize(String topic, @Nullable T value) {
                return value == null ? null : AvroSerde.this.serialize(value);
            }
        };
    }

    @Override
    public Deserializer<T> deserializer() {
        return new Deserializer<>() {
            @Override
            public @Nullable T deserialize(String topic, byte @Nullable [] value) {
                return value == null ? null : AvroSerde.this.deserialize(value);
            }
        };
    }

    private Schema writtenSchema(int id) {
        return writerSchemas.computeIfAbsent(id, i -> registry.schemaById(i)
                .orElseThrow(() -> new SerializationException("A record of " + subject + " names schema " + i
                        + ", which the registry does not know: use the registry that its writer used.")));
    }
}
