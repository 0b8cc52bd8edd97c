package io.flyball.bench.contend;

import io.flyball.app.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Who is measured. */
public enum Contender {
    /** Decodes and sums in a map, nothing else: the most a consumer on this machine can do. */
    LIMIT("limit", "limit", () -> new LimitContest()),
    /** Decodes and writes charges in transactions: what the guarantee alone costs. */
    EOS("eos", "eos", () -> new EosContest()),
    /** The whole pipeline at a commit every second. */
    FLYBALL("flyball", "flyball", () -> new FlyballContest(Duration.ofSeconds(1))),
    /** The whole pipeline at ten commits a second. */
    FLYBALL_100MS("flyball_100ms", "flyball", () -> new FlyballContest(Duration.ofMillis(100))),
    /** Hopping windows of the Kafka Streams DSL: the topology one would write first. */
    DSL("dsl", "dsl", () -> new DslContest());

    private final String wireName;
    private final String choice;
    private final java.util.function.Supplier<Contest> contest;

    Contender(String wireName, String choice, java.util.function.Supplier<Contest> contest) {
        this.wireName = wireName;
        this.choice = choice;
        this.contest = contest;
    }

    /** The name in tables and files. */
    public String wireName() {
        return wireName;
    }

    /** A fresh run of it. */
    public Contest contest() {
        return contest.get();
    }

    /** The contender of that name. */
    public static Contender ofWireName(String name) {
        return Arrays.stream(values())
                .filter(c -> c.wireName.equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal("Contender " + name + " does not exist: use " + choices() + "."));
    }

    /** Those that {@code --only} chooses, in the order of the enumeration. */
    public static List<Contender> chosen(List<String> names) {
        List<Contender> chosen = new ArrayList<>(List.of(values()));
        if (names.isEmpty()) {
            return chosen;
        }
        names.forEach(Contender::refuseUnknown);
        chosen.removeIf(c -> !names.contains(c.choice));
        return chosen;
    }

    private static void refuseUnknown(String name) {
        if (name.equals("flink")) {
            throw new Refusal("--only flink is not there yet: Flink's peer topology is still to be written; use "
                    + choices() + ".");
        }
        if (Arrays.stream(values()).noneMatch(c -> c.choice.equals(name))) {
            throw new Refusal("--only " + name + " names no contender: use " + choices() + ".");
        }
    }

    private static String choices() {
        return String.join(", ", Arrays.stream(values()).map(c -> c.choice).distinct().toList());
    }
}
