package io.flyball.app.config;

import java.nio.file.Path;
import java.util.List;

/** The settings of actuators. */
public final class ActuatorKeys {
    public static final ConfigKey<Path> FILE = ConfigKey.optional(
            "actuators-file",
            ConfigType.path("a file", "actuators.yaml"),
            "Systems whose limits an instance with the role `gateway` sets for signals (docs/actuators.md). Without one"
                    + " none is set.");

    public static final ConfigKey<String> LITELLM_KEY = ConfigKey.secret(
            "actuators-litellm-key",
            ConfigType.text("a text", "sk-..."),
            "Master key of the LiteLLM proxy, for the actuator `litellm`.");

    public static final ConfigKey<String> OPENAI_KEY = ConfigKey.secret(
            "actuators-openai-key",
            ConfigType.text("a text", "sk-admin-..."),
            "Admin key of the OpenAI organization, for the actuator `openai`.");

    public static final ConfigKey<String> ANTHROPIC_KEY = ConfigKey.secret(
            "actuators-anthropic-key",
            ConfigType.text("a text", "sk-ant-admin01-..."),
            "Admin key of Anthropic, or a write key of a Claude apps gateway, for the actuator `anthropic`.");

    static final List<ConfigKey<?>> ALL = List.of(FILE, LITELLM_KEY, OPENAI_KEY, ANTHROPIC_KEY);

    private ActuatorKeys() {}
}
