package io.flyball.ingest.http;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.Status;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.flyball.core.admit.RejectionReason;
import io.flyball.ingest.intake.Receipt;
import io.flyball.ingest.otlp.OtlpJson;
import io.flyball.ingest.otlp.OtlpMapping;
import io.flyball.ingest.otlp.UnreadableOtlp;
import io.flyball.ingest.record.Attributes;
import io.flyball.ingest.record.Mapped;
import java.util.List;

/** OTLP over HTTP: protobuf or JSON, answered in the same; partial success, and {@code google.rpc.Status} for errors. */
final class OtlpProtocol implements DoorProtocol {
    private static final MediaType PROTOBUF = MediaType.create("application", "x-protobuf");

    private final OtlpExport export;
    private final OtlpMapping mapping;

    OtlpProtocol(OtlpExport export, OtlpMapping mapping) {
        this.export = export;
        this.mapping = mapping;
    }

    @Override
    public String name() {
        return "otlp-http/" + export.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public boolean reads(MediaType type) {
        return json(type) || type.is(PROTOBUF) || type.is(MediaType.PROTOBUF);
    }

    @Override
    public String typesRead() {
        return "application/x-protobuf or application/json";
    }

    @Override
    public RejectionReason unreadable(MediaType type) {
        return json(type) ? RejectionReason.NOT_JSON : RejectionReason.BAD_PROTOBUF;
    }

    @Override
    public List<Mapped> map(byte[] body, MediaType type, Attributes headers, long nowMs) throws UnreadableBody {
        try {
            return json(type)
                    ? export.mapJson(mapping, body, headers, nowMs)
                    : export.mapProtobuf(mapping, body, headers, nowMs);
        } catch (UnreadableOtlp e) {
            throw new UnreadableBody(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Answer stored(Receipt.Stored stored, MediaType type) {
        Message response = export.response(stored);
        return json(type)
                ? new Answer(HttpStatus.OK, MediaType.JSON, HttpData.wrap(export.responseJson(stored)))
                : new Answer(HttpStatus.OK, PROTOBUF, HttpData.wrap(response.toByteArray()));
    }

    @Override
    public Answer refused(HttpStatus status, String sentence, MediaType type) {
        Status body = Status.newBuilder()
                .setCode(code(status).getNumber())
                .setMessage(sentence)
                .build();
        return json(type) || !reads(type)
                ? new Answer(status, MediaType.JSON, HttpData.wrap(OtlpJson.status(body)))
                : new Answer(status, PROTOBUF, HttpData.wrap(body.toByteArray()));
    }

    private static boolean json(MediaType type) {
        return type.is(MediaType.JSON);
    }

    private static Code code(HttpStatus status) {
        return switch (status.code()) {
            case 401 -> Code.UNAUTHENTICATED;
            case 413 -> Code.RESOURCE_EXHAUSTED;
            case 429, 503 -> Code.UNAVAILABLE;
            default -> Code.INVALID_ARGUMENT;
        };
    }
}
