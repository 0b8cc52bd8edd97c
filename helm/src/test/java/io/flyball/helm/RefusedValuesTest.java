package io.flyball.helm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedValuesTest {
    private final Path directory;

    RefusedValuesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @ParameterizedTest(name = "{0} is refused, naming {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "replica: 2                                      | replica",
                "replicas: two                                   | replicas",
                "replicas: 0                                     | replicas",
                "flyball: {bootstrapServer: 'kafka:9092'}        | bootstrapServer",
                "flyball: {bootstrapServers: kafka}              | bootstrapServers",
                "flyball: {registryUrl: 'registry:8081'}         | registryUrl",
                "flyball: {stateDir: /tmp/flyball}               | stateDir",
                "flyball: {stateDir: state}                      | stateDir",
                "flyball: {httpPort: 80}                         | httpPort",
                "flyball: {httpPort: '8080'}                     | httpPort",
                "flyball: {roles: []}                            | roles",
                "flyball: {roles: [stream]}                      | roles",
                "flyball: {properties: {kafka.acks: all}}        | kafka.acks",
                "terminationGracePeriodSeconds: 30               | terminationGracePeriodSeconds",
                "probes: {liveness: {path: /readyz}}             | path",
                "probes: {liveness: {failureThreshold: 1}}       | failureThreshold",
                "jvm: {heapPercent: 80}                          | heapPercent",
                "resources: {limits: {memory: 2000000000}}       | memory",
                "resources: {limits: {memory: 2G}}               | memory",
                "resources: {limits: null}                       | limits",
                "persistence: {size: big}                        | size",
                "slack: {token: xoxb}                            | token",
                "kafka: {password: secret}                       | password",
                "actuators: {enabled: true}                      | enabled",
                "actuators: {litellmKey: 'sk-/+'}                | litellmKey",
                "actuators: {config: {azure: {}}}                | azure",
                "image: {tag: 1.0}                               | tag",
                "image: {digest: latest}                         | digest",
                "prometheusRule: {disabled: [FlyballLag]}        | disabled",
                "podDisruptionBudget: {maxUnavailable: 0}        | maxUnavailable",
            })
    void theSchemaRefusesAMistakeByItsName(String values, String name) throws IOException {
        // given
        Path file = Files.writeString(directory.resolve("values.yaml"), values);

        // then
        assertThatThrownBy(() -> Chart.render(file)).message().containsAnyOf("'" + name + "'", "/" + name);
    }

    @Test
    void refusesARoleBesidesAll() throws IOException {
        // given
        Path file = Files.writeString(directory.resolve("values.yaml"), "flyball: {roles: [all, streams]}");

        // then
        assertThatThrownBy(() -> Chart.render(file))
                .hasMessageContaining("flyball.roles is [all, streams]:"
                        + " all includes every other role, write [all] or the others without it");
    }

    @Test
    void refusesAPropertyThatHasAValueOfItsOwn() throws IOException {
        // given
        Path file = Files.writeString(
                directory.resolve("values.yaml"), "flyball: {properties: {flyball.topic-prefix: eu.}}");

        // then
        assertThatThrownBy(() -> Chart.render(file))
                .hasMessageContaining("flyball.properties sets flyball.topic-prefix,"
                        + " which has a value of its own: set flyball.topicPrefix instead");
    }

    @Test
    void refusesACredentialInTheConfigMap() throws IOException {
        // given
        Path file = Files.writeString(
                directory.resolve("values.yaml"), "flyball: {properties: {flyball.slack-token: xoxb-1}}");

        // then
        assertThatThrownBy(() -> Chart.render(file))
                .hasMessageContaining("flyball.properties sets flyball.slack-token, which looks like a credential")
                .hasMessageContaining("put it in a Secret");
    }

    @Test
    void refusesAnActuatorsKeyInTheConfigMap() throws IOException {
        // given
        Path file = Files.writeString(
                directory.resolve("values.yaml"), "flyball: {properties: {flyball.actuators-openai-key: sk-admin-1}}");

        // then
        assertThatThrownBy(() -> Chart.render(file))
                .hasMessageContaining(
                        "flyball.properties sets flyball.actuators-openai-key, which looks like a credential")
                .hasMessageContaining("actuators.existingSecret");
    }

    @Test
    void refusesAVariableThatTheChartSetsItself() throws IOException {
        // given
        Path file = Files.writeString(
                directory.resolve("values.yaml"), "extraEnv: [{name: FLYBALL_HTTP_PORT, value: '9000'}]");

        // then
        assertThatThrownBy(() -> Chart.render(file))
                .hasMessageContaining("extraEnv sets FLYBALL_HTTP_PORT, which the chart sets itself");
    }

    @Test
    void refusesANetworkPolicyThatWouldCutOffTheBrokers() throws IOException {
        // given
        Path file = Files.writeString(
                directory.resolve("values.yaml"),
                "{networkPolicy: {enabled: true}, flyball: {bootstrapServers: 'a:9092,b:9094'}}");

        // then
        assertThatThrownBy(() -> Chart.render(file))
                .hasMessageContaining("flyball.bootstrapServers names b:9094, and networkPolicy.kafkaPorts [9092]"
                        + " does not let port 9094 out: add 9094 to it");
    }
}
