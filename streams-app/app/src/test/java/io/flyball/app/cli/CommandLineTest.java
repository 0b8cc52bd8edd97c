package io.flyball.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** A refusal comes before anything is started, so each has little time. */
@Timeout(10)
class CommandLineTest {
    private static final String CLUSTER = " --brokers localhost:1 --registry http://localhost:1";

    private final Path folder;

    CommandLineTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(folder.resolve("usage.jsonl"), "");
        Files.writeString(folder.resolve("good.yaml"), "name: good\n");
        Files.writeString(folder.resolve("policy.yaml"), "name: bad\nbudgts: []\n");
        Files.writeString(folder.resolve("book.yaml"), "prices:\n  - {model: m, usd_per_mtok: {input: cheap}}\n");
        Files.writeString(folder.resolve("people.csv"), "user,tem\nann,payments\n");
        Files.createDirectory(folder.resolve("folder"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandTeaches(String name) {
        // given
        String[] words = (name + " --help").substring("flyball ".length()).split(" ");

        // when
        Terminal terminal = Terminal.run(words);

        // then
        assertThat(terminal.status()).isZero();
        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out()).startsWith("Usage: " + name + " ").contains("Example");
        assertThat(terminal.out().substring(terminal.out().indexOf("Example"))).contains("\n  " + name + " ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandAndEachOfItsWordsIsDescribed(String name) {
        // when
        CommandLine.Model.CommandSpec command = find(name).getCommandSpec();

        // then
        assertThat(String.join(" ", command.usageMessage().description()))
                .isNotBlank()
                .endsWith(".");
        assertThat(command.args()).allSatisfy(word -> assertThat(String.join(" ", word.description()))
                .as(word.paramLabel())
                .isNotBlank());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rplay usage.jsonl                                             | 'rplay'                | replay",
                "replay usage.jsonl --fromat native --format native            | '--fromat'             | --format",
                "replay usage.jsonl                                            | --format               | --help",
                "replay --format native                                        | FILE                   | --help",
                "replay usage.jsonl --format natve                             | \"natve\"              | native",
                "replay gone.jsonl --format native                             | gone.jsonl             | check its name",
                "replay folder --format native                                 | folder                 | check its name",
                "replay usage.jsonl --format native --partitions 0             | --partitions 0         | use 1 to 256",
                "replay usage.jsonl --format native --partitions 257           | --partitions 257       | use 1 to 256",
                "replay usage.jsonl --format native --partitions four          | 'four'                 | --help",
                "replay usage.jsonl --format native --report folder            | folder                 | name a file",
                "replay usage.jsonl --format native --report gone/r.json       | gone                   | create",
                "replay usage.jsonl --format native --prices gone.yaml         | gone.yaml              | check",
                "replay usage.jsonl --format native --prices book.yaml         | \"cheap\"              | write",
                "replay usage.jsonl --format native --policy gone.yaml         | gone.yaml              | check",
                "replay usage.jsonl --format native --policy policy.yaml       | unknown key budgts     | write budgets",
                "replay usage.jsonl --format native --directory people.csv     | \"tem\"                | write team",
                "demo --for 60x                                                | --for 60x              | for example 60s",
                "demo --for soon                                               | --for soon             | for example 60s",
                "demo --port 70000                                             | --port 70000           | 65535",
                "demo --port http                                              | 'http'                 | --help",
                "report --out gone/r.json                                      | gone                   | create",
                "report --out r.json --at localhost                            | --at localhost         | http://localhost:8080",
                "report --out r.json --at http://[                             | --at http://[          | http://localhost:8080",
                "report --out r.json --at ftp://localhost                      | --at ftp://localhost   | http://localhost:8080",
                "backtest usage.jsonl --format native --against gone.yaml      | gone.yaml              | check",
                "backtest usage.jsonl --format native --picture folder         | folder                 | name a file",
                "backtest usage.jsonl --format native --out gone/b.json        | gone                   | create",
                "explain burn-1 --report gone.json                             | gone.json              | check its name",
                "explain burn-1 --report usage.jsonl                           | usage.jsonl            | write one with",
                "explain burn-1 --at localhost                                 | --at localhost         | http://localhost:8080",
                "prices check book.yaml                                        | \"cheap\"              | write",
                "prices show gone.yaml                                         | gone.yaml              | check",
                "prices list                                                   | 'list'                 | there is check, import, show",
                "policy check good.yaml twice                                  | 'twice'                | remove it",
                "prices                                                        | subcommand             | --help",
                "policy check policy.yaml                                      | unknown key budgts     | write budgets",
                "policy check good.yaml --directory gone.csv                   | gone.csv               | check",
                "topics create --brokers localhost:1 --partitions 0            | 0                      | write for example 12",
                "topics create --brokers localhost:1 --replication-factor 0    | 0                      | write 3",
                "topics check --brokers localhost:1 --topic-prefix a/b         | \"a/b\"                | write for example",
                "topics check --brokers no-port                                | no-port                | write for example",
                "reconcile --brokers localhost:1 --registry http://localhost:1 --from yesterday | yesterday | write for example",
                "reconcile --brokers localhost:1 --registry http://localhost:1 --from 2026-03-02 --to 2026-03-01 | 2026-03-02 | swap them",
            })
    void refusesInOneSentenceWithValueAndMend(String line, String value, String mend) {
        // when
        Terminal terminal = Terminal.run(words(line));

        // then
        assertRefused(terminal, value, mend);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "produce usage.jsonl --format natve           | \"natve\"     | native",
                "produce gone.jsonl --format native           | gone.jsonl    | check its name",
                "prices import book.yaml                      | \"cheap\"     | write",
                "policy apply policy.yaml                     | unknown key budgts | write budgets",
                "directory import people.csv                  | \"tem\"       | write team",
                "policy apply good.yaml --from tomorrow       | \"tomorrow\"  | write for example",
                "policy shadow maybe                          | \"maybe\"     | write on or off",
                "policy override user:ann --by b --reason r --for 1h | one thing  | --exempt or --raise-usd",
                "policy override user:ann --by b --reason r --for 1h --exempt --raise-usd 5 | one thing | --raise-usd",
                "policy override user:ann --by b --reason r --exempt | needs an end | --until",
                "policy override user:ann --by b --reason r --exempt --for 1h --until x | needs an end | either",
                "policy override user:ann --by b --reason r --exempt --for soon | \"soon\" | 8h",
                "policy override user:ann --by b --reason r --exempt --until 2020-01-01T00:00:00Z | end | still to come",
                "policy override user:ann --by b --reason r --raise-usd -5 --for 1h | \"-5\" | above 0",
                "policy override user:ann --by b --reason r --raise-usd 0 --for 1h | \"0\" | above 0",
                "policy override ann --by b --reason r --exempt --for 1h | \"ann\" | write for example user:ann",
                "policy override user:* --by b --reason r --exempt --for 1h | \"user:*\" | without a star",
                "policy override source:x --by b --reason r --exempt --for 1h | \"source:x\" | user:ann",
                "policy approve user: --by b --reason r --for 1h | \"user:\" | user:ann",
                "policy withdraw user:ann sabbatical          | \"sabbatical\" | write for example",
            })
    void refusesWhatIsForAClusterBeforeItCalls(String line, String value, String mend) {
        // when
        Terminal terminal = Terminal.run(words(line + CLUSTER));

        // then
        assertRefused(terminal, value, mend);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policy check good.yaml     | policy \"good\" is good",
                "help replay                | Usage: flyball replay",
                "replay --version           | flyball in development",
                "--version                  | flyball in development",
            })
    void doesWhatNeedsNoCluster(String line, String said) {
        // when
        Terminal terminal = Terminal.run(words(line));

        // then
        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.status()).isZero();
        assertThat(terminal.out()).contains(said);
    }

    @Test
    void refusesAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            // when
            Terminal terminal = Terminal.run("demo", "--port", Integer.toString(taken.getLocalPort()));

            // then
            assertRefused(terminal, "Port " + taken.getLocalPort(), "--port");
        }
    }

    @Test
    void leavesTheOldReportWhereTheInputIsRefused() throws IOException {
        // given
        Path report = Files.writeString(folder.resolve("report.json"), "old");

        // when
        Terminal.run(words("replay gone.jsonl --format native --report report.json"));

        // then
        assertThat(report).hasContent("old");
    }

    private static void assertRefused(Terminal terminal, String value, String mend) {
        assertThat(terminal.status()).as(terminal.err()).isEqualTo(2);
        assertThat(terminal.out()).isEmpty();
        assertThat(terminal.err().lines()).hasSize(1);
        assertThat(terminal.err().strip())
                .startsWith("flyball: ")
                .endsWith(".")
                .contains(value)
                .contains(mend);
    }

    /** The words of the line; those that name files name them in the folder of this test. */
    private String[] words(String line) {
        return Arrays.stream(line.strip().split(" "))
                .map(word -> word.matches("[a-z/]+\\.[a-z]+|folder")
                        ? folder.resolve(word).toString()
                        : word)
                .toArray(String[]::new);
    }

    static List<String> commands() {
        return tree(FlyballCommand.commandLine())
                .map(command -> command.getCommandSpec().qualifiedName())
                .filter(name -> !name.equals("flyball help"))
                .toList();
    }

    private static CommandLine find(String name) {
        return tree(FlyballCommand.commandLine())
                .filter(command -> command.getCommandSpec().qualifiedName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<CommandLine> tree(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().distinct().flatMap(CommandLineTest::tree));
    }
}
