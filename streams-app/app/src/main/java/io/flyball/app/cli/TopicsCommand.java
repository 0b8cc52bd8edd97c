package io.flyball.app.cli;

import io.flyball.app.Refusal;
import io.flyball.app.feed.Cluster;
import io.flyball.schemas.TopicCatalogue;
import io.flyball.schemas.TopicCreation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball topics}: the topics of a cluster. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "Creates Flyball's topics on a cluster, or checks those that are there.",
        footer = {
            "",
            "Example:",
            "  flyball topics create --brokers localhost:9092 --partitions 12 --replication-factor 3"
        })
final class TopicsCommand {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    TopicsCommand() {}

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Creates the topics that are missing; leaves the others as they are.",
            footer = {
                "",
                "Example:",
                "  flyball topics create --brokers localhost:9092 --partitions 12 --replication-factor 3"
            })
    int create(
            @Option(names = "--brokers", required = true, paramLabel = "HOST:PORT,...", description = "Kafka brokers.")
                    String brokers,
            @Option(
                            names = "--partitions",
                            defaultValue = "12",
                            description = "Partitions of each topic; cannot be changed later (default 12).")
                    int partitions,
            @Option(names = "--replication-factor", defaultValue = "3", description = "Copies of each (default 3).")
                    short replicationFactor,
            @Option(
                            names = "--topic-prefix",
                            defaultValue = TopicCatalogue.DEFAULT_PREFIX,
                            description = "Name prefix.")
                    String prefix) {
        TopicCatalogue topics = catalogue(prefix, partitions, replicationFactor);
        TopicCreation creation = with(brokers, topics::create);
        PrintWriter out = spec.commandLine().getOut();
        creation.created().forEach(name -> out.println("created " + name));
        creation.existing().stream().sorted().forEach(name -> out.println("exists  " + name));
        return finish(creation.problems());
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Says what is wrong with the topics of a cluster; status 1 where something is.",
            footer = {"", "Example:", "  flyball topics check --brokers localhost:9092 --partitions 12"})
    int check(
            @Option(names = "--brokers", required = true, paramLabel = "HOST:PORT,...", description = "Kafka brokers.")
                    String brokers,
            @Option(names = "--partitions", defaultValue = "12", description = "Partitions wanted (default 12).")
                    int partitions,
            @Option(names = "--replication-factor", defaultValue = "3", description = "Copies wanted (default 3).")
                    short replicationFactor,
            @Option(
                            names = "--topic-prefix",
                            defaultValue = TopicCatalogue.DEFAULT_PREFIX,
                            description = "Name prefix.")
                    String prefix) {
        TopicCatalogue topics = catalogue(prefix, partitions, replicationFactor);
        return finish(with(brokers, topics::check));
    }

    private int finish(List<String> problems) {
        problems.forEach(problem -> spec.commandLine().getErr().println("flyball: " + problem));
        if (problems.isEmpty()) {
            spec.commandLine().getOut().println("all topics are as they should be");
        }
        spec.commandLine().getOut().flush();
        return problems.isEmpty() ? 0 : FlyballCommand.FAILED;
    }

    private static TopicCatalogue catalogue(String prefix, int partitions, short replicationFactor) {
        try {
            return new TopicCatalogue(prefix, partitions, replicationFactor);
        } catch (IllegalArgumentException e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
    }

    private static <T> T with(String brokers, Function<Admin, T> action) {
        Map<String, Object> client = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
        try (Admin admin = Cluster.admin(client)) {
            return action.apply(admin);
        } catch (KafkaException e) {
            if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException
                    || e instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw Cluster.unreachable(client);
            }
            throw e;
        }
    }
}
