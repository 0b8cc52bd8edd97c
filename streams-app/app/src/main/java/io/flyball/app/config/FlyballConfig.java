package io.flyball.app.config;

import io.flyball.app.Refusal;
import io.flyball.runtime.BoundedRocksDb;
import io.flyball.runtime.StreamsConfigs;
import io.flyball.schemas.TopicCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings of one process, read and checked; {@link #toString} shows all of them but the secrets. */
public final class FlyballConfig {
    static final String HIDDEN = "(hidden)";
    private static final Pattern KAFKA_SECRET =
            Pattern.compile("password|secret|jaas|token|credential|private|keystore\\.key|certificate\\.chain");

    private final Map<String, Setting> settings;
    private final Map<String, String> kafka;

    /**
     * The value of a key that has one.
     *
     * @param origin what set it, for a person
     */
    record Setting(ConfigKey<?> key, String text, Object value, String origin) {}

    FlyballConfig(Map<String, Setting> settings, Map<String, String> kafka) {
        this.settings = Map.copyOf(settings);
        this.kafka = Map.copyOf(kafka);
    }

    /**
     * Reads all settings.
     *
     * @throws Refusal one sentence for each unknown name and each value that is not of its type
     */
    public static FlyballConfig load(ConfigSources sources) {
        return new ConfigReading(sources).read();
    }

    /**
     * The value of a key that has a default, or that this process cannot do without.
     *
     * @throws Refusal where it has no value
     */
    public <T> T get(ConfigKey<T> key) {
        T value = find(key);
        if (value == null) {
            throw new Refusal(key.name() + " is missing: set it in the configuration file or as "
                    + key.environmentName() + ", for example to " + key.type().example() + ".");
        }
        return value;
    }

    /** The value of a key, or null where it has none. */
    @SuppressWarnings("unchecked") // a setting's value was read by the type of its own key
    public <T> @Nullable T find(ConfigKey<T> key) {
        Setting setting = settings.get(key.name());
        return setting == null ? null : (T) setting.value();
    }

    /** The value of a key, or that one where it has none. */
    public <T> T get(ConfigKey<T> key, T otherwise) {
        T value = find(key);
        return value == null ? otherwise : value;
    }

    /**
     * Settings of every Kafka client: brokers, the properties file, and {@code flyball.kafka.*}, which goes before it.
     *
     * @throws Refusal where there are no brokers
     */
    public Map<String, Object> kafkaClient() {
        Map<String, Object> client = new TreeMap<>(kafka);
        client.put("bootstrap.servers", get(ConfigKeys.BOOTSTRAP_SERVERS));
        return client;
    }

    /** Names and size of the topics on the cluster. */
    public TopicCatalogue topics() {
        return new TopicCatalogue(
                get(ConfigKeys.TOPIC_PREFIX),
                get(ConfigKeys.PARTITIONS),
                get(ConfigKeys.REPLICATION_FACTOR).shortValue());
    }

    /**
     * Settings of Kafka Streams.
     *
     * @throws Refusal where there are no brokers
     */
    public StreamsConfigs streams() {
        return new StreamsConfigs(
                get(ConfigKeys.BOOTSTRAP_SERVERS),
                get(ConfigKeys.APPLICATION_ID),
                get(ConfigKeys.STATE_DIR).toString(),
                get(ConfigKeys.STREAM_THREADS),
                get(ConfigKeys.COMMIT_INTERVAL));
    }

    /**
     * What goes over {@link #streams}: replication, standbys, the member's name, and the settings of every client.
     *
     * @throws Refusal where there are no brokers
     */
    public Map<String, Object> streamsOverrides() {
        Map<String, Object> overrides = kafkaClient();
        overrides.put("replication.factor", get(ConfigKeys.REPLICATION_FACTOR));
        overrides.put("num.standby.replicas", get(ConfigKeys.STANDBY_REPLICAS));
        overrides.put(BoundedRocksDb.MEMORY_BYTES_CONFIG, get(ConfigKeys.ROCKSDB_MEMORY));
        String member = find(ConfigKeys.GROUP_INSTANCE_ID);
        if (member != null) {
            overrides.put("group.instance.id", member);
        }
        return overrides;
    }

    /** Settings of the schema registry's client: the login, where there is one. */
    public Map<String, String> registryClient() {
        String user = find(ConfigKeys.REGISTRY_USER);
        String password = find(ConfigKeys.REGISTRY_PASSWORD);
        return user == null || password == null
                ? Map.of()
                : Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", user + ":" + password);
    }

    /** All settings, one a line, with what set them; secrets are hidden. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            Setting setting = settings.get(key.name());
            if (setting != null) {
                String shown = key.secret() ? HIDDEN : setting.text();
                lines.add(key.name() + " = " + shown + " (" + setting.origin() + ")");
            }
        }
        new TreeMap<>(kafka)
                .forEach((name, value) -> lines.add(ConfigKey.PREFIX + "kafka." + name + " = "
                        + (KAFKA_SECRET.matcher(name).find() ? HIDDEN : value)));
        return lines;
    }

    @Override
    public String toString() {
        return String.join("\n", lines());
    }
}
