package io.flyball.bench.ask;

import com.google.protobuf.Value;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.flyball.bench.traffic.UsageTraffic;
import io.grpc.stub.StreamObserver;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Asks as Envoy does over gRPC: all requests share one connection. */
final class GrpcAsker implements Asker {
    private static final Value CLEAR =
            Value.newBuilder().setStringValue("clear").build();

    private final ClientFactory factory = HttpAsker.factory();
    private final AuthorizationGrpc.AuthorizationStub sidecar;

    GrpcAsker(URI sidecar) {
        this.sidecar = GrpcClients.builder("gproto+h2c://" + sidecar.getAuthority())
                .factory(factory)
                .responseTimeout(Duration.ofSeconds(10))
                .build(AuthorizationGrpc.AuthorizationStub.class);
    }

    @Override
    public CompletableFuture<Said> ask(int user) {
        CompletableFuture<Said> said = new CompletableFuture<>();
        sidecar.check(request(user), new Answer(said));
        return said;
    }

    private static CheckRequest request(int user) {
        AttributeContext.HttpRequest http = AttributeContext.HttpRequest.newBuilder()
                .setMethod("POST")
                .setPath("/v1/messages")
                .setHost("llm.example.com")
                .setProtocol("HTTP/1.1")
                .putHeaders("content-type", "application/json")
                .putHeaders("x-flyball-user", Callers.user(user))
                .putHeaders("x-flyball-team", Callers.team(user))
                .putHeaders("x-claude-code-session-id", Callers.session(user))
                .putHeaders("x-flyball-model", UsageTraffic.CALLED_MODEL)
                .build();
        return CheckRequest.newBuilder()
                .setAttributes(AttributeContext.newBuilder()
                        .setRequest(AttributeContext.Request.newBuilder().setHttp(http)))
                .build();
    }

    /** Completes with the one answer there is. */
    private record Answer(CompletableFuture<Said> said) implements StreamObserver<CheckResponse> {
        @Override
        public void onNext(CheckResponse response) {
            Value level = response.getDynamicMetadata().getFieldsOrDefault("level", Value.getDefaultInstance());
            if (level.getStringValue().isEmpty()) {
                said.complete(Said.NOTHING);
            } else {
                said.complete(level.equals(CLEAR) ? Said.CLEAR : Said.CONCERNED);
            }
        }

        @Override
        public void onError(Throwable e) {
            said.complete(Said.NOTHING);
        }

        @Override
        public void onCompleted() {
            said.complete(Said.NOTHING);
        }
    }

    @Override
    public void close() {
        factory.close();
    }
}
