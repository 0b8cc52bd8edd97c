package io.flyball.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every setting there is; the reference page is made from this list. */
public final class ConfigKeys {
    public static final ConfigKey<String> BOOTSTRAP_SERVERS = ConfigKey.optional(
            "bootstrap-servers", ConfigType.hostPorts(), "Kafka brokers to begin with. Required by `run`.");

    public static final ConfigKey<String> REGISTRY_URL = ConfigKey.optional(
            "registry-url",
            ConfigType.httpUrl("http://registry:8081"),
            "Schema registry with Confluent's API; for Apicurio `http://HOST:PORT/apis/ccompat/v7`. Required by"
                    + " `run`.");

    public static final ConfigKey<String> REGISTRY_USER =
            ConfigKey.optional("registry-user", ConfigType.text("a text", "flyball"), "User for the schema registry.");

    public static final ConfigKey<String> REGISTRY_PASSWORD = ConfigKey.secret(
            "registry-password", ConfigType.text("a text", "..."), "Password for the schema registry.");

    public static final ConfigKey<String> APPLICATION_ID = ConfigKey.withDefault(
            "application-id",
            ConfigType.kafkaName("flyball-eu"),
            "flyball",
            "Name of the consumer group, of internal topics and of transactional ids. Another one starts from"
                    + " nothing.");

    public static final ConfigKey<String> TOPIC_PREFIX = ConfigKey.withDefault(
            "topic-prefix", ConfigType.kafkaName("flyball."), "flyball.", "What the name of every topic begins with.");

    public static final ConfigKey<Integer> PARTITIONS = ConfigKey.withDefault(
            "partitions",
            ConfigType.whole(1, 10_000, "12"),
            "12",
            "Partitions of each topic when topics are created; fixed from then on.");

    public static final ConfigKey<Integer> REPLICATION_FACTOR = ConfigKey.withDefault(
            "replication-factor",
            ConfigType.whole(1, 32_767, "3"),
            "3",
            "Copies of each partition, of internal topics too. The embedded broker of `demo` and `replay` has 1.");

    public static final ConfigKey<Path> STATE_DIR = ConfigKey.withDefault(
            "state-dir",
            ConfigType.path("a directory", "/var/lib/flyball"),
            "./flyball-state",
            "Where state lies between restarts. On a disk of its own, never below /tmp: lost state is restored from"
                    + " Kafka, which takes time.");

    public static final ConfigKey<Integer> STREAM_THREADS = ConfigKey.withDefault(
            "stream-threads", ConfigType.whole(1, 256, "4"), "2", "Threads that count; about one a core.");

    public static final ConfigKey<Duration> COMMIT_INTERVAL = ConfigKey.withDefault(
            "commit-interval",
            ConfigType.duration(Duration.ofMillis(10), Duration.ofSeconds(25), "1s"),
            "100ms",
            "How often a transaction is committed. Longer is more events a second and later signals.");

    public static final ConfigKey<Integer> STANDBY_REPLICAS = ConfigKey.withDefault(
            "num-standby-replicas",
            ConfigType.whole(0, 8, "1"),
            "0",
            "Warm copies of state on other instances, for a quick take-over.");

    public static final ConfigKey<String> GROUP_INSTANCE_ID = ConfigKey.optional(
            "group-instance-id",
            ConfigType.kafkaName("flyball-0"),
            "Name of this instance in the group. With one that outlives a restart, partitions stay where their state"
                    + " is.");

    public static final ConfigKey<Long> ROCKSDB_MEMORY = ConfigKey.withDefault(
            "rocksdb-memory",
            ConfigType.bytes(16, "512MiB"),
            "128MiB",
            "Memory outside the heap for all stores of the process: blocks, indexes, filters and write buffers.");

    public static final ConfigKey<Duration> DEDUPE_HORIZON = ConfigKey.withDefault(
            "dedupe-horizon",
            ConfigType.duration(Duration.ofMinutes(1), Duration.ofDays(30), "3d"),
            "7d",
            "How long the id of an admitted call is kept. A policy's admission_horizon can only be shorter. Disk grows"
                    + " with it: at 7d, 1,000 events/s are 605 million ids and some 27 GB.");

    public static final ConfigKey<Integer> HTTP_PORT = ConfigKey.withDefault(
            "http-port",
            ConfigType.whole(0, 65_535, "9090"),
            "8080",
            "Port of the page, the API, the probes and the metrics. 0: any free one.");

