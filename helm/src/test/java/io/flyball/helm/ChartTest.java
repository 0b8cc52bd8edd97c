package io.flyball.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ChartTest {
    private static final Path EVERYTHING = Path.of("src/test/resources/values/everything.yaml");

    /** The configuration keys the application documents and the chart sets from values of their own. */
    private static final List<String> CONFIGURATION = List.of(
            "flyball.bootstrap-servers",
            "flyball.registry-url",
            "flyball.application-id",
            "flyball.topic-prefix",
            "flyball.state-dir",
            "flyball.http-port",
            "flyball.roles");

    /** Set from the pod or from existing Secrets. */
    private static final List<String> FROM_THE_POD = List.of(
            "flyball.group-instance-id",
            "flyball.kafka-properties-file",
            "flyball.slack-token",
            "flyball.actuators-file",
            "flyball.actuators-litellm-key",
            "flyball.actuators-openai-key");

    @Test
    void helmFindsNothingToSayAgainstTheChart() {
        // when
        LintResult lint = Chart.lint();

        // then
        assertThat(lint.isFailed()).as(String.join("\n", lint.getMessages())).isFalse();
        assertThat(lint.getMessages()).noneMatch(message -> message.contains("[WARNING]"));
    }

    @Test
    void withItsOwnValuesItInstallsTheApplicationAndNothingOptional() {
        // when
        Manifests manifests = Chart.render();

        // then
        assertThat(manifests.objects())
                .extracting(object -> object.at("kind").text() + " "
                        + object.at("metadata", "name").text())
                .containsExactlyInAnyOrder(
                        "ConfigMap governor-flyball",
                        "PodDisruptionBudget governor-flyball",
                        "Service governor-flyball",
                        "Service governor-flyball-peers",
                        "ServiceAccount governor-flyball",
                        "StatefulSet governor-flyball");
    }

    @Test
    void everyOptionCanBeOnAtOnce() {
        // when
        Manifests manifests = Chart.render(EVERYTHING);

        // then
        assertThat(manifests.objects())
                .extracting(object -> object.at("kind").text())
                .contains("NetworkPolicy", "ServiceMonitor", "PrometheusRule", "PodDisruptionBudget");
        assertThat(manifests
                        .theOne("ConfigMap", "governor-flyball-dashboard")
                        .at("data", "flyball.json")
                        .text())
                .isEqualToIgnoringNewLines(Chart.read("dashboards/flyball.json"));
    }

    @Test
    void theConfigMapHoldsExactlyTheConfigurationKeysUnderTheirEnvironmentNames() {
        // when
        Node data = Chart.render().theOne("ConfigMap", "governor-flyball").at("data");

        // then
        assertThat(data.fields().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        CONFIGURATION.stream().map(ChartTest::environmentName).toList());
        assertThat(data.at("FLYBALL_TOPIC_PREFIX").value()).isEqualTo("flyball.");
        assertThat(data.at("FLYBALL_HTTP_PORT").value()).isEqualTo("8080");
    }

    @Test
    void everyFlyballVariableOfTheContainerIsAConfigurationKey() {
        // when
        Set<String> names = new TreeSet<>();
        Chart.render(EVERYTHING)
                .container()
                .at("env")
                .items()
                .forEach(variable -> names.add(variable.at("name").text()));
        names.removeAll(Set.of("JDK_JAVA_OPTIONS", "MALLOC_ARENA_MAX", "FLYBALL_REGISTRY_PASSWORD"));

        // then
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(
                        FROM_THE_POD.stream().map(ChartTest::environmentName).toList());
    }

    @Test
    void everyKeyTheChartSetsIsInTheConfigurationReference() throws IOException {
        // given
        Path reference = Path.of("../docs/config.md");
        assumeTrue(Files.exists(reference), "skipped: docs/config.md is not generated yet");

        // when
        String written = Files.readString(reference);

        // then
        assertThat(CONFIGURATION).allSatisfy(key -> assertThat(written).contains(key));
        assertThat(FROM_THE_POD).allSatisfy(key -> assertThat(written).contains(key));
    }

    @Test
    void furtherPropertiesReachTheConfigMapAsTheyWereWritten() {
        // when
        Node data =
                Chart.render(EVERYTHING).theOne("ConfigMap", "governor-flyball").at("data");

        // then
        assertThat(data.at("FLYBALL_ROCKSDB_MEMORY").value()).isEqualTo("536870912");
        assertThat(data.at("FLYBALL_COMMIT_INTERVAL").value()).isEqualTo("1s");
        assertThat(data.at("FLYBALL_KAFKA_ENABLE_METRICS_PUSH").value()).isEqualTo("false");
        assertThat(data.at("FLYBALL_ROLES").value()).isEqualTo("streams,gateway,alerting");
    }

    @Test
    void aChangedConfigurationRestartsThePods() {
        // when
        Node before = Chart.render().theOne("StatefulSet", "governor-flyball");
        Node after = Chart.render(EVERYTHING).theOne("StatefulSet", "governor-flyball");

        // then
        String[] checksum = {"spec", "template", "metadata", "annotations", "checksum/config"};
        assertThat(after.at(checksum).text())
                .hasSize(64)
                .isNotEqualTo(before.at(checksum).text());
    }

    private static String environmentName(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
