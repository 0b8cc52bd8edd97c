package io.flyball.sidecar;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.DeniedHttpResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.envoyproxy.envoy.type.v3.StatusCode;
import io.flyball.gateway.Decision;
import io.flyball.gateway.ThrottleLimits;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Envoy's ext_authz v3 over gRPC. What is slowed is denied with 429; everything else is allowed, with what else there is
 * to keep to as dynamic metadata, which Envoy puts under {@code envoy.filters.http.ext_authz}.
 */
final class ExtAuthzGrpc extends AuthorizationGrpc.AuthorizationImplBase {
    private static final String DOOR = "ext_authz_grpc";

    private final ExtAuthz extAuthz;

    ExtAuthzGrpc(ExtAuthz extAuthz) {
        this.extAuthz = extAuthz;
    }

    @Override
    public void check(CheckRequest request, StreamObserver<CheckResponse> answer) {
        answer.onNext(answer(request));
        answer.onCompleted();
    }

    private CheckResponse answer(CheckRequest request) {
        if (!request.getAttributes().getRequest().hasHttp()) {
            extAuthz.brokenRequest(DOOR);
            return allowed(null);
        }
        AttributeContext.HttpRequest http = request.getAttributes().getRequest().getHttp();
        Map<String, String> given = request.getAttributes().getContextExtensionsMap();
        Decision decision = extAuthz.decide(DOOR, http.getHeadersMap()::get, part -> given.get("flyball." + part));
        return decision == null || decision.isAdmitted() && decision.delayMs() == 0
                ? allowed(decision)
                : denied(decision, Refusal.Form.ofPath(http.getPath()));
    }

    private CheckResponse allowed(@Nullable Decision decision) {
        CheckResponse.Builder response = CheckResponse.newBuilder()
                .setStatus(Status.newBuilder().setCode(Code.OK_VALUE))
                .setOkResponse(OkHttpResponse.newBuilder()
                        .addAllHeaders(options(extAuthz.upstreamHeaders(decision)))
                        .addAllResponseHeadersToAdd(options(extAuthz.clientHeaders(decision))));
        if (decision != null) {
            response.setDynamicMetadata(metadata(decision));
        }
        return response.build();
    }

    private CheckResponse denied(Decision decision, Refusal.Form form) {
        Refusal refusal = new Refusal(decision);
        Map<String, String> headers = extAuthz.clientHeaders(decision);
        return CheckResponse.newBuilder()
                .setStatus(Status.newBuilder().setCode(Code.RESOURCE_EXHAUSTED_VALUE))
                .setDeniedResponse(DeniedHttpResponse.newBuilder()
                        .setStatus(HttpStatus.newBuilder().setCode(StatusCode.TooManyRequests))
                        .addAllHeaders(options(headers))
                        .addAllHeaders(options(refusal.headers()))
                        .addHeaders(option("content-type", refusal.contentType(form)))
                        .setBody(refusal.body(form).toString()))
                .setDynamicMetadata(metadata(decision))
                .build();
    }

    private static List<HeaderValueOption> options(Map<String, String> headers) {
        return headers.entrySet().stream()
                .map(header -> option(header.getKey(), header.getValue()))
                .collect(Collectors.toList());
    }

    private static HeaderValueOption option(String name, String value) {
        return HeaderValueOption.newBuilder()
                .setHeader(HeaderValue.newBuilder().setKey(name).setValue(value))
                .setAppendAction(HeaderValueOption.HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
                .build();
    }

    /** Limits as rate-limit overrides, in the shape of Envoy's {@code RateLimitUnit}, and the level for logs. */
    private static Struct metadata(Decision decision) {
        Struct.Builder metadata = Struct.newBuilder()
                .putFields("level", text(decision.level().wireName()))
                .putFields("action", text(decision.action().wireName()));
        ThrottleLimits limits = decision.limits();
        perMinute(metadata, "total_limit", limits.maxTokensPerMinute());
        perMinute(metadata, "request_limit", limits.maxRequestsPerMinute());
        if (!decision.modelOverride().isEmpty()) {
            metadata.putFields("model_override", text(decision.modelOverride()));
        }
        return metadata.build();
    }

    private static void perMinute(Struct.Builder metadata, String name, long limit) {
        if (limit != ThrottleLimits.UNLIMITED) {
            Struct.Builder value = Struct.newBuilder()
                    .putFields(
                            "requests_per_unit",
                            Value.newBuilder().setNumberValue(limit).build())
                    .putFields("unit", text("MINUTE"));
            metadata.putFields(name, Value.newBuilder().setStructValue(value).build());
        }
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }
}
