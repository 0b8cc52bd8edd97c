package io.flyball.app.cli;

import io.flyball.actuators.decide.Holding;
import io.flyball.actuators.decide.Mode;
import io.flyball.actuators.memory.ActuationKafka;
import io.flyball.actuators.memory.ActuationMeters;
import io.flyball.actuators.memory.ActuationTopics;
import io.flyball.actuators.memory.Actuations;
import io.flyball.actuators.memory.Served;
import io.flyball.app.Refusal;
import io.flyball.app.config.ConfigKeys;
import io.flyball.app.config.ConfigSources;
import io.flyball.app.config.FlyballConfig;
import io.flyball.app.feed.Cluster;
import io.flyball.schemas.AvroSerde;
import io.flyball.schemas.SchemaRegistry;
import io.flyball.schemas.Topic;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.avro.Actuation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball actuators}: limits that are set at vendors. */
@Command(
        name = "actuators",
        mixinStandardHelpOptions = true,
        description = "Shows the limits that are set at vendors, or gives them back.",
        footer = {"", "Example:", "  flyball actuators show --config flyball.yaml"})
final class ActuatorsCommand {
    private static final String GROUP_SUFFIX = "-actuators";

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    ActuatorsCommand() {}

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Lists what is set, with the limits that were there before.",
            footer = {"", "Example:", "  flyball actuators show --config flyball.yaml"})
    int show(
            @Option(names = "--config", paramLabel = "C", description = "Settings (YAML, JSON or properties).")
                    @Nullable
                    Path configFile) {
        FlyballConfig config = FlyballConfig.load(ConfigSources.ofProcess(configFile, Map.of()));
        try (SchemaRegistry registry = registry(config)) {
            List<Holding> set = actuations(config, registry).set();
            set.forEach(this::say);
            if (set.isEmpty()) {
                say("nothing is set");
            }
        }
        return 0;
    }

    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description =
                    "Gives back all that is set; status 1 where something is left. No instance may act meanwhile.",
            footer = {"", "Example:", "  flyball actuators restore --config flyball.yaml"})
    int restore(
            @Option(names = "--config", paramLabel = "C", description = "Settings (YAML, JSON or properties).")
                    @Nullable
                    Path configFile,
            @Option(
                            names = "--within-minutes",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "How long to go on trying (default 10).")
                    int withinMinutes)
            throws Exception {
        FlyballConfig config = FlyballConfig.load(ConfigSources.ofProcess(configFile, Map.of()));
        refuseWhileOneActs(config);
        List<Served> served = ActuatorSetup.of(config).stream()
                .map(one -> new Served(one.actuator(), one.rules().in(Mode.OFF)))
                .toList();
        try (SchemaRegistry registry = registry(config)) {
            List<Holding> left = actuations(config, registry).restore(served, Duration.ofMinutes(withinMinutes));
            left.forEach(this::say);
            say(left.isEmpty() ? "all limits are as they were" : "what is listed above is left");
            return left.isEmpty() ? 0 : FlyballCommand.FAILED;
        } finally {
            served.forEach(one -> one.actuator().close());
        }
    }

    private static void refuseWhileOneActs(FlyballConfig config) throws InterruptedException {
        String group = config.get(ConfigKeys.APPLICATION_ID) + GROUP_SUFFIX;
        try (Admin admin = Cluster.admin(config.kafkaClient())) {
            int members = admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .mapToInt(description -> description.members().size())
                    .sum();
            if (members > 0) {
                throw new Refusal("The group " + group + " has " + members + " members, which would set limits again:"
                        + " stop these instances, or restart them with mode: off and let them give back.");
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw Cluster.unreachable(config.kafkaClient());
            }
        }
    }

    private static SchemaRegistry registry(FlyballConfig config) {
        return SchemaRegistry.connect(config.get(ConfigKeys.REGISTRY_URL), config.registryClient());
    }

    private static Actuations actuations(FlyballConfig config, SchemaRegistry registry) {
        TopicCatalogue topics = config.topics();
        ActuationTopics names = new ActuationTopics(
                topics.name(Topic.THROTTLE),
                topics.name(Topic.ACTUATIONS),
                new AvroSerde<>(registry, topics, Topic.ACTUATIONS, Actuation.class));
        String group = config.get(ConfigKeys.APPLICATION_ID) + GROUP_SUFFIX;
        return new Actuations(
                new ActuationKafka(config.kafkaClient(), group),
                names,
                new ActuationMeters(new SimpleMeterRegistry()),
                System::currentTimeMillis);
    }

    private void say(Holding held) {
        say(held.target() + " for " + held.target().scope() + ": "
                + held.phase().wireName() + ", set to "
                + held.ours().get(held.ours().size() - 1) + ", was " + held.original());
    }

    private void say(String sentence) {
        spec.commandLine().getOut().println(sentence);
        spec.commandLine().getOut().flush();
    }
}
