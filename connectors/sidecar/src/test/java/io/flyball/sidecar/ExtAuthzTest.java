package io.flyball.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.grpc.GrpcClients;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc.AuthorizationBlockingStub;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.flyball.gateway.Call;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtAuthzTest {
    private final SidecarServer server = SidecarServer.enforcing();
    private final AuthorizationBlockingStub envoy =
            GrpcClients.newClient("gproto+" + server.uri("/"), AuthorizationBlockingStub.class);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void allowsACallNobodyAsksAnythingOf() {
        // when
        CheckResponse response = envoy.check(request("/v1/chat/completions", Map.of("x-flyball-user", "ann")));
        // then
        assertThat(response.getStatus().getCode()).isZero();
        assertThat(response.hasOkResponse()).isTrue();
    }

    @Test
    void deniesASlowedCallWith429AndNever403() {
        // given
        server.ask("user:ann", 1, "pace", "'max_requests_per_minute':10");
        CheckRequest request =
                request("/v1/messages", Map.of("x-forwarded-user", "ann", "x-claude-code-session-id", "s1"));
        envoy.check(request);
        // when
        CheckResponse response = envoy.check(request);
        // then
        assertThat(response.getStatus().getCode()).isNotZero();
        assertThat(response.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(429);
        assertThat(response.getDeniedResponse().getBody()).contains("rate_limit_error", "You are fast.");
        Map<String, String> headers = headers(response.getDeniedResponse().getHeadersList());
        assertThat(Integer.parseInt(headers.get("retry-after"))).isBetween(1, 6);
        assertThat(headers).containsEntry("content-type", "application/json").containsKey("ratelimit");
    }

    @Test
    void passesLimitsOnAsMetadataInTheShapeOfEnvoysRateLimits() {
        // given
        server.ask("user:ann", 1, "downshift", "'max_tokens_per_minute':20000,'model_override':'small'");
        // when
        CheckResponse response =
                envoy.check(request("/v1/messages", Map.of("x-flyball-user", "ann", "x-flyball-session", "s1")));
        // then
        var limit =
                response.getDynamicMetadata().getFieldsOrThrow("total_limit").getStructValue();
        assertThat(limit.getFieldsOrThrow("requests_per_unit").getNumberValue()).isEqualTo(20_000);
        assertThat(limit.getFieldsOrThrow("unit").getStringValue()).isEqualTo("MINUTE");
        assertThat(headers(response.getOkResponse().getHeadersList()))
                .containsEntry("x-flyball-model-override", "small")
                .containsEntry("x-flyball-action", "downshift");
    }

    @Test
    void theRouteSaysWhomACallConcernsWhereNoHeaderDoes() {
        // given
        server.ask("team:core", 1, "hold_new_tasks", "");
        CheckRequest.Builder request = request("/v1/responses", Map.of("x-flyball-session", "s1")).toBuilder();
        request.getAttributesBuilder().putContextExtensions("flyball.team", "core");
        // when
        CheckResponse response = envoy.check(request.build());
        // then
        assertThat(response.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(429);
        assertThat(response.getDeniedResponse().getBody()).contains("rate_limit_exceeded");
    }

    @Test
    void aRequestItCannotLookAtIsAllowedAndCounted() {
        // when
        CheckResponse empty = envoy.check(CheckRequest.getDefaultInstance());
        CheckResponse longId = envoy.check(request("/", Map.of("x-flyball-user", "x".repeat(16_385))));
        // then
        assertThat(empty.getStatus().getCode()).isZero();
        assertThat(longId.getStatus().getCode()).isZero();
        assertThat(server.counted("flyball.gateway.failed_open", "no_http_attributes"))
                .isEqualTo(1);
        assertThat(server.counted("flyball.gateway.failed_open", "too_long")).isEqualTo(1);
    }

    @Test
    void aModelThatNoHeaderCanCarryDoesNotBreakTheAnswer() {
        // given
        server.ask("user:ann", 1, "downshift", "'model_override':'a\\nb'");
        // when
        HttpResponse<String> response =
                server.get("/ext_authz/v1/messages", "x-flyball-user", "ann", "x-flyball-session", "s1");
        // then
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void overHttpItTakesAnyPathAndMethod() {
        // given
        server.ask("user:ann", 1, "hold_new_tasks", "");
        // when
        HttpResponse<String> begins =
                server.post("/ext_authz/v1/messages?x=1", "", "x-user-id", "ann", "x-claude-code-session-id", "s1");
        HttpResponse<String> forwarded = server.get(
                "/ext_authz/",
                "x-user-id",
                "ann",
                "x-claude-code-session-id",
                "s1",
                "x-forwarded-uri",
                "/v1/responses");
        HttpResponse<String> bob = server.get("/ext_authz/anything", "x-user-id", "bob");
        // then
        assertThat(begins.statusCode()).isEqualTo(429);
        assertThat(begins.headers().firstValue("retry-after")).hasValue("60");
        assertThat(begins.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(begins.body()).contains("rate_limit_error");
        assertThat(forwarded.body()).contains("rate_limit_exceeded");
        assertThat(bob.statusCode()).isEqualTo(200);
        assertThat(bob.headers().firstValue("x-flyball-level")).hasValue("clear");
    }

    @ParameterizedTest
    @CsvSource({"/ext_authz, 10, 10", "/ext_authz/v1/messages, 60000, 10", "/ext_authz/v1/messages, 10, 60000"})
    void overHttpAnyHeadThatAGatewayTakesIsLookedAt(String path, int queryChars, int tokenChars) {
        // given
        String head = "GET " + path + "?q=" + "q".repeat(queryChars) + " HTTP/1.1\r\nHost: sidecar\r\nX-User-Id: ann"
                + "\r\nAuthorization: Bearer " + "t".repeat(tokenChars) + "\r\n\r\n";
        // when
        String answer = server.raw(head, new byte[0]);
        // then
        assertThat(answer).isEqualTo("HTTP/1.1 200 OK");
    }

    @Test
    void overHttpABodyOfAnySizeIsPassedOver() {
        // given
        byte[] body = new byte[11 << 20];
        String head = "POST /ext_authz/v1/messages HTTP/1.1\r\nHost: sidecar\r\nX-User-Id: ann\r\nContent-Length: "
                + body.length + "\r\n\r\n";
        // when
        String answer = server.raw(head, body);
        // then
        assertThat(answer).isEqualTo("HTTP/1.1 200 OK");
    }

    @Test
    void headersAreNamedInWhateverCase() throws IdentityHeaders.TooLongException {
        // given
        IdentityHeaders named = new IdentityHeaders(
                List.of("X-Employee"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        // when
        Call call = named.call(Map.of("x-employee", "ann")::get, part -> null);
        // then
        assertThat(call.scopes()).containsExactly("user:ann");
    }

    private static Map<String, String> headers(List<HeaderValueOption> options) {
        return options.stream()
                .collect(Collectors.toMap(
                        option -> option.getHeader().getKey(),
                        option -> option.getHeader().getValue(),
                        (first, next) -> next));
    }

    private static CheckRequest request(String path, Map<String, String> headers) {
        return CheckRequest.newBuilder()
                .setAttributes(AttributeContext.newBuilder()
                        .setRequest(AttributeContext.Request.newBuilder()
                                .setHttp(AttributeContext.HttpRequest.newBuilder()
                                        .setMethod("POST")
                                        .setPath(path)
                                        .putAllHeaders(headers))))
                .build();
    }
}
