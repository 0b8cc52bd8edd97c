package io.flyball.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodTest {
    private static final Path EVERYTHING = Path.of("src/test/resources/values/everything.yaml");

    private final Manifests plain = Chart.render();
    private final Manifests everything = Chart.render(EVERYTHING);

    @Test
    void noProbeThatCanKillAsksForMoreThanBeingAlive() {
        for (Manifests manifests : List.of(plain, everything)) {
            assertThat(manifests
                            .container()
                            .at("startupProbe", "httpGet", "path")
                            .value())
                    .isEqualTo("/livez");
            assertThat(manifests
                            .container()
                            .at("livenessProbe", "httpGet", "path")
                            .value())
                    .isEqualTo("/livez");
            assertThat(manifests
                            .container()
                            .at("readinessProbe", "httpGet", "path")
                            .value())
                    .isEqualTo("/readyz");
        }
    }

    @Test
    void aProcessHasFiveMinutesToOpenItsPortAndTwoMinutesToAnswerAgain() {
        assertThat(budgetSeconds("startupProbe")).isGreaterThanOrEqualTo(300);
        assertThat(budgetSeconds("livenessProbe")).isGreaterThanOrEqualTo(120);
    }

    @Test
    void aStopHasTimeToCommitAndToCloseTheStores() {
        assertThat(plain.pod().at("terminationGracePeriodSeconds").number()).isGreaterThanOrEqualTo(120);
    }

    @Test
    void theStateLivesOnAVolumeOfItsOwnThatOutlivesThePod() {
        // given
        Node set = plain.theOne("StatefulSet", "governor-flyball").at("spec");

        // then
        assertThat(set.at("volumeClaimTemplates", "0", "metadata", "name").value())
                .isEqualTo("state");
        assertThat(set.at("volumeClaimTemplates", "0", "spec", "resources", "requests", "storage")
                        .value())
                .isEqualTo("20Gi");
        assertThat(set.at("persistentVolumeClaimRetentionPolicy", "whenDeleted").value())
                .isEqualTo("Retain");
        assertThat(plain.container()
                        .at("volumeMounts")
                        .named("state")
                        .at("mountPath")
                        .value())
                .isEqualTo(plain.theOne("ConfigMap", "governor-flyball")
                        .at("data", "FLYBALL_STATE_DIR")
                        .value());
    }

    @Test
    void theStateDirectoryMovesWithItsMount() {
        assertThat(everything
                        .container()
                        .at("volumeMounts")
                        .named("state")
                        .at("mountPath")
                        .value())
                .isEqualTo("/data/flyball");
    }

    @Test
    void instancesStartTogetherAndKeepTheirPlaceInTheGroup() {
        // given
        Node set = plain.theOne("StatefulSet", "governor-flyball").at("spec");
        Node member = plain.container().at("env").named("FLYBALL_GROUP_INSTANCE_ID");

        // then
        assertThat(set.at("podManagementPolicy").value()).isEqualTo("Parallel");
        assertThat(set.at("serviceName").value()).isEqualTo("governor-flyball-peers");
        assertThat(member.at("valueFrom", "fieldRef", "fieldPath").value()).isEqualTo("metadata.name");
    }

    @Test
    void thePodHasNoPrivilegesAndNoToken() {
        for (Manifests manifests : List.of(plain, everything)) {
            assertThat(manifests.pod().at("securityContext", "runAsNonRoot").value())
                    .isEqualTo(true);
            assertThat(manifests
                            .pod()
                            .at("securityContext", "seccompProfile", "type")
                            .value())
                    .isEqualTo("RuntimeDefault");
            assertThat(manifests.pod().at("automountServiceAccountToken").value())
                    .isEqualTo(false);
            assertThat(manifests.container().at("securityContext").value())
                    .isEqualTo(Map.of(
                            "allowPrivilegeEscalation",
                            false,
                            "readOnlyRootFilesystem",
                            true,
                            "capabilities",
                            Map.of("drop", List.of("ALL"))));
        }
    }

    @Test
    void noServiceOfTheNamespaceLeaksIntoTheConfiguration() {
        assertThat(plain.pod().at("enableServiceLinks").value()).isEqualTo(false);
    }

    @Test
    void onAReadOnlyRootThereIsAPlaceForUnpackedNativeLibraries() {
        assertThat(plain.container()
                        .at("volumeMounts")
                        .named("tmp")
                        .at("mountPath")
                        .value())
                .isEqualTo("/tmp");
        assertThat(plain.pod().at("volumes").named("tmp").fields()).containsKey("emptyDir");
    }

    @Test
    void theHeapLeavesMoreThanHalfOfTheMemoryToRocksDb() {
        assertThat(plain.container().at("resources", "limits", "memory").value())
                .isEqualTo("2Gi");
        assertThat(plain.container()
                        .at("env")
                        .named("JDK_JAVA_OPTIONS")
                        .at("value")
                        .value())
                .isEqualTo("-Xmx819m");
        assertThat(everything
                        .container()
                        .at("env")
                        .named("JDK_JAVA_OPTIONS")
                        .at("value")
                        .value())
                .isEqualTo("-Xmx2457m -Xlog:gc");
    }

    @Test
    void noneOfTheMemoryIsBorrowed() {
        assertThat(plain.container().at("resources", "limits", "memory").value())
                .isEqualTo(
                        plain.container().at("resources", "requests", "memory").value());
    }

    @Test
    void noSecretIsEverCreatedAndExistingOnesAreOnlyReferredTo() {
        assertThat(plain.ofKind("Secret")).isEmpty();
        assertThat(everything.ofKind("Secret")).isEmpty();
        assertThat(everything
                        .container()
                        .at("env")
                        .named("FLYBALL_SLACK_TOKEN")
                        .at("valueFrom")
                        .value())
                .isEqualTo(Map.of("secretKeyRef", Map.of("name", "slack-bot", "key", "bot-token")));
        assertThat(everything
                        .pod()
                        .at("volumes")
                        .named("kafka-client")
                        .at("secret", "secretName")
                        .value())
                .isEqualTo("kafka-client");
        assertThat(everything
                        .container()
                        .at("env")
                        .named("FLYBALL_KAFKA_PROPERTIES_FILE")
                        .at("value")
                        .value())
                .isEqualTo("/etc/flyball/kafka/kafka.properties");
    }

    @Test
    void instancesSpreadOverZonesAndNodesWithoutEverBlockingAStart() {
        assertThat(plain.pod().at("topologySpreadConstraints").items())
                .extracting(constraint -> constraint.at("topologyKey").text() + " "
                        + constraint.at("whenUnsatisfiable").text())
                .containsExactly("topology.kubernetes.io/zone ScheduleAnyway", "kubernetes.io/hostname ScheduleAnyway");
    }

    @Test
    void everySelectorFindsThePod() {
        // given
        Map<String, Node> labels = everything
                .theOne("StatefulSet", "governor-flyball")
                .at("spec", "template", "metadata", "labels")
                .fields();

        // then
        List<Node> selectors = List.of(
                everything.theOne("StatefulSet", "governor-flyball").at("spec", "selector", "matchLabels"),
                everything.theOne("Service", "governor-flyball").at("spec", "selector"),
                everything.theOne("Service", "governor-flyball-peers").at("spec", "selector"),
                everything.theOne("PodDisruptionBudget", "governor-flyball").at("spec", "selector", "matchLabels"),
                everything.theOne("NetworkPolicy", "governor-flyball").at("spec", "podSelector", "matchLabels"));
        assertThat(selectors).allSatisfy(selector -> {
            assertThat(selector.fields()).isNotEmpty();
            assertThat(labels).containsAllEntriesOf(selector.fields());
        });
    }

    @Test
    void peersAreFoundBeforeTheyAreReady() {
        // given
        Node peers = plain.theOne("Service", "governor-flyball-peers").at("spec");

        // then
        assertThat(peers.at("clusterIP").text()).isEqualTo("None");
        assertThat(peers.at("publishNotReadyAddresses").value()).isEqualTo(true);
    }

    @Test
    void prometheusScrapesTheServiceThatAlsoListsInstancesThatAreNotReady() {
        // given
        Node monitor = everything.theOne("ServiceMonitor", "governor-flyball").at("spec");

        // then
        assertThat(everything
                        .theOne("Service", "governor-flyball-peers")
                        .at("metadata", "labels")
                        .fields())
                .containsAllEntriesOf(monitor.at("selector", "matchLabels").fields());
        assertThat(everything
                        .theOne("Service", "governor-flyball")
                        .at("metadata", "labels", "app.kubernetes.io/component")
                        .value())
                .isNotEqualTo(monitor.at("selector", "matchLabels", "app.kubernetes.io/component")
                        .value());
    }

    private int budgetSeconds(String probe) {
        Node budget = plain.container().at(probe);
        return budget.at("periodSeconds").number()
                * budget.at("failureThreshold").number();
    }
}
