package io.flyball.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.Server;
import io.flyball.sidecar.testing.EnvoyProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Envoy before a model: what it makes of the sidecar's answers. */
class EnvoyIT {
    private static final String OVER_GRPC = "grpc_service: {envoy_grpc: {cluster_name: flyball}, timeout: 5s}";
    private static final String OVER_HTTP =
            "http_service: {server_uri: {uri: \"http://127.0.0.1\", cluster: flyball, timeout: 5s}, path_prefix:"
                    + " /ext_authz, authorization_request: {allowed_headers: {patterns: [{prefix: x-}]}},"
                    + " authorization_response: {allowed_upstream_headers: {patterns: [{prefix: x-flyball}]}}}";

    private final SidecarServer sidecar = SidecarServer.enforcing();
    private final Server model = Server.builder()
            .http(new InetSocketAddress("127.0.0.1", 0))
            .serviceUnder(
                    "/",
                    (ctx, request) -> HttpResponse.of(
                            "model gets " + request.headers().get("x-flyball-model-override", "its own")))
            .build();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    private Path folder;

    @BeforeEach
    void needsEnvoy() {
        assumeTrue(EnvoyProcess.executable().isPresent(), EnvoyProcess.HOW_TO_GET_ONE);
        model.start().join();
    }

    @AfterEach
    void stop() {
        model.stop().join();
        sidecar.close();
    }

    @Test
    void overGrpcItSlowsWith429AndGoesOnWithoutTheSidecar() {
        slowsWith429AndGoesOnWithoutTheSidecar(OVER_GRPC);
    }

    @Test
    void overHttpItSlowsWith429AndGoesOnWithoutTheSidecar() {
        slowsWith429AndGoesOnWithoutTheSidecar(OVER_HTTP);
    }

    private void slowsWith429AndGoesOnWithoutTheSidecar(String extAuthz) {
        // given
        int sidecarPort = sidecar.uri("/").getPort();
        try (EnvoyProcess envoy = EnvoyProcess.start(folder, extAuthz, sidecarPort, model.activeLocalPort())) {
            sidecar.ask("user:ann", 1, "pace", "'max_requests_per_minute':1,'model_override':'small'");
            // when
            var first = ask(envoy, "ann");
            var second = ask(envoy, "ann");
            var bob = ask(envoy, "bob");
            sidecar.close();
            var afterwards = ask(envoy, "ann");
            // then
            assertThat(first.body()).isEqualTo("model gets small");
            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(second.body()).contains("rate_limit_error");
            assertThat(second.headers().firstValue("retry-after").map(Integer::parseInt))
                    .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(50, 60));
            assertThat(bob.body()).isEqualTo("model gets its own");
            assertThat(afterwards.statusCode()).isEqualTo(200);
        }
    }

    private static java.net.http.HttpResponse<String> ask(EnvoyProcess envoy, String user) {
        HttpRequest request = HttpRequest.newBuilder(envoy.uri("/v1/messages"))
                .headers("x-flyball-user", user, "x-claude-code-session-id", "s-" + user)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        try {
            return HttpClient.newHttpClient().send(request, java.net.http.HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
