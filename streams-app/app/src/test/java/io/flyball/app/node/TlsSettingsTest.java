package io.flyball.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.flyball.app.Refusal;
import io.flyball.app.config.ConfigSources;
import io.flyball.app.config.FlyballConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsSettingsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    Path folder;

    @Test
    void aClientIsKnownByTheCertificateThatTheAuthoritySigned() throws Exception {
        PemPair server = PemPair.selfSigned(folder, "localhost");
        PemPair client = PemPair.selfSigned(folder, "agents.example.test");
        ServerBuilder doors = Server.builder();
        new TlsSettings(server.certificate(), server.key(), client.certificate()).bind(doors, 0);
        doors.service(
                "/",
                (ctx, request) ->
                        HttpResponse.of(String.valueOf(ctx.sslSession().getPeerPrincipal())));
        Server running = doors.build();
        running.start().join();
        try (ClientFactory factory = ClientFactory.builder()
                .tls(TlsKeyPair.of(client.key().toFile(), client.certificate().toFile()))
                .tlsCustomizer(ssl -> ssl.trustManager(server.certificate().toFile()))
                .build()) {

            AggregatedHttpResponse answer = WebClient.builder("https://localhost:" + running.activeLocalPort())
                    .factory(factory)
                    .build()
                    .get("/")
                    .aggregate()
                    .join();

            assertThat(answer.contentUtf8()).contains("CN=agents.example.test");
        } finally {
            running.stop().join();
        }
    }

    @Test
    void anIdleConnectionIsGivenUpByWhoOpenedItFirst() {
        // when
        Server doors = TlsSettings.server(null, 0)
                .service("/", (ctx, request) -> HttpResponse.of(""))
                .build();
        // then
        assertThat(doors.config().idleTimeoutMillis())
                .isGreaterThan(Duration.ofHours(1).toMillis());
    }

    @Test
    void aCertificateWithoutItsKeyIsRefused() throws IOException {
        FlyballConfig config = FlyballConfig.load(
                new ConfigSources(null, Map.of(), Map.of(), Map.of("flyball.http-tls-certificate-file", "tls.crt")));

        assertThatThrownBy(() -> TlsSettings.of(config))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("flyball.http-tls-key-file");
    }
}
