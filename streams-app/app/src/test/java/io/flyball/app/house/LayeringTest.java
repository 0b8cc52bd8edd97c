package io.flyball.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LayeringTest {
    private static final String HOUSE = "io.flyball";
    private static final String BROKEN_HOUSE = "io.flyball.app.house.violations";

    private JavaClasses house;
    private JavaClasses brokenHouse;

    @BeforeAll
    void readClasses() {
        house = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(HOUSE);
        brokenHouse = new ClassFileImporter().importPackages(BROKEN_HOUSE);
    }

    @Test
    void readsEveryModuleAndNoTest() {
        // given
        Set<String> modules = Set.of(
                "core",
                "simulate",
                "schemas",
                "metrics",
                "ingest",
                "connect",
                "gateway",
                "sidecar",
                "actuators",
                "alerting",
                "runtime",
                "app");

        // when
        Set<String> read = house.stream()
                .map(type -> type.getPackageName().substring(HOUSE.length() + 1).split("\\.")[0])
                .collect(Collectors.toSet());

        // then
        assertThat(read).isEqualTo(modules);
        assertThat(house).extracting(JavaClass::getName).noneMatch(name -> name.startsWith("io.flyball.app.house."));
    }

    @ParameterizedTest
    @EnumSource
    void theHouseKeeps(LayeringRule rule) {
        rule.under(HOUSE).check(house);
    }

    @ParameterizedTest
    @EnumSource
    void aBrokenHouseIsCaughtBy(LayeringRule rule) {
        // when
        List<String> caught = rule.under(BROKEN_HOUSE)
                .evaluate(brokenHouse)
                .getFailureReport()
                .getDetails();

        // then
        assertThat(rule.violations()).isNotEmpty().allSatisfy(violation -> assertThat(caught)
                .anyMatch(line -> line.contains(BROKEN_HOUSE) && line.contains(violation)));
    }

    @ParameterizedTest
    @EnumSource
    void noRuleCatchesTheInnocent(LayeringRule rule) {
        // when
        List<String> caught = rule.under(BROKEN_HOUSE)
                .evaluate(brokenHouse)
                .getFailureReport()
                .getDetails();

        // then
        assertThat(caught).noneMatch(line -> line.contains("MaySpeak"));
    }

    /** An exemption that outlives its reason lets the next use in unseen. */
    @Test
    void everyClassExemptedForInternalsOfKafkaStillUsesThem() {
        assertThat(LayeringRule.knowingInternals(HOUSE))
                .allSatisfy(name -> assertThat(house.get(name).getDirectDependenciesFromSelf())
                        .anyMatch(use ->
                                use.getTargetClass().getPackageName().matches("org\\.apache\\.kafka\\..*internals.*")));
    }
}
