package io.flyball.app.node;

import io.flyball.app.config.Role;
import io.flyball.core.govern.Policy;
import io.flyball.runtime.Clocking;
import io.flyball.runtime.StreamsConfigs;
import io.flyball.schemas.TopicCatalogue;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one process is to be.
 *
 * @param client bootstrap servers and security of every Kafka client
 * @param streams settings of Kafka Streams
 * @param streamsOverrides more of them, in the last word
 * @param horizonMs how long admitted ids are kept
 * @param ingest how usage comes in, where the role is among the roles
 * @param gateway how gateways are answered, where the role is among the roles
 * @param httpPort port of all doors; 0: any free one
 * @param tls of all doors; null: they speak plainly
 */
public record NodeSettings(
        Map<String, Object> client,
        TopicCatalogue topics,
        StreamsConfigs streams,
        Map<String, Object> streamsOverrides,
        long horizonMs,
        Clocking clocking,
        IngestSettings ingest,
        GatewaySettings gateway,
        int httpPort,
        @Nullable TlsSettings tls,
        Set<Role> roles) {
    /** As an installation has it that sets nothing: doors open to all, without TLS, on any free port. */
    public static NodeSettings usual(
            Map<String, Object> client, TopicCatalogue topics, StreamsConfigs streams, Set<Role> roles) {
        return new NodeSettings(
                client,
                topics,
                streams,
                Map.of(),
                Policy.DEFAULT_HORIZON_MS,
                Clocking.LATER_OF_STREAM_AND_WALL,
                IngestSettings.open(),
                GatewaySettings.DEFAULT,
                0,
                null,
                roles);
    }

    /** The same with another way in. */
    public NodeSettings withIngest(IngestSettings other) {
        return new NodeSettings(
                client, topics, streams, streamsOverrides, horizonMs, clocking, other, gateway, httpPort, tls, roles);
    }

    /** The same on that port. */
    public NodeSettings withHttpPort(int port) {
        return new NodeSettings(
                client, topics, streams, streamsOverrides, horizonMs, clocking, ingest, gateway, port, tls, roles);
    }
}
