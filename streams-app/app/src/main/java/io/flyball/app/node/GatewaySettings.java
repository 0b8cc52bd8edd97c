package io.flyball.app.node;

import io.flyball.app.config.ConfigKeys;
import io.flyball.app.config.FlyballConfig;
import io.flyball.gateway.Gate;
import io.flyball.gateway.PacerSettings;
import io.flyball.sidecar.IdentityHeaders;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How gateways are answered.
 *
 * @param gate how decisions are made
 * @param identity which request headers say whom a call concerns
 * @param actuators what is done where no gateway asks; null: nothing
 */
public record GatewaySettings(
        Gate.Settings gate,
        IdentityHeaders identity,
        @Nullable ActuatorSettings actuators) {
    private static final Duration TASK_IDLE = Duration.ofHours(24);

    /** As the library has it. */
    public static final GatewaySettings DEFAULT = new GatewaySettings(Gate.DEFAULT, IdentityHeaders.DEFAULT);

    /** Without actuators. */
    public GatewaySettings(Gate.Settings gate, IdentityHeaders identity) {
        this(gate, identity, null);
    }

    /** These with actuators, or without. */
    public GatewaySettings with(@Nullable ActuatorSettings others) {
        return new GatewaySettings(gate, identity, others);
    }

    /** What the configuration says, without actuators. */
    public static GatewaySettings of(FlyballConfig config) {
        int maxTasks = config.get(ConfigKeys.GATEWAY_MAX_TASKS);
        PacerSettings pacer =
                new PacerSettings(maxTasks, maxTasks, TASK_IDLE, config.get(ConfigKeys.GATEWAY_RECALL_GRACE));
        IdentityHeaders usual = IdentityHeaders.DEFAULT;
        return new GatewaySettings(
                new Gate.Settings(
                        pacer, config.get(ConfigKeys.GATEWAY_STALE_AFTER), config.get(ConfigKeys.GATEWAY_SHADOW)),
                new IdentityHeaders(
                        config.get(ConfigKeys.GATEWAY_USER_HEADERS, usual.user()),
                        config.get(ConfigKeys.GATEWAY_TEAM_HEADERS, usual.team()),
                        usual.org(),
                        config.get(ConfigKeys.GATEWAY_AGENT_HEADERS, usual.agent()),
                        config.get(ConfigKeys.GATEWAY_SESSION_HEADERS, usual.session()),
                        config.get(ConfigKeys.GATEWAY_TASK_HEADERS, usual.task()),
                        usual.model(),
                        usual.key(),
                        usual.costCenter()));
    }
}
