package io.flyball.app.config;

import io.flyball.app.Nearest;
import io.flyball.app.Refusal;
import io.flyball.app.files.FlatFile;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Puts the sources on top of each other and reads every key, collecting what is wrong. */
final class ConfigReading {
    private static final int DEFAULTS = 100;
    private static final int FILE = 200;
    private static final int ENVIRONMENT = 300;
    private static final int SYSTEM = 400;
    private static final int FLAGS = 500;

    private static final String KAFKA = ConfigKey.PREFIX + "kafka.";
    private static final String KAFKA_VARIABLE = "FLYBALL_KAFKA_";
    private static final String VARIABLE = "FLYBALL_";

    /** Kubernetes puts such variables into every pod beside a service named flyball, or flyball-something. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("FLYBALL_(?:.*_)?(?:SERVICE_(?:HOST|PORT.*)|PORT(?:_.*)?)");

    /** What only the application knows, or what exactly-once rests on. */
    private static final Map<String, String> NOT_FOR_KAFKA = Map.ofEntries(
            Map.entry("bootstrap.servers", "set flyball.bootstrap-servers instead"),
            Map.entry("application.id", "set flyball.application-id instead"),
            Map.entry("group.id", "set flyball.application-id instead"),
            Map.entry("group.instance.id", "set flyball.group-instance-id instead"),
            Map.entry("state.dir", "set flyball.state-dir instead"),
            Map.entry("num.stream.threads", "set flyball.stream-threads instead"),
            Map.entry("num.standby.replicas", "set flyball.num-standby-replicas instead"),
            Map.entry("commit.interval.ms", "set flyball.commit-interval instead"),
            Map.entry("replication.factor", "set flyball.replication-factor instead"),
            Map.entry("processing.guarantee", "remove it, money is counted exactly once"),
            Map.entry("isolation.level", "remove it, money is counted exactly once"),
            Map.entry("enable.idempotence", "remove it, money is counted exactly once"),
            Map.entry("enable.auto.commit", "remove it, money is counted exactly once"),
            Map.entry("transactional.id", "remove it, the application sets it"));

    private final ConfigSources sources;
    private final Map<String, String> fromFile;
    private final List<String> wrong = new ArrayList<>();

    ConfigReading(ConfigSources sources) {
        this.sources = sources;
        Path file = sources.file();
        this.fromFile = file == null ? Map.of() : FlatFile.read(file);
    }