    public static final ConfigKey<Path> HTTP_TLS_CERTIFICATE_FILE = ConfigKey.optional(
            "http-tls-certificate-file",
            ConfigType.path("a file", "tls.crt"),
            "Certificate chain in PEM: with it and its key all doors speak TLS.");

    public static final ConfigKey<Path> HTTP_TLS_KEY_FILE = ConfigKey.optional(
            "http-tls-key-file", ConfigType.path("a file", "tls.key"), "Private key of the certificate, in PEM.");

    public static final ConfigKey<Path> HTTP_TLS_CLIENT_CA_FILE = ConfigKey.optional(
            "http-tls-client-ca-file",
            ConfigType.path("a file", "clients-ca.crt"),
            "Authorities in PEM whose certificates name clients of ingest by their common names (mutual TLS).");

    public static final ConfigKey<Set<Role>> ROLES = ConfigKey.withDefault(
            "roles",
            ConfigType.roles(),
            "all",
            "What the instance does: `streams` counts and governs, `ingest` takes usage over HTTP, `gateway` tells"
                    + " gateways the signals in force, `alerting` tells people.");

    public static final ConfigKey<Path> POLICY_FILE = ConfigKey.optional(
            "policy-file", ConfigType.path("a file", "policy.yaml"), "Policy to put in force at the start.");

    public static final ConfigKey<Path> PRICES_FILE = ConfigKey.optional(
            "prices-file",
            ConfigType.path("a file", "prices.yaml"),
            "Price book, or LiteLLM price file, to put in force at the start.");

    public static final ConfigKey<Path> DIRECTORY_FILE = ConfigKey.optional(
            "directory-file", ConfigType.path("a file", "people.csv"), "Directory to put in force at the start.");

    public static final ConfigKey<Path> KAFKA_PROPERTIES_FILE = ConfigKey.optional(
            "kafka-properties-file",
            ConfigType.path("a file", "client.properties"),
            "Java properties for all Kafka clients, for example for TLS and SASL; `flyball.kafka.*` goes before them.");

    public static final ConfigKey<Path> INGEST_CLIENTS_FILE = ConfigKey.optional(
            "ingest-clients-file",
            ConfigType.path("a file", "clients.yaml"),
            "Who may send usage, and of which sources; may be changed while in use. Without one anybody who reaches the"
                    + " port may.");

    public static final ConfigKey<Long> INGEST_MEMORY = ConfigKey.withDefault(
            "ingest-memory",
            ConfigType.bytes(32, "512MiB"),
            "256MiB",
            "Requests that Kafka has not acknowledged, in all; one client has half of it at most. Beyond it clients are"
                    + " told to come again.");

    public static final ConfigKey<String> INGEST_PSEUDONYM_KEY = ConfigKey.secret(
            "ingest-pseudonym-key",
            ConfigType.text("a text", "..."),
            "Key under which people are replaced by pseudonyms before anything is stored. Directory, policy and"
                    + " overrides must name the pseudonyms then.");

    public static final ConfigKey<List<String>> INGEST_USER_ATTRIBUTES = identity("user", "user.email,enduser.id");

    public static final ConfigKey<List<String>> INGEST_TEAM_ATTRIBUTES = identity("team", "team.id,department");

    public static final ConfigKey<List<String>> INGEST_AGENT_ATTRIBUTES = identity("agent", "gen_ai.agent.name");

    public static final ConfigKey<List<String>> INGEST_SESSION_ATTRIBUTES = identity("session", "session.id");

    public static final ConfigKey<List<String>> INGEST_GATEWAY_SOURCES = ConfigKey.withDefault(
            "ingest-gateway-sources",
            ConfigType.names("litellm,envoy-ai-gateway"),
            "litellm,envoy-ai-gateway,apisix,kong,portkey,openrouter,bifrost",
            "Sources that are gateways. Where one of them and an agent report the calls of the same session, the"
                    + " gateway's are charged and the agent's passed over. `none`: all are charged.");

    private static ConfigKey<List<String>> identity(String part, String example) {
        return ConfigKey.optional(
                "ingest-" + part + "-attributes",
                ConfigType.names(example),
                "Attributes, metadata and x- headers that name the " + part + " of a call, the first that has a value"
                        + " wins; in place of the usual ones.");
    }

