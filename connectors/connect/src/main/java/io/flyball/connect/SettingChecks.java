package io.flyball.connect;

import io.flyball.schemas.TopicCatalogue;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** What settings must be like; each says what it is and what to write instead, and none shows a key. */
final class SettingChecks {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    static final ConfigDef.Validator ADMIN_KEY = ConfigDef.LambdaValidator.with(
            (name, value) -> checkKey(name, (Password) value), () -> "a key without blanks");
    static final ConfigDef.Validator URL = ConfigDef.LambdaValidator.with(
            (name, value) -> checkUrl(name, (String) value), () -> "http://HOST:PORT or https://HOST");
    static final ConfigDef.Validator SECURE_URL =
            ConfigDef.LambdaValidator.with((name, value) -> checkSecureUrl(name, (String) value), () -> "https://HOST");
    static final ConfigDef.Validator TOPIC_PREFIX = ConfigDef.LambdaValidator.with(
            (name, value) -> checkTopicPrefix(name, (String) value),
            () -> "letters, digits, dots, dashes, underscores");

    private SettingChecks() {}

    /** One of these or several, none twice. */
    static ConfigDef.Validator someOf(List<String> known) {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    List<?> given = (List<?>) value;
                    if (given.isEmpty()
                            || !known.containsAll(given)
                            || Set.copyOf(given).size() < given.size()) {
                        throw new ConfigException(
                                name + " is " + given + ": write one or several of " + known + ", none twice.");
                    }
                },
                () -> "one or several of " + known);
    }

    private static void checkKey(String name, Password key) {
        String text = key.value().strip();
        if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new ConfigException(
                    name + " is empty or has blanks in it: write the key alone, or where a config provider finds it.");
        }
    }

    private static URI checkUrl(String name, String url) {
        try {
            URI uri = URI.create(url);
            String scheme = uri.getScheme();
            if (uri.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
                return uri;
            }
        } catch (IllegalArgumentException noUrl) {
            // told below, as for one without a host
        }
        throw new ConfigException(name + " is \"" + url + "\": write for example https://api.example.com.");
    }

    private static void checkSecureUrl(String name, String url) {
        URI uri = checkUrl(name, url);
        boolean bare = uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && (uri.getRawPath() == null || uri.getRawPath().matches("/?"));
        if (!bare) {
            throw new ConfigException(
                    name + " is \"" + url + "\": write it without a path, the reports have their own.");
        }
        if ("http".equals(uri.getScheme()) && !THIS_MACHINE.contains(uri.getHost())) {
            throw new ConfigException(name + " is \"" + url
                    + "\", which would send the key in the clear: write https://" + uri.getHost() + ".");
        }
    }

    private static void checkTopicPrefix(String name, String prefix) {
        try {
            TopicCatalogue unused = new TopicCatalogue(prefix, 1, (short) 1);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name + ": " + e.getMessage());
        }
    }
}
