package io.flyball.ingest.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.WireFormat;
import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.record.Mapped;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * OTLP in protobuf. A log record or span that cannot be read is refused alone, most often for a text that is no UTF-8,
 * which the libraries of some languages send on; a request is refused only where what surrounds them cannot be read. Size
 * is for the doors to bound; what it grows to in memory is bounded here.
 */
public final class OtlpProtobuf {
    /** Fields that hold items, by way of others; nothing else is opened to look for an item at fault. */
    private static final Set<String> ENVELOPE =
            Set.of("resource_logs", "scope_logs", "resource_spans", "scope_spans", "resource_metrics", "scope_metrics");

    private static final Set<String> ITEMS = Set.of("log_records", "spans", "metrics");

    /** Two bytes can ask for an object of fifty: what has fewer bytes cannot ask for too many. */
    private static final int SMALL_BYTES = 1 << 20;

    private static final int MAX_FIELDS = 4_000_000;

    /** What nests deeper is refused by the parser. */
    private static final int MAX_DEPTH = 100;

    private final List<Decoded.Faulty> faulty = new ArrayList<>();
    private int items;
    private int fields;

    private OtlpProtobuf() {}

    public static Decoded<ExportLogsServiceRequest> logs(byte[] body) throws UnreadableOtlp {
        return new OtlpProtobuf().read(body, ExportLogsServiceRequest.getDefaultInstance());
    }

    public static Decoded<ExportTraceServiceRequest> traces(byte[] body) throws UnreadableOtlp {
        return new OtlpProtobuf().read(body, ExportTraceServiceRequest.getDefaultInstance());
    }

    /** A metric that cannot be read counts as one item, however many points it has. */
    public static Decoded<ExportMetricsServiceRequest> metrics(byte[] body) throws UnreadableOtlp {
        return new OtlpProtobuf().read(body, ExportMetricsServiceRequest.getDefaultInstance());
    }

    @SuppressWarnings("unchecked") // a parser of a type makes that type
    private <T extends Message> Decoded<T> read(byte[] body, T type) throws UnreadableOtlp {
        try {
            if (body.length > SMALL_BYTES) {
                count(CodedInputStream.newInstance(body), type.getDescriptorForType(), 0);
            }
        } catch (IOException e) {
            throw unreadable(type);
        }
        try {
            return Decoded.whole((T) type.getParserForType().parseFrom(body));
        } catch (InvalidProtocolBufferException itemOrEnvelope) {
            return new Decoded<>((T) salvaged(body, type), faulty);
        }
    }

    private static UnreadableOtlp unreadable(Message type) {
        return new UnreadableOtlp("The body is no "
                + type.getDescriptorForType().getName()
                + " in protobuf: check the exporter's protocol, and that it posts to the path of its signal.");
    }

    private Message salvaged(byte[] body, Message type) throws UnreadableOtlp {
        Message.Builder request = type.newBuilderForType();
        try {
            merge(request, ByteString.copyFrom(body));
            return request.build();
        } catch (InvalidProtocolBufferException envelope) {
            throw unreadable(type);
        }
    }

    private void merge(Message.Builder into, ByteString bytes) throws InvalidProtocolBufferException {
        UnknownFieldSet all = UnknownFieldSet.parseFrom(bytes);
        for (Map.Entry<Integer, UnknownFieldSet.Field> one : all.asMap().entrySet()) {
            FieldDescriptor field = into.getDescriptorForType().findFieldByNumber(one.getKey());
            if (field == null || !(ENVELOPE.contains(field.getName()) || ITEMS.contains(field.getName()))) {
                into.mergeFrom(UnknownFieldSet.newBuilder()
                        .addField(one.getKey(), one.getValue())
                        .build()
                        .toByteString());
                continue;
            }
            for (ByteString element : one.getValue().getLengthDelimitedList()) {
                if (ENVELOPE.contains(field.getName())) {
                    Message.Builder nested = into.newBuilderForField(field);
                    merge(nested, element);
                    into.addRepeatedField(field, nested.build());
                } else {
                    item(into, field, element);
                }
            }
        }
    }

    private void item(Message.Builder into, FieldDescriptor field, ByteString bytes) {
        try {
            into.addRepeatedField(
                    field, into.newBuilderForField(field).mergeFrom(bytes).build());
        } catch (InvalidProtocolBufferException e) {
            faulty.add(new Decoded.Faulty(
                    items,
                    Mapped.refused(
                            RejectionReason.BAD_PROTOBUF,
                            "One of the " + field.getName() + " cannot be read as protobuf: send texts in UTF-8.",
                            bytes.toByteArray())));
        }
        items++;
    }

    /** Goes through all fields without keeping any. */
    private void count(CodedInputStream in, Descriptor type, int depth) throws IOException, UnreadableOtlp {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (++fields > MAX_FIELDS) {
                throw new UnreadableOtlp("The request has more than " + MAX_FIELDS + " fields: send smaller batches.");
            }
            FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            boolean message = depth < MAX_DEPTH
                    && field != null
                    && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                    && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            if (!message) {
                in.skipField(tag);
                continue;
            }
            int outer = in.pushLimit(in.readRawVarint32());
            count(in, field.getMessageType(), depth + 1);
            in.popLimit(outer);
        }
    }
}
