package io.flyball.bench.ask;

import io.flyball.bench.traffic.BenchSignals;
import java.util.SplittableRandom;

/** Who calls: as often somebody whom a signal may concern as one of those whom none does. Not thread-safe. */
final class Callers {
    /** Few enough that, with the sessions of 100,000 signals, all of them have room in a gateway's memory. */
    private static final int FREE_USERS = 20_000;

    private static final int TEAMS = 200;

    private final SplittableRandom random = new SplittableRandom(20_260_301L);
    private final int signals;

    Callers(int signals) {
        this.signals = signals;
    }

    int next() {
        return signals > 0 && random.nextBoolean() ? random.nextInt(signals) : signals + random.nextInt(FREE_USERS);
    }

    static String user(int number) {
        return BenchSignals.user(number);
    }

    static String team(int number) {
        return "team-" + number % TEAMS;
    }

    static String session(int number) {
        return "session-" + number;
    }
}
