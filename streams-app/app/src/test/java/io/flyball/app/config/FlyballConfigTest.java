package io.flyball.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flyball.app.Refusal;
import io.flyball.runtime.BoundedRocksDb;
import io.flyball.schemas.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlyballConfigTest {
    private final Path folder;
    private final Path kafkaProperties;

    FlyballConfigTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.kafkaProperties = Files.writeString(folder.resolve("client.properties"), "security.protocol=SSL\n");
    }

    /** Every way a setting can come in. */
    private enum Way {
        YAML,
        PROPERTIES,
        ENVIRONMENT,
        SYSTEM,
        FLAGS
    }

    @Test
    void everySettingHasASampleThatIsNotItsDefault() {
        // given
        List<ConfigSample> samples = ConfigSample.all(kafkaProperties);

        // then
        assertThat(samples).extracting(ConfigSample::key).containsExactlyInAnyOrderElementsOf(ConfigKeys.ALL);
        FlyballConfig defaults = load(Map.of());
        assertThat(samples).allSatisfy(s -> assertThat(s.value()).isNotEqualTo(defaults.find(s.key())));
    }

    @ParameterizedTest
    @EnumSource
    void readsEverySettingFromEverySource(Way way) throws IOException {
        // given
        List<ConfigSample> samples = ConfigSample.all(kafkaProperties);

        // when
        FlyballConfig config = FlyballConfig.load(sources(way, samples));

        // then
        assertThat(samples)
                .allSatisfy(s -> assertThat((Object) config.find(s.key())).isEqualTo(s.value()));
    }

    @Test
    void everyExampleOfASettingIsTaken() {
        // then
        assertThat(ConfigKeys.ALL).allSatisfy(key -> assertThat(
                        key.type().parse(key.type().example().replace("...", "x")))
                .as(key.name())
                .isPresent());
    }

    @Test
    void withoutSourcesTheDefaultsHold() {
        // when
        FlyballConfig config = load(Map.of());

        // then
        assertThat(config.get(ConfigKeys.APPLICATION_ID)).isEqualTo("flyball");
        assertThat(config.get(ConfigKeys.STATE_DIR)).isEqualTo(Path.of("./flyball-state"));
        assertThat(config.get(ConfigKeys.COMMIT_INTERVAL)).isEqualTo(Duration.ofMillis(100));
        assertThat(config.get(ConfigKeys.ROLES)).isEqualTo(EnumSet.allOf(Role.class));
        assertThat(config.topics()).isEqualTo(new TopicCatalogue("flyball.", 12, (short) 3));
        assertThat(config.find(ConfigKeys.GROUP_INSTANCE_ID)).isNull();
    }

    @Test
    void laterSourcesWin() throws IOException {
        // given
        Path file = Files.writeString(
                folder.resolve("c.yaml"),
                "flyball: {http-port: 1, partitions: 1, stream-threads: 1, replication-factor: 1}\n");
        ConfigSources sources = new ConfigSources(
                file,
                Map.of("FLYBALL_PARTITIONS", "2", "FLYBALL_STREAM_THREADS", "2", "FLYBALL_REPLICATION_FACTOR", "2"),
                Map.of("flyball.stream-threads", "3", "flyball.replication-factor", "3"),
                Map.of("flyball.replication-factor", "4"));

        // when
        FlyballConfig config = FlyballConfig.load(sources);

        // then
        assertThat(List.of(
                        config.get(ConfigKeys.HTTP_PORT),
                        config.get(ConfigKeys.PARTITIONS),
                        config.get(ConfigKeys.STREAM_THREADS),
                        config.get(ConfigKeys.REPLICATION_FACTOR)))
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void whatIsEmptyLeavesTheValueBelow() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("c.yaml"), "flyball: {http-port: 9000, slack-token: }\n");
        ConfigSources sources = new ConfigSources(
                file, Map.of("FLYBALL_HTTP_PORT", "", "FLYBALL_SLACK_TOKEN", " "), Map.of(), Map.of());

        // when
        FlyballConfig config = FlyballConfig.load(sources);

        // then
        assertThat(config.get(ConfigKeys.HTTP_PORT)).isEqualTo(9000);
        assertThat(config.find(AlertingKeys.SLACK_TOKEN)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        flyball.partitions         | many          | flyball.partitions is "many" (command line), expected a whole number from 1 to 10000: write for example 12.
        flyball.partitions         | 0             | flyball.partitions is "0" (command line), expected a whole number from 1 to 10000: write for example 12.
        flyball.http-port          | 65536         | flyball.http-port is "65536" (command line), expected a whole number from 0 to 65535: write for example 9090.
        flyball.http-port          | tcp://1.2.3.4:80 | flyball.http-port is "tcp://1.2.3.4:80" (command line), expected a whole number from 0 to 65535: write for example 9090, or enableServiceLinks: false in the pod.
        flyball.commit-interval    | 100           | flyball.commit-interval is "100" (command line), expected a number with ms, s, m, h or d, from 10ms to 25s: write for example 1s.
        flyball.commit-interval    | 1m            | flyball.commit-interval is "1m" (command line), expected a number with ms, s, m, h or d, from 10ms to 25s: write for example 1s.
        flyball.bootstrap-servers  | kafka         | flyball.bootstrap-servers is "kafka" (command line), expected host:port, separated by commas: write for example broker-1:9092,broker-2:9092.
        flyball.bootstrap-servers  | a:1,          | flyball.bootstrap-servers is "a:1," (command line), expected host:port, separated by commas: write for example broker-1:9092,broker-2:9092.
        flyball.registry-url       | registry:8081 | flyball.registry-url is "registry:8081" (command line), expected a URL with http or https: write for example http://registry:8081.
        flyball.roles              | streams,sink  | flyball.roles is "streams,sink" (command line), expected all, or some of streams, ingest, gateway, alerting, separated by commas: write for example streams,alerting.
        flyball.application-id     | my app        | flyball.application-id is "my app" (command line), expected letters, digits, dot, underscore and hyphen, at most 200: write for example flyball-eu.
        flyball.rocksdb-memory     | 1GB           | flyball.rocksdb-memory is "1GB" (command line), expected a number of bytes, or one with KiB, MiB or GiB, 16MiB or more: write for example 512MiB.
        flyball.rocksdb-memory     | 9999999999GiB | flyball.rocksdb-memory is "9999999999GiB" (command line), expected a number of bytes, or one with KiB, MiB or GiB, 16MiB or more: write for example 512MiB.
        flyball.slack-webhook-url  | hush          | flyball.slack-webhook-url is (hidden) (command line), expected a URL with http or https: write for example https://hooks.slack.com/services/....
        flyball.http-prot          | 80            | unknown setting flyball.http-prot (command line): write flyball.http-port, or remove it.
        http-port                  | 80            | unknown setting http-port (command line): write flyball.http-port.
        flyball.kafka.group.id     | mine          | flyball.kafka.group.id is "mine", which is not for the Kafka clients: set flyball.application-id instead.
        flyball.kafka.processing.guarantee | at_least_once | flyball.kafka.processing.guarantee is "at_least_once", which is not for the Kafka clients: remove it, money is counted exactly once.
        """)
    void refusesWhatIsWrongWithNameValueAndMend(String name, String value, String sentence) {
        // when
        List<String> refusal = refusal(new ConfigSources(null, Map.of(), Map.of(), Map.of(name, value)));

        // then
        assertThat(refusal).containsExactly(sentence);
    }

    @Test
    void namesTheVariableThatIsWrongAndTheOneThatIsMisspelt() {
        // given
        Map<String, String> environment = Map.of("FLYBALL_PARTITIONS", "x", "FLYBALL_REGISTRY_ULR", "http://r");

        // when
        List<String> refusal = refusal(new ConfigSources(null, environment, Map.of(), Map.of()));

        // then
        assertThat(refusal)
                .containsExactly(
                        "unknown setting FLYBALL_REGISTRY_ULR (environment variable): write FLYBALL_REGISTRY_URL, or"
                                + " remove it.",
                        "flyball.partitions is \"x\" (environment variable FLYBALL_PARTITIONS), expected a whole"
                                + " number from 1 to 10000: write for example 12.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FLYBALL_SERVICE_HOST",
                "FLYBALL_PORT",
                "FLYBALL_PORT_8080_TCP_ADDR",
                "FLYBALL_HTTPS_PORT",
                "FLYBALL_KAFKA_SERVICE_PORT",
                "FLYBALL_JAVA_OPTS",
                "FLYBALL_BUILD"
            })
    void passesOverVariablesThatOthersSet(String name) {
        // when
        FlyballConfig config =
                FlyballConfig.load(new ConfigSources(null, Map.of(name, "tcp://10.0.0.1:80"), Map.of(), Map.of()));

        // then
        assertThat(config.toString()).isEqualTo(load(Map.of()).toString());
    }

    @Test
    void refusesANameInTheFileThatNobodyKnows() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("c.yaml"), "flyball:\n  topics: {prefix: x}\nother: 1\n");

        // when
        List<String> refusal = refusal(new ConfigSources(file, Map.of(), Map.of(), Map.of()));

        // then
        assertThat(refusal)
                .containsExactly(
                        "unknown setting flyball.topics.prefix (" + file
                                + "): write flyball.topic-prefix, or remove it.",
                        refusal.get(1));
        assertThat(refusal.get(1)).startsWith("unknown setting other (" + file + "): remove it; there is flyball.");
    }

    @Test
    void kafkaPropertiesComeFromTheirFileAndFromEverySourceAboveIt() throws IOException {
        // given
        Path kafka = Files.writeString(
                folder.resolve("kafka"), "security.protocol=SSL\nssl.truststore.password=hush-p\nclient.id=f\n");
        Path file = Files.writeString(
                folder.resolve("c.yaml"),
                "flyball: {bootstrap-servers: 'b:1', kafka: {security.protocol: SASL_SSL, sasl: {mechanism:"
                        + " PLAIN}}}\n");
        ConfigSources sources = new ConfigSources(
                file,
                Map.of("FLYBALL_KAFKA_PROPERTIES_FILE", kafka.toString(), "FLYBALL_KAFKA_SASL_JAAS_CONFIG", "hush-j"),
                Map.of("flyball.kafka.client.id", "g"),
                Map.of());

        // when
        FlyballConfig config = FlyballConfig.load(sources);

        // then
        assertThat(config.kafkaClient())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "b:1",
                        "security.protocol", "SASL_SSL",
                        "ssl.truststore.password", "hush-p",
                        "sasl.mechanism", "PLAIN",
                        "sasl.jaas.config", "hush-j",
                        "client.id", "g"));
        assertThat(config.toString()).contains("flyball.kafka.client.id = g").doesNotContain("hush");
    }

    @Test
    void showsWhatSetAValueAndNeverASecret() throws IOException {
        // when
        String shown = FlyballConfig.load(sources(Way.ENVIRONMENT, ConfigSample.all(kafkaProperties)))
                .toString();

        // then
        assertThat(shown)
                .contains("flyball.partitions = 7 (environment variable FLYBALL_PARTITIONS)")
                .contains("flyball.slack-token = (hidden) (environment variable FLYBALL_SLACK_TOKEN)")
                .doesNotContain("hush");
    }

    @Test
    void saysHowToSetWhatIsMissing() {
        // given
        FlyballConfig config = load(Map.of());

        // when
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> config.get(ConfigKeys.REGISTRY_URL));

        // then
        assertThat(refusal)
                .hasMessage("flyball.registry-url is missing: set it in the configuration file or as"
                        + " FLYBALL_REGISTRY_URL, for example to http://registry:8081.");
    }

    @Test
    void handsReplicationStandbysAndTheMembersNameToStreams() {
        // when
        Map<String, Object> overrides = load(Map.of(
                        "flyball.bootstrap-servers", "b:1",
                        "flyball.num-standby-replicas", "1",
                        "flyball.group-instance-id", "flyball-0"))
                .streamsOverrides();

        // then
        assertThat(overrides)
                .isEqualTo(Map.of(
                        "bootstrap.servers",
                        "b:1",
                        "replication.factor",
                        3,
                        "num.standby.replicas",
                        1,
                        "group.instance.id",
                        "flyball-0",
                        BoundedRocksDb.MEMORY_BYTES_CONFIG,
                        128L << 20));
    }

    @Test
    void logsInAtTheRegistryWhereThereIsAUser() {
        // when
        Map<String, String> login = load(Map.of("flyball.registry-user", "u", "flyball.registry-password", "p"))
                .registryClient();

        // then
        assertThat(login)
                .isEqualTo(Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "u:p"));
    }

    private static FlyballConfig load(Map<String, String> flags) {
        return FlyballConfig.load(new ConfigSources(null, Map.of(), Map.of(), flags));
    }

    private static List<String> refusal(ConfigSources sources) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> FlyballConfig.load(sources));
        return refusal.sentences();
    }

    private ConfigSources sources(Way way, List<ConfigSample> samples) throws IOException {
        Map<String, String> byName = new HashMap<>();
        Map<String, String> byVariable = new HashMap<>();
        StringBuilder yaml = new StringBuilder("flyball:\n");
        StringBuilder properties = new StringBuilder();
        for (ConfigSample sample : samples) {
            byName.put(sample.key().name(), sample.text());
            byVariable.put(sample.key().environmentName(), sample.text());
            yaml.append("  ")
                    .append(sample.key().name().substring("flyball.".length()))
                    .append(": '")
                    .append(sample.text())
                    .append("'\n");
            properties
                    .append(sample.key().name())
                    .append(" = ")
                    .append(sample.text())
                    .append('\n');
        }
        @Nullable
        Path file =
                switch (way) {
                    case YAML -> Files.writeString(folder.resolve("all.yaml"), yaml);
                    case PROPERTIES -> Files.writeString(folder.resolve("all.properties"), properties);
                    default -> null;
                };
        return new ConfigSources(
                file,
                way == Way.ENVIRONMENT ? byVariable : Map.of(),
                way == Way.SYSTEM ? byName : Map.of(),
                way == Way.FLAGS ? byName : Map.of());
    }
}
