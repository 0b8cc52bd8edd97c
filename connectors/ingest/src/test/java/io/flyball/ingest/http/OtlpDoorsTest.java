package io.flyball.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.flyball.ingest.intake.Client;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OtlpDoorsTest {
    private static final String[] PROTOBUF = {"Content-Type", "application/x-protobuf"};
    private static final String[] JSON = {"Content-Type", "application/json"};

    @Test
    void anEmptyRequestIsASuccess() {
        try (DoorsServer doors = DoorsServer.open()) {
            HttpResponse<byte[]> protobuf = doors.post("/v1/logs", new byte[0], PROTOBUF);

            assertThat(protobuf.statusCode()).isEqualTo(200);
            assertThat(protobuf.body()).isEmpty();
            HttpResponse<byte[]> json = doors.post("/v1/traces", "{}", JSON);
            assertThat(json.statusCode()).isEqualTo(200);
            assertThat(DoorsServer.text(json)).isEqualTo("{}");
        }
    }

    @Test
    void aRefusedRecordIsAPartialSuccessAndItsNeighboursCount() throws InvalidProtocolBufferException {
        try (DoorsServer doors = DoorsServer.open()) {
            byte[] body = logs(call("req_1", "10"), call("req_2", "ten"), call("req_3", "30"))
                    .toByteArray();

            HttpResponse<byte[]> answer = doors.post("/v1/logs", body, PROTOBUF);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-protobuf");
            ExportLogsServiceResponse response = ExportLogsServiceResponse.parseFrom(answer.body());
            assertThat(response.getPartialSuccess().getRejectedLogRecords()).isEqualTo(1);
            assertThat(response.getPartialSuccess().getErrorMessage()).contains("item 1", "bad_number");
            assertThat(doors.storedIds()).hasSize(2);
            assertThat(doors.refusedReasons()).containsExactly("bad_number");
        }
    }

    @Test
    void whatIsNoOtlpIsA400WithAStatusInTheSameEncoding() throws InvalidProtocolBufferException {
        try (DoorsServer doors = DoorsServer.open()) {
            HttpResponse<byte[]> protobuf = doors.post("/v1/logs", "not protobuf", PROTOBUF);

            assertThat(protobuf.statusCode()).isEqualTo(400);
            assertThat(Status.parseFrom(protobuf.body()).getMessage()).contains("ExportLogsServiceRequest");
            HttpResponse<byte[]> json = doors.post("/v1/logs", "[", JSON);
            assertThat(json.statusCode()).isEqualTo(400);
            assertThat(DoorsServer.text(json)).startsWith("{\"code\":3,\"message\":\"");
            assertThat(doors.refusedReasons()).containsExactly("bad_protobuf", "not_json");
        }
    }

    @Test
    void aCallThatNamesNobodyIsPaidByTheTokensUser() {
        Client agents = new Client("agents", Set.of(), "svc-build", 0);
        ClientTokens tokens =
                ClientTokens.of(List.of(new ClientTokens.Token(ClientTokens.sha256Of("t"), agents)), Map.of());
        try (DoorsServer doors = new DoorsServer(() -> tokens, 1 << 20, true)) {
            LogRecord nobodys =
                    call("req_1", "10").toBuilder().removeAttributes(2).build();

            HttpResponse<byte[]> answer = doors.post(
                    "/v1/logs",
                    logs(nobodys).toByteArray(),
                    "Content-Type",
                    "application/x-protobuf",
                    "Authorization",
                    "Bearer t");

            assertThat(answer.body()).isEmpty();
            assertThat(doors.kafka.history())
                    .singleElement()
                    .satisfies(sent -> assertThat(sent.key()).asString().isEqualTo("svc-build"));
        }
    }

    @Test
    void grpcIsAnsweredOnTheSamePort() {
        try (DoorsServer doors = DoorsServer.open()) {
            ExportLogsServiceResponse response = stub(doors).export(logs(call("req_1", "10"), call("req_2", "ten")));

            assertThat(response.getPartialSuccess().getRejectedLogRecords()).isEqualTo(1);
            assertThat(doors.storedIds()).hasSize(1);
        }
    }

    @Test
    void grpcIsToldWhenToComeAgain() {
        try (DoorsServer doors = new DoorsServer(() -> ClientTokens.OPEN, 1 << 20, false)) {
            LogsServiceGrpc.LogsServiceBlockingStub stub = stub(doors);
            ExportLogsServiceRequest request = logs(call("req_1", "10"));

            assertThatThrownBy(() -> stub.export(request)).isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
                assertThat(e.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.UNAVAILABLE);
                assertThat(retryAfterSeconds(e)).isEqualTo(5);
            });
            doors.kafka.completeNext();
        }
    }

    @Test
    void grpcAsksForTheTokenToo() {
        Client agents = new Client("agents", Set.of(), "", 0);
        ClientTokens tokens =
                ClientTokens.of(List.of(new ClientTokens.Token(ClientTokens.sha256Of("t"), agents)), Map.of());
        try (DoorsServer doors = new DoorsServer(() -> tokens, 1 << 20, true)) {
            LogsServiceGrpc.LogsServiceBlockingStub stranger = stub(doors);

            assertThatThrownBy(() -> stranger.export(logs()))
                    .hasMessageContaining("UNAUTHENTICATED")
                    .hasMessageContaining("Bearer");
        }
    }

    private static long retryAfterSeconds(StatusRuntimeException e) {
        try {
            return StatusProto.fromThrowable(e)
                    .getDetails(0)
                    .unpack(RetryInfo.class)
                    .getRetryDelay()
                    .getSeconds();
        } catch (InvalidProtocolBufferException noRetryInfo) {
            throw new AssertionError("the first detail says when to come again", noRetryInfo);
        }
    }

    private static LogsServiceGrpc.LogsServiceBlockingStub stub(DoorsServer doors) {
        return GrpcClients.newClient("gproto+" + doors.uri("/"), LogsServiceGrpc.LogsServiceBlockingStub.class);
    }

    private static ExportLogsServiceRequest logs(LogRecord... records) {
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(text("service.name", "claude-code")))
                        .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(List.of(records))))
                .build();
    }

    private static LogRecord call(String requestId, String inputTokens) {
        return LogRecord.newBuilder()
                .setTimeUnixNano(1_787_220_000_123_000_000L)
                .setBody(AnyValue.newBuilder().setStringValue("claude_code.api_request"))
                .addAttributes(text("event.name", "api_request"))
                .addAttributes(text("session.id", "s"))
                .addAttributes(text("user.email", "ann@example.test"))
                .addAttributes(text("model", "claude-sonnet-4-5"))
                .addAttributes(text("request_id", requestId))
                .addAttributes(text("input_tokens", inputTokens))
                .addAttributes(text("output_tokens", "5"))
                .build();
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
