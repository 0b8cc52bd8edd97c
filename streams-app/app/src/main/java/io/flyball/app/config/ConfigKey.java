package io.flyball.app.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One setting.
 *
 * @param name with {@code flyball.} in front
 * @param type how its text is read
 * @param defaultText the text that holds where nobody gives one; null: it has no value then
 * @param secret whether its value is never shown
 * @param meaning what it does, a sentence or two
 * @param <T> type of its value
 */
public record ConfigKey<T>(
        String name, ConfigType<T> type, @Nullable String defaultText, boolean secret, String meaning) {
    static final String PREFIX = "flyball.";

    /** The environment variable that sets it: {@code FLYBALL_HTTP_PORT} for {@code flyball.http-port}. */
    public String environmentName() {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    static <T> ConfigKey<T> optional(String name, ConfigType<T> type, String meaning) {
        return new ConfigKey<>(PREFIX + name, type, null, false, meaning);
    }

    static <T> ConfigKey<T> withDefault(String name, ConfigType<T> type, String defaultText, String meaning) {
        return new ConfigKey<>(PREFIX + name, type, defaultText, false, meaning);
    }

    static <T> ConfigKey<T> secret(String name, ConfigType<T> type, String meaning) {
        return new ConfigKey<>(PREFIX + name, type, null, true, meaning);
    }
}
