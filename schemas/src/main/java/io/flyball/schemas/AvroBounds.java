package io.flyball.schemas;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Walks bytes by a writer's schema without building anything, so that Avro's own decoder, which believes every length it
 * reads, can be given what has been found sound. Costs one pass over the bytes.
 */
final class AvroBounds {
    private static final int MAX_DEPTH = 100;
    private static final int STEPS_PER_BYTE = 16;
    private static final int FREE_STEPS = 10_000;

    private final AvroCursor in;
    private long stepsLeft;

    private AvroBounds(AvroCursor in) {
        this.in = in;
        // Items of no size (nulls, empty records) could be claimed by the billion in three bytes.
        this.stepsLeft = FREE_STEPS + (long) STEPS_PER_BYTE * in.remaining();
    }

    /** Throws unless the bytes from {@code from} to the end are one value of the schema. */
    static void check(Schema schema, byte[] bytes, int from) throws CorruptAvroException {
        AvroCursor in = new AvroCursor(bytes, from);
        new AvroBounds(in).value(schema, 0);
        in.expectEnd();
    }

    private void value(Schema schema, int depth) throws CorruptAvroException {
        if (depth > MAX_DEPTH || --stepsLeft < 0) {
            throw in.corrupt("a value nested too deep or with too many parts");
        }
        switch (schema.getType()) {
            case RECORD -> {
                for (Schema.Field field : schema.getFields()) {
                    value(field.schema(), depth + 1);
                }
            }
            case UNION -> value(schema.getTypes().get(index(schema.getTypes().size())), depth + 1);
            case ARRAY -> blocks(null, schema.getElementType(), depth);
            case MAP -> blocks(Schema.create(Schema.Type.STRING), schema.getValueType(), depth);
            case ENUM -> index(schema.getEnumSymbols().size());
            default -> scalar(schema);
        }
    }

    private void blocks(@Nullable Schema key, Schema item, int depth) throws CorruptAvroException {
        for (long count = in.readBlockCount(0); count != 0; count = in.readBlockCount(0)) {
            for (long i = 0; i < count; i++) {
                if (key != null) {
                    value(key, depth + 1);
                }
                value(item, depth + 1);
            }
        }
    }

    private int index(int size) throws CorruptAvroException {
        int index = in.readInt();
        if (index < 0 || index >= size) {
            throw in.corrupt("branch " + index + " of " + size);
        }
        return index;
    }

    private void scalar(Schema schema) throws CorruptAvroException {
        switch (schema.getType()) {
            case STRING -> in.readString();
            case BYTES -> in.skip(in.readLength());
            case FIXED -> in.skip(schema.getFixedSize());
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case FLOAT -> in.skip(Float.BYTES);
            case DOUBLE -> in.skip(Double.BYTES);
            case BOOLEAN -> in.readBoolean();
            default -> {
                // null takes no bytes
            }
        }
    }
}
