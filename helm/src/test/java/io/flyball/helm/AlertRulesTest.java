package io.flyball.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.flyball.core.admit.RejectionReason;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertRulesTest {
    private static final Path UNIT_TESTS = Path.of("src/test/resources/promtool/flyball-test.yaml");

    private static final List<String> SECTIONS = List.of(
            "## Symptom", "## What it means", "## What to look at", "## What to do", "## How to verify it is over");

    @Test
    void promtoolAcceptsTheRulesAndTheirUnitTestsHold() throws IOException, InterruptedException {
        // given
        assumeTrue(
                onThePath("promtool"),
                "skipped: promtool is not installed, so the alert rules are not run (apt-get install prometheus)");

        // when
        String said = run(
                        "promtool",
                        "check",
                        "rules",
                        Chart.DIRECTORY.resolve("rules/flyball.yaml").toString())
                + run("promtool", "test", "rules", UNIT_TESTS.toString());

        // then
        assertThat(said).contains("9 rules found").endsWith("SUCCESS");
    }

    @Test
    void promtoolCanParseEveryQueryOfTheDashboardAndTheRunbooks(@TempDir Path directory)
            throws IOException, InterruptedException {
        // given
        assumeTrue(
                onThePath("promtool"),
                "skipped: promtool is not installed, so the queries are not parsed (apt-get install prometheus)");
        StringBuilder rules = new StringBuilder("groups:\n  - name: queries\n    rules:\n");
        Queries.all().values().forEach(query -> rules.append("      - record: query_")
                .append(rules.length())
                .append("\n        expr: |\n          ")
                .append(query.strip().replace("$__rate_interval", "5m").replace("\n", "\n          "))
                .append('\n'));
        Path file = Files.writeString(directory.resolve("queries.yaml"), rules);

        // when
        String said = run("promtool", "check", "rules", file.toString());

        // then
        assertThat(said).contains("SUCCESS: " + Queries.all().size() + " rules found");
    }

    @Test
    void everyAlertIsProvenToFireAndProvenToStaySilent() {
        // given
        Node tests = new Node(Chart.yaml(Queries.read(UNIT_TESTS)));

        // then
        assertThat(Queries.rules()).extracting(AlertRulesTest::name).allSatisfy(alert -> {
            assertThat(cases(tests, alert)).as("%s fires", alert).anyMatch(AlertRulesTest::expectsAnAlert);
            assertThat(cases(tests, alert))
                    .as("%s stays silent", alert)
                    .anyMatch(testCase -> !expectsAnAlert(testCase));
        });
    }

    @Test
    void everyAlertSaysWhatIsWrongHowBadItIsAndWhereItsRunbookLies() {
        assertThat(Queries.rules()).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.at("annotations", "summary").text()).hasSizeGreaterThan(15);
            assertThat(rule.at("annotations", "description").text()).endsWith(".");
            assertThat(rule.at("labels", "severity").text()).isIn("critical", "warning");
            assertThat(rule.at("annotations", "runbook").text()).isEqualTo("docs/runbooks/" + name(rule) + ".md");
            assertThat(Path.of("..").resolve(rule.at("annotations", "runbook").text()))
                    .exists();
        });
    }

    @Test
    void everyRunbookBelongsToAnAlertAndGoesFromTheSymptomToTheProof() {
        assertThat(Queries.runbooks()).isNotEmpty().allSatisfy(runbook -> {
            assertThat(Queries.rules())
                    .extracting(AlertRulesTest::name)
                    .contains(runbook.getFileName().toString().replace(".md", ""));
            assertThat(Queries.read(runbook)).containsSubsequence(SECTIONS);
        });
    }

    @Test
    void theRunbookOnRejectionsKnowsEveryReason() {
        // when
        String runbook = Queries.read(Queries.RUNBOOKS.resolve("FlyballRejecting.md"));

        // then
        assertThat(RejectionReason.values())
                .allSatisfy(reason -> assertThat(runbook).contains("`" + reason.wireName() + "`"));
    }

    @Test
    void theChartCanLeaveOutExactlyTheAlertsThereAre() {
        // given
        Node schema = new Node(Chart.yaml(Chart.read("values.schema.json")));

        // then
        assertThat(schema.at("properties", "prometheusRule", "properties", "disabled", "items", "enum")
                        .items())
                .extracting(Node::text)
                .containsExactlyElementsOf(
                        Queries.rules().stream().map(AlertRulesTest::name).toList());
    }

    @Test
    void theRenderedRuleLeavesOutWhatIsDisabledAndLinksTheRunbook() {
        // when
        Node rule = Chart.render(Path.of("src/test/resources/values/everything.yaml"))
                .theOne("PrometheusRule", "governor-flyball")
                .at("spec", "groups", "0", "rules");

        // then
        assertThat(rule.items())
                .hasSize(Queries.rules().size() - 1)
                .noneMatch(alert -> name(alert).equals("FlyballUnpriced"))
                .allMatch(alert -> alert.at("annotations", "runbook_url")
                        .text()
                        .equals("https://runbooks.example.com/flyball/docs/runbooks/" + name(alert) + ".md"));
    }

    private static String name(Node rule) {
        return rule.at("alert").text();
    }

    private static List<Node> cases(Node tests, String alert) {
        return tests.at("tests").items().stream()
                .flatMap(test -> test.at("alert_rule_test").items().stream())
                .filter(testCase -> testCase.at("alertname").text().equals(alert))
                .toList();
    }

    private static boolean expectsAnAlert(Node testCase) {
        return !testCase.at("exp_alerts").items().isEmpty();
    }

    private static boolean onThePath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("%s ends", command[1])
                .isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said.strip();
    }
}
