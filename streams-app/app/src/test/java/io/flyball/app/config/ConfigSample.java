package io.flyball.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A text for a key that is not its default, and what must be read from it.
 *
 * @param key the key
 * @param text what somebody writes
 * @param value what it means
 */
record ConfigSample(ConfigKey<?> key, String text, Object value) {
    /** One for every key, the properties file but for last, which must exist. */
    static List<ConfigSample> all(Path kafkaProperties) {
        return Stream.of(ofTheApplication(kafkaProperties), ofGateways(), ofActuators(), alerting())
                .flatMap(List::stream)
                .toList();
    }

    private static List<ConfigSample> ofTheApplication(Path kafkaProperties) {
        return List.of(
                of(ConfigKeys.BOOTSTRAP_SERVERS, "a:1, [::1]:65535", "a:1,[::1]:65535"),
                of(ConfigKeys.REGISTRY_URL, "https://r.example/apis/ccompat/v7", "https://r.example/apis/ccompat/v7"),
                of(ConfigKeys.REGISTRY_USER, "reader", "reader"),
                of(ConfigKeys.REGISTRY_PASSWORD, "hush-registry", "hush-registry"),
                of(ConfigKeys.TOPIC_PREFIX, "eu.", "eu."),
                of(ConfigKeys.PARTITIONS, "7", 7),
                of(ConfigKeys.REPLICATION_FACTOR, "2", 2),
                of(ConfigKeys.APPLICATION_ID, "flyball-eu", "flyball-eu"),
                of(ConfigKeys.ROLES, "alerting, streams", EnumSet.of(Role.STREAMS, Role.ALERTING)),
                of(ConfigKeys.HTTP_PORT, "0", 0),
                of(ConfigKeys.HTTP_TLS_CERTIFICATE_FILE, "tls.crt", Path.of("tls.crt")),
                of(ConfigKeys.HTTP_TLS_KEY_FILE, "tls.key", Path.of("tls.key")),
                of(ConfigKeys.HTTP_TLS_CLIENT_CA_FILE, "ca.crt", Path.of("ca.crt")),
                of(ConfigKeys.STATE_DIR, "/var/lib/flyball", Path.of("/var/lib/flyball")),
                of(ConfigKeys.STREAM_THREADS, "5", 5),
                of(ConfigKeys.COMMIT_INTERVAL, "1s", Duration.ofSeconds(1)),
                of(ConfigKeys.STANDBY_REPLICAS, "1", 1),
                of(ConfigKeys.GROUP_INSTANCE_ID, "flyball-0", "flyball-0"),
                of(ConfigKeys.ROCKSDB_MEMORY, "1GiB", 1L << 30),
                of(ConfigKeys.DEDUPE_HORIZON, "36h", Duration.ofHours(36)),
                of(ConfigKeys.POLICY_FILE, "policy.yaml", Path.of("policy.yaml")),
                of(ConfigKeys.PRICES_FILE, "prices.yaml", Path.of("prices.yaml")),
                of(ConfigKeys.DIRECTORY_FILE, "people.csv", Path.of("people.csv")),
                of(ConfigKeys.INGEST_CLIENTS_FILE, "clients.yaml", Path.of("clients.yaml")),
                of(ConfigKeys.INGEST_MEMORY, "512MiB", 512L << 20),
                of(ConfigKeys.INGEST_PSEUDONYM_KEY, "hush-pseudonyms", "hush-pseudonyms"),
                of(ConfigKeys.INGEST_GATEWAY_SOURCES, "litellm, kong", List.of("litellm", "kong")),
                of(ConfigKeys.INGEST_USER_ATTRIBUTES, "user.email,who", List.of("user.email", "who")),
                of(ConfigKeys.INGEST_TEAM_ATTRIBUTES, "department", List.of("department")),
                of(ConfigKeys.INGEST_AGENT_ATTRIBUTES, "bot", List.of("bot")),
                of(ConfigKeys.INGEST_SESSION_ATTRIBUTES, "session.id", List.of("session.id")),
                of(ConfigKeys.KAFKA_PROPERTIES_FILE, kafkaProperties.toString(), kafkaProperties));
    }

