package io.flyball.app.cli;

import io.flyball.app.Refusal;
import io.flyball.app.files.PriceBookFile;
import io.flyball.app.replay.ReplayRequest;
import io.flyball.core.govern.Policy;
import io.flyball.core.model.Person;
import io.flyball.core.price.PriceRow;
import io.flyball.ingest.files.UsageReader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a command that replays files is given: files, format, prices, people. */
final class ReplayInput {
    private static final int DEFAULT_PARTITIONS = 4;
    private static final int MOST_PARTITIONS = 256;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Usage files, plain or gzip, read in this order.")
    private List<Path> files;

    @Option(names = "--format", required = true, paramLabel = "F", description = "native, claude-code, codex or otlp.")
    private String format;

    @Option(names = "--prices", paramLabel = "P", description = "Price book (YAML or JSON) or a LiteLLM price file.")
    private @Nullable Path pricesFile;

    @Option(names = "--directory", paramLabel = "D", description = "Directory of people (CSV).")
    private @Nullable Path directoryFile;

    @Option(names = "--user", paramLabel = "U", description = "Who pays where a log names nobody.")
    private @Nullable String user;

    @Option(names = "--partitions", paramLabel = "N", description = "Partitions of the embedded topics (default 4).")
    private int partitions = DEFAULT_PARTITIONS;

    @SuppressWarnings("NullAway.Init")
    ReplayInput() {}

    /**
     * What to replay; refuses what cannot be read.
     *
     * @param policyOf reads the policy, which may be checked against the directory
     */
    ReplayRequest request(Function<List<Person>, Policy> policyOf) {
        if (partitions < 1 || partitions > MOST_PARTITIONS) {
            throw new Refusal("--partitions " + partitions + " is out of range: use 1 to " + MOST_PARTITIONS + ".");
        }
        UsageReader reader = InputFiles.reader(format);
        InputFiles.refuseUnreadable(files);
        List<PriceRow> prices = pricesFile == null ? List.of() : PriceBookFile.read(pricesFile);
        List<Person> directory = DirectoryOption.read(directoryFile);
        return new ReplayRequest(files, reader, prices, policyOf.apply(directory), directory, user, partitions);
    }
}
