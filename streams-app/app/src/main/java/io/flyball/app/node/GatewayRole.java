package io.flyball.app.node;

import com.linecorp.armeria.server.ServerBuilder;
import io.flyball.gateway.Gate;
import io.flyball.gateway.ThrottleTable;
import io.flyball.gateway.ThrottleTopicReader;
import io.flyball.sidecar.SidecarDoors;
import io.flyball.sidecar.SignalChanges;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;

/** Answers gateways from the throttle topic. Starts and serves without Kafka too: calls pass then. */
final class GatewayRole implements AutoCloseable {
    private final Gate gate;
    private final SidecarDoors doors;

    GatewayRole(Map<String, Object> client, String throttleTopic, GatewaySettings settings, MeterRegistry meters) {
        SignalChanges changes = new SignalChanges();
        ThrottleTable table = new ThrottleTable(changes);
        ThrottleTopicReader reader = ThrottleTopicReader.start(client, throttleTopic, table);
        gate = new Gate(table, reader, settings.gate(), Clock.systemUTC(), System::nanoTime);
        doors = new SidecarDoors(gate, changes, settings.identity(), meters);
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
        gate.close();
    }
}
