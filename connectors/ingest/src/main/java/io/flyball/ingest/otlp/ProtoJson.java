package io.flyball.ingest.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.record.Mapped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one OTLP/JSON text into a protobuf message, token by token. Items of the wrong shape are cut out, so that they
 * cost nothing but themselves.
 */
final class ProtoJson {
    private static final class TooMany extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Of messages in messages. Attribute values nest; nobody's do that deep. */
    private static final int MAX_DEPTH = 64;

    /** A few bytes each ask for an object each: a request must not take many times its size in memory. */
    private static final int MAX_MESSAGES = 4_000_000;

    private static final int MAX_ITEMS = 200_000;

    private static final Map<Descriptor, Map<String, FieldDescriptor>> FIELDS = new ConcurrentHashMap<>();

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1000)
                    .maxStringLength(Integer.MAX_VALUE) // the doors bound the request
                    .maxNumberLength(Integer.MAX_VALUE) // a number that is too long is a fault of its item
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final byte[] json;
    private final Set<FieldDescriptor> leaves;
    private final Set<FieldDescriptor> branches;
    private final List<Decoded.Faulty> faulty = new ArrayList<>();
    private int items;
    private int messages;

    /**
     * @param leaves repeated fields whose elements are items
     * @param branches repeated fields whose elements hold items and are cut out like one where they are at fault
     *     themselves
     */
    ProtoJson(byte[] json, Set<FieldDescriptor> leaves, Set<FieldDescriptor> branches) {
        this.json = json;
        this.leaves = leaves;
        this.branches = branches;
    }

    /** Fills the builder; what could not be read is returned. */
    List<Decoded.Faulty> mergeInto(Message.Builder builder) throws UnreadableOtlp {
        try {
            return merged(builder);
        } catch (MalformedField e) {
            throw new UnreadableOtlp("The request's envelope cannot be read: " + e.getMessage());
        } catch (TooMany e) {
            throw new UnreadableOtlp("The request holds more than " + MAX_ITEMS
                    + " items or a flood of empty ones: send smaller batches.");
        } catch (IOException notJson) {
            // its message may quote what was sent
            throw new UnreadableOtlp("The body is no JSON in UTF-8: send what an OTLP exporter writes.");
        }
    }

    private List<Decoded.Faulty> merged(Message.Builder builder) throws UnreadableOtlp, IOException, MalformedField {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableOtlp("The body is no JSON object: send an OTLP export request.");
            }
            message(parser, 0, builder, 0);
            if (parser.nextToken() != null) {
                throw new UnreadableOtlp("The body goes on after its JSON object: send one request a body.");
            }
            return faulty;
        }
    }

    /** @param base where the parser's text begins in the whole text */
    private void message(JsonParser parser, int base, Message.Builder into, int depth)
            throws IOException, MalformedField {
        if (depth > MAX_DEPTH) {
            throw new MalformedField(
                    RejectionReason.BAD_TYPE, "values nest deeper than " + MAX_DEPTH + " levels: flatten them.");
        }
        if (++messages > MAX_MESSAGES) {
            throw new TooMany();
        }
        Map<String, FieldDescriptor> fields =
                FIELDS.computeIfAbsent(into.getDescriptorForType(), ProtoJson::fieldsByName);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            FieldDescriptor field = fields.get(parser.currentName());
            JsonToken token = parser.nextToken();
            if (field == null || token == JsonToken.VALUE_NULL) {
                parser.skipChildren();
            } else if (field.isRepeated()) {
                elements(parser, base, field, into, depth);
            } else {
                Object value = value(parser, base, field, into, depth);
                if (value != null) {
                    into.setField(field, value);
                }
            }
        }
    }

    private void elements(JsonParser parser, int base, FieldDescriptor field, Message.Builder into, int depth)
            throws IOException, MalformedField {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw MalformedField.type(field, "an array");
        }
        boolean cuttable = leaves.contains(field) || branches.contains(field);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Object value =
                    cuttable ? element(parser, base, field, into, depth) : value(parser, base, field, into, depth);
            if (value != null) {
                into.addRepeatedField(field, value);
            }
        }
    }

    /** One element read by a parser of its own: past the end of a faulty one this parser goes on. */
    private @Nullable Object element(
            JsonParser parser, int base, FieldDescriptor field, Message.Builder into, int depth) throws IOException {
        int from = base + (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        int to = base + (int) parser.currentLocation().getByteOffset();
        if (from < base || to > json.length) {
            throw new IOException("no byte offsets: not UTF-8");
        }
        if (items >= MAX_ITEMS) {
            throw new TooMany();
        }
        int itemsBefore = items;
        int faultyBefore = faulty.size();
        try (JsonParser own = FACTORY.createParser(json, from, to - from)) {
            own.nextToken();
            Object value = value(own, from, field, into, depth);
            items += leaves.contains(field) ? 1 : 0;
            return value;
        } catch (MalformedField e) {
            faulty.subList(faultyBefore, faulty.size()).clear();
            String why = "A " + nameOf(field) + " cannot be read: " + e.getMessage();
            faulty.add(new Decoded.Faulty(
                    itemsBefore, Mapped.refused(e.reason(), why, Arrays.copyOfRange(json, from, to))));
            items = itemsBefore + 1;
            return null;
        }
    }

    private @Nullable Object value(JsonParser parser, int base, FieldDescriptor field, Message.Builder into, int depth)
            throws IOException, MalformedField {
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            return ProtoScalar.read(parser, field);
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw MalformedField.type(field, "an object");
        }
        Message.Builder nested = into.newBuilderForField(field);
        message(parser, base, nested, depth + 1);
        return nested.build();
    }

    private static String nameOf(FieldDescriptor items) {
        return switch (items.getName()) {
            case "log_records" -> "log record";
            case "spans" -> "span";
            case "data_points" -> "data point";
            default -> "metric";
        };
    }

    private static Map<String, FieldDescriptor> fieldsByName(Descriptor type) {
        return type.getFields().stream().collect(Collectors.toUnmodifiableMap(FieldDescriptor::getJsonName, f -> f));
    }
}
