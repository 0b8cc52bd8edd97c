package io.flyball.ingest.otlp;

import static io.flyball.ingest.otlp.Otlp.NOW_MS;
import static io.flyball.ingest.otlp.Otlp.NO_HEADERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.flyball.core.admit.RejectionReason;
import io.flyball.core.model.UsageEvent;
import io.flyball.ingest.record.Mapped;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtlpProtobufTest {
    private static final Map<String, Object> CLAUDE_CODE = Otlp.attributes("service.name", "claude-code");
    private static final String MARK = "MARK";

    @Test
    void aRecordWhoseTextIsNotUtf8CostsNoNeighbour() throws UnreadableOtlp {
        // given
        byte[] body = notUtf8(Otlp.logs(CLAUDE_CODE, call("req_1"), call("req_" + MARK), call("req_3")));
        // when
        Decoded<ExportLogsServiceRequest> decoded = OtlpProtobuf.logs(body);
        // then
        List<Mapped> mapped = new OtlpMapping(OtlpRules.DEFAULT).logs(decoded, NO_HEADERS, NOW_MS);
        assertThat(Otlp.events(mapped)).extracting(UsageEvent::eventId).containsExactly("req_1", "req_3");
        assertThat(mapped).hasSize(3);
        assertThat(mapped.get(1)).isInstanceOfSatisfying(Mapped.Refused.class, refused -> assertThat(refused.reason())
                .isEqualTo(RejectionReason.BAD_PROTOBUF));
    }

    @Test
    void aResourceThatCannotBeReadIsTheWholeRequests() {
        // given
        byte[] body = notUtf8(Otlp.logs(Otlp.attributes("service.name", MARK), call("req_1")));
        // then
        assertThatThrownBy(() -> OtlpProtobuf.logs(body))
                .isInstanceOf(UnreadableOtlp.class)
                .hasMessageContaining("ExportLogsServiceRequest");
    }

    @Test
    void whatIsReadAsAWholeIsWhatWasSent() throws UnreadableOtlp {
        // given
        ExportLogsServiceRequest request = Otlp.logs(CLAUDE_CODE, call("req_1"));
        // when
        Decoded<ExportLogsServiceRequest> decoded = OtlpProtobuf.logs(request.toByteArray());
        // then
        assertThat(decoded).isEqualTo(Decoded.whole(request));
    }

    @Test
    void aFloodOfEmptyMessagesIsRefusedBeforeItFillsTheMemory() {
        // given: each two bytes are a resource without anything
        byte[] body = new byte[16 << 20];
        for (int i = 0; i < body.length; i += 2) {
            body[i] = 0x0a;
        }
        // then
        assertThatThrownBy(() -> OtlpProtobuf.logs(body)).hasMessageContaining("4000000 fields");
    }

    @Test
    void aLargeRequestOfFewFieldsIsRead() throws UnreadableOtlp {
        // given
        List<LogRecord> records = new ArrayList<>();
        for (int i = 0; i < 8_000; i++) {
            records.add(call("req_" + i));
        }
        ExportLogsServiceRequest request = Otlp.logs(CLAUDE_CODE, records.toArray(LogRecord[]::new));
        assertThat(request.getSerializedSize()).isGreaterThan(1 << 20);
        // when
        Decoded<ExportLogsServiceRequest> decoded = OtlpProtobuf.logs(request.toByteArray());
        // then
        assertThat(decoded.message()).isEqualTo(request);
    }

    /** The mark's first byte becomes one that no text begins with. */
    private static byte[] notUtf8(ExportLogsServiceRequest request) {
        byte[] body = request.toByteArray();
        byte[] mark = MARK.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i + mark.length <= body.length; i++) {
            if (Arrays.equals(body, i, i + mark.length, mark, 0, mark.length)) {
                body[i] = (byte) 0xff;
                return body;
            }
        }
        throw new AssertionError("no mark in " + ByteString.copyFrom(body));
    }

    private static LogRecord call(String requestId) {
        return Otlp.record(Otlp.attributes(
                "event.name",
                "api_request",
                "session.id",
                "s",
                "user.email",
                "ann@example.test",
                "model",
                "claude-sonnet-4-5",
                "request_id",
                requestId,
                "input_tokens",
                10L,
                "output_tokens",
                5L));
    }
}
