package io.flyball.app.node;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.flyball.app.Refusal;
import io.flyball.app.config.ConfigKeys;
import io.flyball.app.config.FlyballConfig;
import io.netty.handler.ssl.ClientAuth;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * TLS of the doors.
 *
 * @param certificate chain in PEM
 * @param key private key in PEM (PKCS #8)
 * @param clientCa certificates in PEM whose clients are known by their common names; null: none is asked for one. Who has
 *     no certificate may still come with a token
 */
public record TlsSettings(
        Path certificate, Path key, @Nullable Path clientCa) {
    /**
     * Longer than Envoy keeps a connection to whom it asks, an hour: who closes first can meet a request on its way, and a
     * check that is lost lets its call through unasked.
     */
    private static final Duration IDLE = Duration.ofMinutes(65);

    /**
     * What the configuration says; null where it says nothing.
     *
     * @throws Refusal where a file is missing, or one of certificate and key is named and the other is not
     */
    public static @Nullable TlsSettings of(FlyballConfig config) {
        Path certificate = config.find(ConfigKeys.HTTP_TLS_CERTIFICATE_FILE);
        Path key = config.find(ConfigKeys.HTTP_TLS_KEY_FILE);
        Path clientCa = config.find(ConfigKeys.HTTP_TLS_CLIENT_CA_FILE);
        if (certificate == null && key == null && clientCa == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new Refusal(ConfigKeys.HTTP_TLS_CERTIFICATE_FILE.name() + " and "
                    + ConfigKeys.HTTP_TLS_KEY_FILE.name() + " belong together: set both, or none of the TLS settings.");
        }
        refuseUnreadable(ConfigKeys.HTTP_TLS_CERTIFICATE_FILE.name(), certificate);
        refuseUnreadable(ConfigKeys.HTTP_TLS_KEY_FILE.name(), key);
        if (clientCa != null) {
            refuseUnreadable(ConfigKeys.HTTP_TLS_CLIENT_CA_FILE.name(), clientCa);
        }
        return new TlsSettings(certificate, key, clientCa);
    }

    private static void refuseUnreadable(String name, Path file) {
        if (!Files.isReadable(file)) {
            throw new Refusal(name + " is \"" + file + "\", which cannot be read: name a PEM file that is there.");
        }
    }

    /** A server on a port, speaking TLS where it is asked to. */
    static ServerBuilder server(@Nullable TlsSettings tls, int port) {
        ServerBuilder server = Server.builder().idleTimeout(IDLE);
        if (tls == null) {
            server.http(new InetSocketAddress(port));
        } else {
            tls.bind(server, port);
        }
        return server;
    }

    void bind(ServerBuilder server, int port) {
        server.https(new InetSocketAddress(port)).tls(certificate.toFile(), key.toFile());
        if (clientCa != null) {
            server.tlsCustomizer(ssl -> ssl.trustManager(clientCa.toFile()).clientAuth(ClientAuth.OPTIONAL));
        }
    }
}
