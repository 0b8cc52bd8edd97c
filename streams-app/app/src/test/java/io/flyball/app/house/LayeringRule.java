package io.flyball.app.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which code may know which. Each rule is written for any root package, so that it can be held against the house and
 * against {@link io.flyball.app.house.violations a small one} that breaks it.
 */
enum LayeringRule {
    CORE_KNOWS_THE_JDK_AND_ITSELF(
            root -> classes()
                    .that()
                    .resideInAPackage(root + ".core..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(root + ".core..", "java..", "org.jspecify.annotations"),
            "LeansOnOthers.library()",
            "LeansOnOthers.module()"),

    CORE_IS_TOLD_THE_TIME(
            root -> noClasses()
                    .that()
                    .resideInAPackage(root + ".core..")
                    .should()
                    .accessTargetWhere(JdkUse.READS_A_CLOCK),
            "ReadsTheClock.instant()",
            "ReadsTheClock.day()",
            "ReadsTheClock.clock()",
            "ReadsTheClock.millis()",
            "ReadsTheClock.nanos()",
            "ReadsTheClock.reference()",
            "ReadsTheClock.date()"),

    CORE_STARTS_NO_THREAD(
            root -> noClasses()
                    .that()
                    .resideInAPackage(root + ".core..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("java.util.concurrent..")
                            .or(nameMatching("java\\.lang\\.Thread.*|java\\.util\\.Timer.*"))),
            "StartsThreads.thread()",
            "StartsThreads.pool()"),

    CORE_LOGS_NOTHING(
            root -> noClasses()
                    .that()
                    .resideInAPackage(root + ".core..")
                    .should()
                    .dependOnClassesThat(resideInAnyPackage("java.util.logging..", "org.slf4j..")
                            .or(nameMatching("java\\.lang\\.System\\$Logger.*"))),
            "Logs.platform()",
            "Logs.system()",
            "Logs.facade()"),

    CORE_COUNTS_IN_INTEGERS(
            root -> classes().that().resideInAPackage(root + ".core..").should(new IntegersOnly()),
            "CountsInDoubles.SHARE",
            "CountsInDoubles.returned()",
            "CountsInDoubles.taken(double)",
            "CountsInDoubles.listed([D)",
            "CountsInDoubles.mapped(java.util.Map)"),

    SCHEMAS_KNOW_THE_CORE(root -> knowsOnly(root, "schemas", "core"), "KnowsTheRuntime.module()"),
    INGEST_KNOWS_CORE_SCHEMAS_AND_METRICS(
            root -> knowsOnly(root, "ingest", "core", "schemas", "metrics"), "KnowsTheRuntime.module()"),
    CONNECT_KNOWS_CORE_AND_SCHEMAS(root -> knowsOnly(root, "connect", "core", "schemas"), "KnowsTheRuntime.module()"),
    ALERTING_KNOWS_CORE_SCHEMAS_AND_METRICS(
            root -> knowsOnly(root, "alerting", "core", "schemas", "metrics"), "KnowsTheRuntime.module()"),
    RUNTIME_KNOWS_CORE_SCHEMAS_AND_METRICS(
            root -> knowsOnly(root, "runtime", "core", "schemas", "metrics"), "KnowsTheApplication.module()"),
    METRICS_STAND_ALONE(root -> knowsOnly(root, "metrics"), "KnowsTheSchemas.module()"),
    GATEWAY_STANDS_ALONE(root -> knowsOnly(root, "gateway"), "KnowsTheSchemas.module()"),
    SIDECAR_KNOWS_THE_GATEWAY_AND_METRICS(
            root -> knowsOnly(root, "sidecar", "gateway", "metrics"), "KnowsTheCore.module()"),
    ACTUATORS_KNOW_THE_GATEWAY_SCHEMAS_AND_METRICS(
            root -> knowsOnly(root, "actuators", "gateway", "schemas", "metrics"), "KnowsTheCore.module()"),

    SIMULATE_KNOWS_THE_MODEL_ALONE(
            root -> classes()
                    .that()
                    .resideInAPackage(root + ".simulate..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            root + ".simulate..", root + ".core.model", "java..", "org.jspecify.annotations"),
            "KnowsTheDetectors.threshold()",
            "KnowsTheDetectors.module()",
            "KnowsTheDetectors.library()"),

    SIMULATE_IS_TOLD_THE_TIME(
            root -> noClasses()
                    .that()
                    .resideInAPackage(root + ".simulate..")
                    .should()
                    .accessTargetWhere(JdkUse.READS_A_CLOCK),
            "LooksAtTheClock.millis()"),

    NOTHING_KNOWS_THE_APPLICATION(
            root -> noClasses()
                    .that(resideInAPackage(root + "..").and(resideOutsideOfPackages(root + ".app..")))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(root + ".app.."),
            "KnowsTheApplication.module()"),

    PACKAGES_OF_A_MODULE_FORM_NO_CYCLE(
            root -> slices().matching(root + ".(*).(*)..").should().beFreeOfCycles(), "Left.other()", "Right.other()"),

    ONE_CLASS_KNOWS_THE_REGISTRY_CLIENT(
            root -> noClasses()
                    .that(resideInAPackage(root + "..").and(outside(List.of(root + ".schemas.SchemaRegistry"))))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("..io.confluent.kafka.schemaregistry.."),
            "TouchesTheRegistryClient.client()"),

    FEW_CLASSES_KNOW_INTERNALS_OF_KAFKA(
            root -> noClasses()
                    .that(resideInAPackage(root + "..").and(outside(knowingInternals(root))))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.kafka..internals.."),
            "TouchesKafkaInternals.store()"),

    METERS_ARE_MADE_OF_METRICS(
            root -> noClasses()
                    .that(resideInAPackage(root + "..").and(resideOutsideOfPackages(root + ".metrics..")))
                    .should()
                    .accessTargetWhere(MeterUse.MAKES_A_METER),
            "MakesAMeter.counted(",
            "MakesAMeter.timed(",
            "MakesAMeter.read(",
            "MakesAMeter.built("),

    THE_COMMAND_LINE_ALONE_HAS_A_TERMINAL(
            root -> noClasses()
                    .that(resideInAPackage(root + "..")
                            .and(resideOutsideOfPackages(root + ".app.cli.."))
                            .and(outside(List.of(root + ".app.Main"))))
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err"),
            "SpeaksToTheTerminal.out()",
            "SpeaksToTheTerminal.err()"),

    LOGS_GO_THROUGH_SLF4J(
            root -> noClasses()
                    .that()
                    .resideInAPackage(root + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.util.logging..", "org.apache.logging.log4j..", "org.apache.commons.logging.."),
            "SpeaksToTheTerminal.platform()");

    private final Function<String, ArchRule> written;
    private final List<String> violations;

    LayeringRule(Function<String, ArchRule> written, String... violations) {
        this.written = written;
        this.violations = List.of(violations);
    }

    /** The rule for the house of this root package. */
    ArchRule under(String root) {
        return written.apply(root).because("the design says so (" + name() + ")");
    }

    /** The members of the small house that break this rule, each named as in a report. */
    List<String> violations() {
        return violations;
    }

    /**
     * The classes that may use what Kafka does not promise to keep; read each again with every new version of Kafka.
     *
     * <p>{@code CommitHook}: a store flushed inside the commit, before the producer. {@code Outlets}: records forwarded from
     * that flush. {@code FlyballTopology}: a window store with a segment interval of its own.
     */
    static List<String> knowingInternals(String root) {
        return List.of(
                root + ".runtime.state.CommitHook", root + ".runtime.Outlets", root + ".runtime.FlyballTopology");
    }

    /** Classes other than these and what is nested in them. */
    private static DescribedPredicate<JavaClass> outside(List<String> names) {
        String pattern = String.join("|", names.stream().map(Pattern::quote).toList());
        return DescribedPredicate.not(nameMatching("(" + pattern + ")(\\$.*)?").<JavaClass>forSubtype());
    }

    private static ArchRule knowsOnly(String root, String module, String... others) {
        String[] allowed = Stream.concat(Stream.of(module), Arrays.stream(others))
                .map(name -> root + "." + name + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(root + "." + module + "..")
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..").and(resideOutsideOfPackages(allowed)));
    }
}
