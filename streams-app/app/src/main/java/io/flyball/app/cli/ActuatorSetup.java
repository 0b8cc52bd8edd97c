package io.flyball.app.cli;

import io.flyball.actuators.decide.ActuatorRules;
import io.flyball.actuators.decide.Mode;
import io.flyball.actuators.memory.Served;
import io.flyball.actuators.port.LimitActuator;
import io.flyball.actuators.vendor.AnthropicActuator;
import io.flyball.actuators.vendor.LiteLlmActuator;
import io.flyball.actuators.vendor.OpenAiActuator;
import io.flyball.app.Refusal;
import io.flyball.app.config.ActuatorKeys;
import io.flyball.app.config.ConfigKey;
import io.flyball.app.config.ConfigKeys;
import io.flyball.app.config.FlyballConfig;
import io.flyball.app.files.ActuatorsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The actuators of the settings. */
final class ActuatorSetup {
    private ActuatorSetup() {}

    /**
     * Those of the file, none where there is no file. In a gateway's shadow mode none may enforce.
     *
     * @throws Refusal where the file is wrong, or a key is missing
     */
    static List<Served> of(FlyballConfig config) {
        Path path = config.find(ActuatorKeys.FILE);
        if (path == null) {
            return List.of();
        }
        boolean shadow = config.get(ConfigKeys.GATEWAY_SHADOW);
        List<Served> served = new ArrayList<>();
        for (ActuatorsFile.Written written : ActuatorsFile.read(path)) {
            ActuatorRules rules = written.rules();
            boolean held = shadow && rules.mode() == Mode.ENFORCE;
            served.add(new Served(actuator(config, path, written), held ? rules.in(Mode.DRY_RUN) : rules));
        }
        return served;
    }

    private static LimitActuator actuator(FlyballConfig config, Path path, ActuatorsFile.Written written) {
        LongSupplier clock = System::currentTimeMillis;
        String name = written.rules().name();
        return switch (name) {
            case LiteLlmActuator.NAME ->
                new LiteLlmActuator(
                        written.url(),
                        key(config, path, name, ActuatorKeys.LITELLM_KEY),
                        written.dimensions(),
                        written.ids(),
                        written.timeout(),
                        clock);
            case OpenAiActuator.NAME ->
                new OpenAiActuator(
                        written.url(),
                        key(config, path, name, ActuatorKeys.OPENAI_KEY),
                        written.projects(),
                        written.timeout(),
                        clock);
            case AnthropicActuator.NAME ->
                new AnthropicActuator(
                        written.url(),
                        key(config, path, name, ActuatorKeys.ANTHROPIC_KEY),
                        written.period(),
                        written.ids(),
                        written.timeout(),
                        clock);
            default -> throw new IllegalStateException("No actuator is called " + name);
        };
    }

    private static String key(FlyballConfig config, Path path, String name, ConfigKey<String> key) {
        String value = config.find(key);
        if (value == null) {
            throw new Refusal(path + " has the actuator " + name + ", but " + key.name() + " is not set: set it as "
                    + key.environmentName() + ", or remove the actuator.");
        }
        return value;
    }
}