    FlyballConfig read() {
        refuseUnknownNames();
        SmallRyeConfig merged = merged();
        Map<String, FlyballConfig.Setting> settings = new HashMap<>();
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            setting(key, merged.getConfigValue(key.name())).ifPresent(s -> settings.put(key.name(), s));
        }
        Map<String, String> kafka = kafka(settings.get(ConfigKeys.KAFKA_PROPERTIES_FILE.name()));
        if (!wrong.isEmpty()) {
            throw new Refusal(wrong);
        }
        return new FlyballConfig(settings, kafka);
    }

    private SmallRyeConfig merged() {
        Map<String, String> defaults = new HashMap<>();
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            if (key.defaultText() != null) {
                defaults.put(key.name(), key.defaultText());
            }
        }
        return new SmallRyeConfigBuilder()
                .withSources(
                        new PropertiesConfigSource(defaults, "default", DEFAULTS),
                        new PropertiesConfigSource(written(fromFile), "file", FILE),
                        new EnvConfigSource(written(sources.environment()), ENVIRONMENT),
                        new PropertiesConfigSource(written(sources.systemProperties()), "system", SYSTEM),
                        new PropertiesConfigSource(written(sources.flags()), "flags", FLAGS))
                .build();
    }

    /** Without what is written empty, which leaves the value of the source below. */
    private static Map<String, String> written(Map<String, String> source) {
        Map<String, String> written = new HashMap<>();
        source.forEach((name, value) -> {
            if (!value.isBlank() && name.regionMatches(true, 0, "flyball", 0, "flyball".length())) {
                written.put(name, value.strip());
            }
        });
        return written;
    }

    private Optional<FlyballConfig.Setting> setting(ConfigKey<?> key, ConfigValue found) {
        String text = found.getRawValue();
        if (text == null) {
            return Optional.empty();
        }
        String origin = origin(key, found.getConfigSourceOrdinal());
        Optional<?> value = key.type().parse(text);
        if (value.isEmpty()) {
            String shown = key.secret() ? FlyballConfig.HIDDEN : "\"" + text + "\"";
            String link = text.startsWith("tcp://") ? ", or enableServiceLinks: false in the pod" : "";
            wrong.add(key.name() + " is " + shown + " (" + origin + "), expected "
                    + key.type().description() + ": write for example "
                    + key.type().example() + link + ".");
        }
        return value.map(v -> new FlyballConfig.Setting(key, text, v, origin));
    }

    private String origin(ConfigKey<?> key, int ordinal) {
        return switch (ordinal) {
            case FILE -> String.valueOf(sources.file());
            case ENVIRONMENT -> "environment variable " + key.environmentName();
            case SYSTEM -> "system property";
            case FLAGS -> "command line";
            default -> "default";
        };
    }

    private void refuseUnknownNames() {
        Map<String, String> known = new LinkedHashMap<>();
        ConfigKeys.ALL.forEach(key -> known.put(key.name(), key.environmentName()));
        fromFile.keySet().forEach(name -> refuseUnknown(known, name, String.valueOf(sources.file())));
        sources.systemProperties().keySet().stream()
                .filter(name -> name.startsWith(ConfigKey.PREFIX))
                .sorted()
                .forEach(name -> refuseUnknown(known, name, "system property"));
        sources.flags().keySet().forEach(name -> refuseUnknown(known, name, "command line"));
        sources.environment().keySet().stream()
                .filter(name -> name.startsWith(VARIABLE) && !known.containsValue(name))
                .filter(name -> !name.startsWith(KAFKA_VARIABLE)
                        && !SERVICE_LINK.matcher(name).matches())
                .sorted()
                .forEach(name -> refuseMisspelt(known, name));
    }

    private void refuseUnknown(Map<String, String> known, String name, String origin) {
        if (known.containsKey(name) || name.startsWith(KAFKA)) {
            return;
        }
        boolean prefixForgotten = known.containsKey(ConfigKey.PREFIX + name);
        String mend = prefixForgotten ? "write " + ConfigKey.PREFIX + name + "." : Nearest.mend(name, known.keySet());
        wrong.add("unknown setting " + name + " (" + origin + "): " + mend);
    }

    /** Variables of other tools may begin like ours, so only what is nearly one of ours is refused. */
    private void refuseMisspelt(Map<String, String> known, String name) {
        String mend = Nearest.mend(name, known.values());
        if (mend.startsWith("write ")) {
            wrong.add("unknown setting " + name + " (environment variable): " + mend);
        }
    }

    private Map<String, String> kafka(FlyballConfig.@org.jspecify.annotations.Nullable Setting propertiesFile) {
        Map<String, String> kafka = new TreeMap<>();
        if (propertiesFile != null && propertiesFile.value() instanceof Path file) {
            kafka.putAll(FlatFile.properties(file));
        }
        passThrough(fromFile, kafka);
        sources.environment().forEach((name, value) -> {
            boolean pass = name.startsWith(KAFKA_VARIABLE)
                    && !name.equals(ConfigKeys.KAFKA_PROPERTIES_FILE.environmentName())
                    && !SERVICE_LINK.matcher(name).matches();
            if (pass && !value.isBlank()) {
                String property = name.substring(KAFKA_VARIABLE.length());
                kafka.put(property.toLowerCase(Locale.ROOT).replace('_', '.'), value.strip());
            }
        });
        passThrough(sources.systemProperties(), kafka);
        passThrough(sources.flags(), kafka);
        NOT_FOR_KAFKA.forEach((name, mend) -> {
            if (kafka.containsKey(name)) {
                wrong.add(KAFKA + name + " is \"" + kafka.get(name) + "\", which is not for the Kafka clients: " + mend
                        + ".");
            }
        });
        return kafka;
    }

    private static void passThrough(Map<String, String> source, Map<String, String> kafka) {
        source.forEach((name, value) -> {
            if (name.startsWith(KAFKA) && !value.isBlank()) {
                kafka.put(name.substring(KAFKA.length()), value.strip());
            }
        });
    }
}
