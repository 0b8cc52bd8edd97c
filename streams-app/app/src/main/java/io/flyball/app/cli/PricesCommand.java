package io.flyball.app.cli;

import io.flyball.app.feed.Cluster;
import io.flyball.app.feed.ControlSender;
import io.flyball.app.files.PriceBookFile;
import io.flyball.core.price.PriceRow;
import io.flyball.schemas.ControlMapping;
import io.flyball.schemas.avro.ControlRecord;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flyball prices}: price books. */
@Command(
        name = "prices",
        mixinStandardHelpOptions = true,
        description = "Shows or checks a price book, or puts it in force on a cluster.",
        footer = {
            "",
            "Example:",
            "  flyball prices import book.yaml --brokers localhost:9092 --registry http://localhost:8081"
        })
final class PricesCommand {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    PricesCommand() {}

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows every row of a price book: USD per million tokens by class.",
            footer = {"", "Example:", "  flyball prices show book.yaml"})
    int show(@Parameters(paramLabel = "BOOK", description = "Price book or LiteLLM file.") Path book) {
        PrintWriter out = spec.commandLine().getOut();
        for (PriceRow row : PriceBookFile.read(book)) {
            StringBuilder line = new StringBuilder(row.model())
                    .append(" from ")
                    .append(Instant.ofEpochMilli(row.fromMs()))
                    .append(':');
            row.base().usdPerMtok().entrySet().stream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .forEach(rate -> line.append(' ')
                            .append(rate.getKey().priceName())
                            .append(' ')
                            .append(rate.getValue()));
            row.above()
                    .forEach(tier ->
                            line.append("; above ").append(tier.contextTokens()).append(" tokens dearer"));
            out.println(line);
        }
        out.flush();
        return 0;
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Says whether a price book can be used as it is.",
            footer = {"", "Example:", "  flyball prices check model_prices.json"})
    int check(@Parameters(paramLabel = "BOOK", description = "Price book or LiteLLM file.") Path book) {
        int rows = PriceBookFile.read(book).size();
        spec.commandLine().getOut().printf(Locale.ROOT, "%s: %,d rows, all good%n", book, rows);
        spec.commandLine().getOut().flush();
        return 0;
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Puts a price book in force: every row in every partition, in one transaction.",
            footer = {
                "",
                "Example:",
                "  flyball prices import book.yaml --brokers localhost:9092 --registry http://localhost:8081"
            })
    int importBook(
            @Parameters(paramLabel = "BOOK", description = "Price book or LiteLLM file.") Path book,
            @Mixin ClusterOptions cluster) {
        List<PriceRow> rows = PriceBookFile.read(book);
        List<ControlRecord> changes = new ArrayList<>();
        PriceBookFile.byModel(rows).forEach((model, own) -> changes.add(ControlMapping.ofPrices(model, own)));
        try (Cluster connected = cluster.connect()) {
            new ControlSender(connected.client(), connected.registry(), connected.topics()).send(changes);
        }
        spec.commandLine().getOut().printf(Locale.ROOT, "%,d rows of %,d models sent%n", rows.size(), changes.size());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