    private static List<ConfigSample> alerting() {
        return List.of(
                of(AlertingKeys.SLACK_TOKEN, "hush-slack", "hush-slack"),
                of(
                        AlertingKeys.SLACK_WEBHOOK_URL,
                        "https://hooks.example/hush-hook",
                        "https://hooks.example/hush-hook"),
                of(AlertingKeys.SLACK_CHANNEL, "#llm-spend", "#llm-spend"),
                of(AlertingKeys.SLACK_SIGNING_SECRET, "hush-signing", "hush-signing"),
                of(AlertingKeys.SLACK_APP_TOKEN, "xapp-hush", "xapp-hush"),
                of(AlertingKeys.SLACK_API_URL, "http://slack.example/api/", "http://slack.example/api/"),
                of(AlertingKeys.APPROVERS, "a@example.com, b@example.com", List.of("a@example.com", "b@example.com")),
                of(AlertingKeys.TEAM_CHANNELS, "a=#a, b = C1", Map.of("a", "#a", "b", "C1")),
                of(AlertingKeys.ON_CALL_CHANNEL, "#on-call", "#on-call"),
                of(AlertingKeys.QUIET_HOURS, "22:00-07:30", "22:00-07:30"),
                of(AlertingKeys.ZONE, "Europe/Paris", ZoneId.of("Europe/Paris")),
                of(AlertingKeys.DIGEST_AT, "08:30", LocalTime.of(8, 30)),
                of(AlertingKeys.MESSAGES_PER_MINUTE, "60", 60),
                of(AlertingKeys.PAGE_URL, "https://flyball.example", "https://flyball.example"),
                of(AlertingKeys.ALERTMANAGER_URL, "http://am.example:9093", "http://am.example:9093"),
                of(AlertingKeys.PAGERDUTY_ROUTING_KEY, "hush-pager", "hush-pager"),
                of(AlertingKeys.PAGERDUTY_URL, "https://pd.example/v2/enqueue", "https://pd.example/v2/enqueue"),
                of(AlertingKeys.WEBHOOK_URL, "https://hook.example/hush-path", "https://hook.example/hush-path"),
                of(AlertingKeys.WEBHOOK_SECRETS, "hush-a,hush-b", List.of("hush-a", "hush-b")),
                of(AlertingKeys.SMTP_URL, "smtp://u:hush-mail@mail.example", "smtp://u:hush-mail@mail.example"),
                of(AlertingKeys.EMAIL_FROM, "flyball@example.com", "flyball@example.com"),
                of(AlertingKeys.EMAIL_TO, "a@example.com", List.of("a@example.com")));
    }

    private static List<ConfigSample> ofGateways() {
        return List.of(
                of(ConfigKeys.GATEWAY_SHADOW, "true", true),
                of(ConfigKeys.GATEWAY_STALE_AFTER, "1m", Duration.ofMinutes(1)),
                of(ConfigKeys.GATEWAY_RECALL_GRACE, "0s", Duration.ZERO),
                of(ConfigKeys.GATEWAY_MAX_TASKS, "5000", 5_000),
                of(ConfigKeys.GATEWAY_USER_HEADERS, "x-who,x-user", List.of("x-who", "x-user")),
                of(ConfigKeys.GATEWAY_TEAM_HEADERS, "x-team", List.of("x-team")),
                of(ConfigKeys.GATEWAY_AGENT_HEADERS, "x-bot", List.of("x-bot")),
                of(ConfigKeys.GATEWAY_SESSION_HEADERS, "x-session", List.of("x-session")),
                of(ConfigKeys.GATEWAY_TASK_HEADERS, "x-job", List.of("x-job")));
    }

    private static List<ConfigSample> ofActuators() {
        return List.of(
                of(ActuatorKeys.FILE, "actuators.yaml", Path.of("actuators.yaml")),
                of(ActuatorKeys.LITELLM_KEY, "hush-litellm", "hush-litellm"),
                of(ActuatorKeys.OPENAI_KEY, "hush-openai", "hush-openai"),
                of(ActuatorKeys.ANTHROPIC_KEY, "hush-anthropic", "hush-anthropic"));
    }

    private static <T> ConfigSample of(ConfigKey<T> key, String text, T value) {
        return new ConfigSample(key, text, value);
    }
}
