package io.flyball.app.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from, what comes later winning: defaults, file, environment, system properties, flags.
 *
 * @param file YAML, JSON or Java properties; null: none
 * @param environment variables by name
 * @param systemProperties by name; only those under {@code flyball.} are looked at
 * @param flags settings by their full names, from the command line
 */
public record ConfigSources(
        @Nullable Path file,
        Map<String, String> environment,
        Map<String, String> systemProperties,
        Map<String, String> flags) {

    /** Those of this process. */
    public static ConfigSources ofProcess(@Nullable Path file, Map<String, String> flags) {
        Map<String, String> properties = new HashMap<>();
        System.getProperties().stringPropertyNames().forEach(name -> properties.put(name, System.getProperty(name)));
        return new ConfigSources(file, System.getenv(), properties, flags);
    }
}
