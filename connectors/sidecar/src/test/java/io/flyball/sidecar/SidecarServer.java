package io.flyball.sidecar;

import static org.awaitility.Awaitility.await;

import com.linecorp.armeria.server.Server;
import io.flyball.gateway.Gate;
import io.flyball.gateway.PacerSettings;
import io.flyball.gateway.ThrottleTable;
import io.flyball.gateway.ThrottleTopicReader;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** All doors on a loopback port, over a topic that is read to its end. */
final class SidecarServer implements AutoCloseable {
    static final Instant NOON = Instant.parse("2099-03-01T12:00:00Z");

    private static final String TOPIC = "flyball.throttle";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final ThrottleTable table;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Broker broker = new Broker();
    private final Gate gate;
    private final ThrottleTopicReader reader;
    private final Server server;

    /** The topic, which can go away. */
    private static final class Broker extends MockConsumer<byte[], byte[]> {
        private volatile boolean away;

        private Broker() {
            super("earliest");
            updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
            updateBeginningOffsets(Map.of(new TopicPartition(TOPIC, 0), 0L));
            updateEndOffsets(Map.of(new TopicPartition(TOPIC, 0), 0L));
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            if (away) {
                throw new TimeoutException("the broker is away");
            }
            return super.endOffsets(partitions);
        }
    }

    SidecarServer(boolean shadow, Duration staleAfter) {
        SignalChanges changes = new SignalChanges();
        table = new ThrottleTable(changes);
        reader = new ThrottleTopicReader(() -> broker, TOPIC, table, Clock.systemUTC());
        Gate.Settings settings = new Gate.Settings(PacerSettings.DEFAULT, staleAfter, shadow);
        gate = new Gate(table, reader, settings, Clock.systemUTC(), System::nanoTime);
        reader.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> !gate.isStale());
        var builder = Server.builder().http(new InetSocketAddress("127.0.0.1", 0));
        new SidecarDoors(gate, changes, IdentityHeaders.DEFAULT, meters).bind(builder);
        server = builder.build();
        server.start().join();
    }

    static SidecarServer enforcing() {
        return new SidecarServer(false, Duration.ofSeconds(30));
    }

    void brokerGoesAway() {
        broker.away = true;
        await().atMost(Duration.ofSeconds(20)).until(gate::isStale);
    }

    /** The topic says this of a scope; single quotes stand for double ones. */
    void ask(String scope, long sequence, String level, String limits) {
        ask(scope, sequence, level, limits, NOON);
    }

    void ask(String scope, long sequence, String level, String limits, Instant validUntil) {
        String appliesTo = level.equals("downshift") || level.equals("hold_new_tasks") ? "new_task" : "next_request";
        String json = "{'scope':'" + scope + "','sequence':" + sequence + ",'level':'" + level
                + "','cause':'velocity','applies_to':'" + appliesTo + "','limits':{" + limits
                + "},'text':'You are fast.','findings':['burn-1'],'confidence':0.97,"
                + "'issued_at':'2026-03-01T11:59:00.000Z','valid_until':'" + validUntil
                + "','policy_version':'default','steps':[]}";
        table.apply(scope, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.activeLocalPort() + path);
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)), headers);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(HttpRequest.newBuilder(uri(path)), headers);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        try {
            if (headers.length > 0) {
                request.headers(headers);
            }
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The first line of what is answered to bytes that no client library would send. */
    String raw(String head, byte[] body) {
        try (Socket socket = new Socket("127.0.0.1", server.activeLocalPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The sum of a counter's series with that tag value. */
    double counted(String meter, String tagValue) {
        return meters.getMeters().stream()
                .filter(one -> one.getId().getName().equals(meter))
                .filter(one -> one.getId().getTags().stream()
                        .anyMatch(tag -> tag.getValue().equals(tagValue)))
                .mapToDouble(SidecarServer::value)
                .sum();
    }

    private static double value(Meter meter) {
        return meter.measure().iterator().next().getValue();
    }

    @Override
    public void close() {
        // its threads take two seconds to end: nobody waits for them
        CompletableFuture<?> unused = server.stop();
        reader.close();
    }
}
