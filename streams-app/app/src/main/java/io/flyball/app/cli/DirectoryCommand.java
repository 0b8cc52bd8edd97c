package io.flyball.app.cli;

import io.flyball.app.feed.Cluster;
import io.flyball.app.feed.ControlSender;
import io.flyball.core.model.Person;
import io.flyball.schemas.ControlMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flyball directory}: who is who. */
@Command(
        name = "directory",
        mixinStandardHelpOptions = true,
        description = "Puts a directory of people in force on a cluster.",
        footer = {
            "",
            "Example:",
            "  flyball directory import people.csv --brokers localhost:9092 --registry http://localhost:8081"
        })
final class DirectoryCommand {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    DirectoryCommand() {}

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Reads user, team, manager, slack_id, email, cost_center and pay_band from a CSV file.",
            footer = {
                "",
                "Example:",
                "  flyball directory import people.csv --brokers localhost:9092 --registry http://localhost:8081"
            })
    int importCsv(
            @Parameters(paramLabel = "CSV", description = "Directory file with a header line.") Path file,
            @Mixin ClusterOptions cluster) {
        List<Person> people = DirectoryOption.read(file);
        try (Cluster connected = cluster.connect()) {
            new ControlSender(connected.client(), connected.registry(), connected.topics())
                    .send(people.stream().map(ControlMapping::ofPerson).toList());
        }
        spec.commandLine().getOut().printf(Locale.ROOT, "%,d people sent%n", people.size());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
