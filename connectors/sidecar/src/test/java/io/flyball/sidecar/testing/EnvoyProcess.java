package io.flyball.sidecar.testing;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Envoy on a loopback port, which asks the sidecar about each request and sends the allowed ones to a model. */
public final class EnvoyProcess implements AutoCloseable {
    /** What a test says when it skips for want of one. */
    public static final String HOW_TO_GET_ONE = "There is no Envoy: run eval \"$(.ci/clients/install)\", put one on the"
            + " PATH, or name it in FLYBALL_TEST_ENVOY.";

    private final Process process;
    private final int port;

    private EnvoyProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** The executable: {@code FLYBALL_TEST_ENVOY}, the one among the installed clients, or {@code envoy} on the path. */
    public static Optional<Path> executable() {
        String named = System.getenv("FLYBALL_TEST_ENVOY");
        if (named != null) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        Stream<Path> onPath = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "envoy"));
        return Stream.concat(installed(), onPath).filter(Files::isExecutable).findFirst();
    }

    private static Stream<Path> installed() {
        String clients = System.getenv("TEST_CLIENTS_DIR");
        Path libraries = Path.of(clients == null ? "" : clients, "venv", "lib");
        if (clients == null || !Files.isDirectory(libraries)) {
            return Stream.empty();
        }
        try (Stream<Path> pythons = Files.list(libraries)) {
            return pythons.map(python -> python.resolve("site-packages/envoy/_bin/envoy")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts it.
     *
     * @param extAuthz the part of the filter that says how the sidecar is asked, in YAML flow style
     */
    public static EnvoyProcess start(Path folder, String extAuthz, int sidecarPort, int modelPort) {
        try {
            int port = freePort();
            String yaml = config(port, extAuthz, sidecarPort, modelPort);
            Path config = Files.writeString(folder.resolve("envoy.yaml"), yaml);
            Process process = new ProcessBuilder(
                            executable().orElseThrow().toString(),
                            "-c",
                            config.toString(),
                            "--concurrency",
                            "1",
                            "--disable-hot-restart",
                            "-l",
                            "warning")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("envoy.log").toFile())
                    .start();
            EnvoyProcess envoy = new EnvoyProcess(process, port);
            await().atMost(Duration.ofSeconds(30)).until(() -> opens(port));
            return envoy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean opens(int port) {
        try (java.net.Socket socket = new java.net.Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Where it takes requests. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static String config(int port, String extAuthz, int sidecarPort, int modelPort) {
        return """
                static_resources:
                  listeners:
                  - address: {socket_address: {address: 127.0.0.1, port_value: %d}}
                    filter_chains:
                    - filters:
                      - name: envoy.filters.network.http_connection_manager
                        typed_config:
                          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                          stat_prefix: llm
                          http_filters:
                          - name: envoy.filters.http.ext_authz
                            typed_config:
                              "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz
                              transport_api_version: V3
                              failure_mode_allow: true
                              %s
                          - name: envoy.filters.http.router
                            typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
                          route_config:
                            virtual_hosts:
                            - {name: llm, domains: ["*"], routes: [{match: {prefix: /}, route: {cluster: model}}]}
                  clusters:
                  - name: flyball
                    load_assignment: %s
                    %s
                  - name: model
                    load_assignment: %s
                """.formatted(
                        port,
                        extAuthz,
                        endpoint("flyball", sidecarPort),
                        extAuthz.startsWith("grpc")
                                ? "typed_extension_protocol_options: {envoy.extensions.upstreams.http.v3.HttpProtocolOptions:"
                                        + " {\"@type\": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions,"
                                        + " explicit_http_config: {http2_protocol_options: {}}}}"
                                : "",
                        endpoint("model", modelPort));
    }

    private static String endpoint(String cluster, int port) {
        return "{cluster_name: " + cluster + ", endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address:"
                + " {address: 127.0.0.1, port_value: " + port + "}}}}]}]}";
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
