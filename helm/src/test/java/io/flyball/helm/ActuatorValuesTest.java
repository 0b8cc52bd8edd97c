package io.flyball.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActuatorValuesTest {
    private static final Path EVERYTHING = Path.of("src/test/resources/values/everything.yaml");

    private final Path directory;

    ActuatorValuesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void withoutValuesNoLimitIsSetAnywhere() {
        // when
        Manifests plain = Chart.render();

        // then
        assertThat(plain.objects()).noneMatch(object -> object.text().contains("actuators"));
        assertThat(plain.container().at("env").items())
                .extracting(variable -> variable.at("name").text())
                .noneMatch(name -> name.startsWith("FLYBALL_ACTUATORS"));
    }

    @Test
    void theFileIsMountedAsItWasWrittenAndNamedToTheApplication() {
        // when
        Manifests everything = Chart.render(EVERYTHING);

        // then
        Object file = Chart.yaml(everything
                .theOne("ConfigMap", "governor-flyball-actuators")
                .at("data", "actuators.yaml")
                .text());
        assertThat(new Node(file).at("litellm").value())
                .isEqualTo(Map.of(
                        "url",
                        "http://litellm:4000",
                        "mode",
                        "enforce",
                        "floor",
                        Map.of("tokens_per_minute", 1_000_000),
                        "ids",
                        Map.of("user:ann@example.com", "u-17")));
        String folder = everything
                .container()
                .at("volumeMounts")
                .named("actuators")
                .at("mountPath")
                .text();
        assertThat(variable(everything, "FLYBALL_ACTUATORS_FILE").at("value").text())
                .isEqualTo(folder + "/actuators.yaml");
        assertThat(everything
                        .pod()
                        .at("volumes")
                        .named("actuators")
                        .at("configMap", "name")
                        .text())
                .isEqualTo("governor-flyball-actuators");
    }

    @Test
    void keysComeFromTheSecretAndOnlyThoseOfTheSystemsThatAreNamed() {
        // when
        Manifests everything = Chart.render(EVERYTHING);

        // then
        assertThat(variable(everything, "FLYBALL_ACTUATORS_LITELLM_KEY")
                        .at("valueFrom")
                        .value())
                .isEqualTo(Map.of("secretKeyRef", Map.of("name", "vendor-keys", "key", "proxy")));
        assertThat(variable(everything, "FLYBALL_ACTUATORS_OPENAI_KEY")
                        .at("valueFrom")
                        .value())
                .isEqualTo(Map.of("secretKeyRef", Map.of("name", "vendor-keys", "key", "openai-key")));
        assertThat(everything.container().at("env").items())
                .extracting(variable -> variable.at("name").text())
                .doesNotContain("FLYBALL_ACTUATORS_ANTHROPIC_KEY");
    }

    @Test
    void aChangedFileRestartsThePods() throws IOException {
        // given
        Path other = Files.writeString(
                directory.resolve("values.yaml"), Files.readString(EVERYTHING).replace("mode: enforce", "mode: 'off'"));

        // when
        String before = checksum(Chart.render(EVERYTHING));
        String after = checksum(Chart.render(other));

        // then
        assertThat(after).hasSize(64).isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "litellm: {url: 'http://litellm:4000'}, openai: {}   | 4000 443",
                "litellm: {url: 'http://litellm'}                    | 80",
                "litellm: {url: 'https://litellm.example.com/'}      | 443",
                "openai: {}, anthropic: {}                           | 443",
                "anthropic: {url: 'https://[::1]:8443'}              | 8443",
            })
    void theNetworkPolicyLetsThemOut(String config, String ports) throws IOException {
        // given
        Path file = values("networkPolicy: {enabled: true}", "flyball: {roles: [all]}", config, "vendor-keys");

        // when
        List<Node> egress = Chart.render(file)
                .theOne("NetworkPolicy", "governor-flyball")
                .at("spec", "egress")
                .items();

        // then
        assertThat(egress)
                .extracting(rule -> rule.at("ports").items().stream()
                        .map(port -> String.valueOf(port.at("port").value()))
                        .toList())
                .contains(List.of(ports.split(" ")));
    }

    @Test
    void refusesThemWithoutTheRoleThatActs() throws IOException {
        // given
        Path file = values("", "flyball: {roles: [streams, alerting]}", "openai: {}, litellm: {}", "vendor-keys");

        // then
        assertThatThrownBy(() -> Chart.render(file))
                .hasMessageContaining("actuators.config names [litellm, openai], and flyball.roles is"
                        + " [streams, alerting]: limits are set by the role gateway, add it");
    }

    @Test
    void refusesThemWithoutTheirKeys() throws IOException {
        // given
        Path file = values("", "flyball: {roles: [gateway]}", "openai: {}", "");

        // then
        assertThatThrownBy(() -> Chart.render(file))
                .hasMessageContaining("actuators.config names [openai], and actuators.existingSecret is empty:"
                        + " name the Secret that has the keys");
    }

    @Test
    void refusesAModeThatYamlTookForABoolean() throws IOException {
        // given
        Path file = values("", "flyball: {roles: [gateway]}", "openai: {mode: off}", "vendor-keys");

        // then
        assertThatThrownBy(() -> Chart.render(file))
                .hasMessageContaining("actuators.config.openai.mode is false,"
                        + " which is what YAML makes of off and on: write \"off\" in quotes");
    }

    @Test
    void refusesASecondFile() throws IOException {
        // given
        Path file = values(
                "",
                "flyball: {roles: [gateway], properties: {flyball.actuators-file: /etc/ours.yaml}}",
                "openai: {}",
                "vendor-keys");

        // then
        assertThatThrownBy(() -> Chart.render(file))
                .hasMessageContaining("flyball.properties sets flyball.actuators-file,"
                        + " which comes from actuators.config: keep one of the two");
    }

    @Test
    void refusesAKeyThatIsGivenTwice() throws IOException {
        // given
        Path file = values(
                "extraEnv: [{name: FLYBALL_ACTUATORS_OPENAI_KEY, value: sk-admin-1}]",
                "flyball: {roles: [gateway]}",
                "openai: {}",
                "vendor-keys");

        // then
        assertThatThrownBy(() -> Chart.render(file))
                .hasMessageContaining("extraEnv sets FLYBALL_ACTUATORS_OPENAI_KEY, which the chart sets itself");
    }

    private Path values(String more, String flyball, String config, String secret) throws IOException {
        return Files.writeString(
                directory.resolve("values.yaml"),
                String.join(
                        "\n",
                        more,
                        flyball,
                        "actuators: {existingSecret: '" + secret + "', config: {" + config + "}}"));
    }

    private static Node variable(Manifests manifests, String name) {
        return manifests.container().at("env").named(name);
    }

    private static String checksum(Manifests manifests) {
        return manifests
                .theOne("StatefulSet", "governor-flyball")
                .at("spec", "template", "metadata", "annotations", "checksum/actuators")
                .text();
    }
}
