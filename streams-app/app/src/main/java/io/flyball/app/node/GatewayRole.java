package io.flyball.app.node;

import com.linecorp.armeria.server.ServerBuilder;
import io.flyball.actuators.memory.ActuationKafka;
import io.flyball.actuators.memory.ActuationLoop;
import io.flyball.actuators.memory.ActuationMeters;
import io.flyball.actuators.memory.ActuationTopics;
import io.flyball.gateway.Gate;
import io.flyball.gateway.ThrottleTable;
import io.flyball.gateway.ThrottleTopicReader;
import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.Topic;
import io.flyball.schemas.avro.Actuation;
import io.flyball.sidecar.SidecarDoors;
import io.flyball.sidecar.SignalChanges;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers gateways from the throttle topic. Starts and serves without Kafka too: calls pass then. */
final class GatewayRole implements AutoCloseable {
    private final Gate gate;
    private final SidecarDoors doors;
    private final @Nullable ActuationLoop actuators;

    GatewayRole(Map<String, Object> client, String throttleTopic, GatewaySettings settings, MeterRegistry meters) {
        SignalChanges changes = new SignalChanges();
        ThrottleTable table = new ThrottleTable(changes);
        ThrottleTopicReader reader = ThrottleTopicReader.start(client, throttleTopic, table);
        gate = new Gate(table, reader, settings.gate(), Clock.systemUTC(), System::nanoTime);
        doors = new SidecarDoors(gate, changes, settings.identity(), meters);
        ActuatorSettings acting = settings.actuators();
        actuators = acting == null ? null : actuators(client, throttleTopic, acting, meters);
        if (actuators != null) {
            actuators.start();
        }
    }

    private ActuationLoop actuators(
            Map<String, Object> client, String throttleTopic, ActuatorSettings settings, MeterRegistry meters) {
        ActuationTopics topics = new ActuationTopics(
                throttleTopic,
                settings.topics().name(Topic.ACTUATIONS),
                new AvroSerde<>(settings.registry(), settings.topics(), Topic.ACTUATIONS, Actuation.class));
        return new ActuationLoop(
                new ActuationKafka(client, settings.groupId()),
                topics,
                settings.served(),
                () -> gate.isStale() ? null : gate.table().inForce(System.currentTimeMillis()),
                new ActuationMeters(meters),
                System::currentTimeMillis);
    }

    void bind(ServerBuilder server) {
        doors.bind(server);
    }

    /** How old what it knows is, for {@code /readyz}: null where the topic was never read. */
    Map<String, String> factsAsJson() {
        long ageMs = gate.stalenessMs();
        String age = ageMs == ThrottleTopicReader.NEVER ? "null" : Long.toString(ageMs);
        return Map.of(
                "throttle_table",
                "{\"age_ms\":" + age + ",\"stale\":" + gate.isStale() + ",\"signals\":"
                        + gate.table().size() + ",\"shadow\":" + gate.isShadow() + "}");
    }

    @Override
    public void close() {
        if (actuators != null) {
            actuators.close();
        }
        gate.close();
    }
}