    public static final ConfigKey<Boolean> GATEWAY_SHADOW = ConfigKey.withDefault(
            "gateway-shadow",
            ConfigType.flag(),
            "false",
            "All doors for gateways say what they would have done, in `x-flyball-would` and `would`, and slow nobody.");

    public static final ConfigKey<Duration> GATEWAY_STALE_AFTER = ConfigKey.withDefault(
            "gateway-stale-after",
            ConfigType.duration(Duration.ofSeconds(2), Duration.ofHours(1), "1m"),
            "30s",
            "A gateway that has not heard from the throttle topic for so long says so, and holds nobody any more.");

    public static final ConfigKey<Duration> GATEWAY_RECALL_GRACE = ConfigKey.withDefault(
            "gateway-recall-grace",
            ConfigType.duration(Duration.ZERO, Duration.ofHours(24), "10m"),
            "10m",
            "For so long after its start a gateway takes tasks it does not know for running ones, where a hold is older"
                    + " than it. `0s`: they are held.");

    public static final ConfigKey<Integer> GATEWAY_MAX_TASKS = ConfigKey.withDefault(
            "gateway-max-tasks",
            ConfigType.whole(1_000, 10_000_000, "1000000"),
            "100000",
            "Running tasks, and paced sessions, that a gateway remembers; some 300 bytes each.");

    public static final ConfigKey<List<String>> GATEWAY_USER_HEADERS = headers("user", "x-flyball-user,x-user-id");

    public static final ConfigKey<List<String>> GATEWAY_TEAM_HEADERS = headers("team", "x-flyball-team");

    public static final ConfigKey<List<String>> GATEWAY_AGENT_HEADERS = headers("agent", "x-flyball-agent");

    public static final ConfigKey<List<String>> GATEWAY_SESSION_HEADERS =
            headers("session", "x-flyball-session,x-claude-code-session-id");

    public static final ConfigKey<List<String>> GATEWAY_TASK_HEADERS = headers("task", "x-flyball-task");

    private static ConfigKey<List<String>> headers(String part, String example) {
        return ConfigKey.optional(
                "gateway-" + part + "-headers",
                ConfigType.names(example),
                "Request headers that name the " + part
                        + " of a call for ext_authz and Portkey, the first that has a value"
                        + " wins; in place of the usual ones.");
    }

    /** In the order of the reference page. */
    static final List<ConfigKey<?>> ALL = concat(
            List.of(
                    BOOTSTRAP_SERVERS,
                    KAFKA_PROPERTIES_FILE,
                    REGISTRY_URL,
                    REGISTRY_USER,
                    REGISTRY_PASSWORD,
                    TOPIC_PREFIX,
                    PARTITIONS,
                    REPLICATION_FACTOR,
                    APPLICATION_ID,
                    ROLES,
                    HTTP_PORT,
                    HTTP_TLS_CERTIFICATE_FILE,
                    HTTP_TLS_KEY_FILE,
                    HTTP_TLS_CLIENT_CA_FILE,
                    STATE_DIR,
                    STREAM_THREADS,
                    COMMIT_INTERVAL,
                    STANDBY_REPLICAS,
                    GROUP_INSTANCE_ID,
                    ROCKSDB_MEMORY,
                    DEDUPE_HORIZON,
                    POLICY_FILE,
                    PRICES_FILE,
                    DIRECTORY_FILE,
                    INGEST_CLIENTS_FILE,
                    INGEST_MEMORY,
                    INGEST_PSEUDONYM_KEY,
                    INGEST_GATEWAY_SOURCES,
                    INGEST_USER_ATTRIBUTES,
                    INGEST_TEAM_ATTRIBUTES,
                    INGEST_AGENT_ATTRIBUTES,
                    INGEST_SESSION_ATTRIBUTES,
                    GATEWAY_SHADOW,
                    GATEWAY_STALE_AFTER,
                    GATEWAY_RECALL_GRACE,
                    GATEWAY_MAX_TASKS,
                    GATEWAY_USER_HEADERS,
                    GATEWAY_TEAM_HEADERS,
                    GATEWAY_AGENT_HEADERS,
                    GATEWAY_SESSION_HEADERS,
                    GATEWAY_TASK_HEADERS),
            ActuatorKeys.ALL,
            AlertingKeys.ALL);

    @SafeVarargs
    private static List<ConfigKey<?>> concat(List<ConfigKey<?>>... lists) {
        return Stream.of(lists).flatMap(List::stream).toList();
    }

    private ConfigKeys() {}
}
