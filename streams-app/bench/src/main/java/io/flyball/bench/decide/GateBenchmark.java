package io.flyball.bench.decide;

import io.flyball.bench.traffic.BenchSignals;
import io.flyball.core.model.Level;
import io.flyball.gateway.Call;
import io.flyball.gateway.Decision;
import io.flyball.gateway.Gate;
import io.flyball.gateway.OnDelay;
import io.flyball.gateway.ThrottleSignal;
import io.flyball.gateway.ThrottleTable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Calls of many sessions in no order, so that what is looked up is seldom in the processor's caches. Each names user,
 * team, session and model, which makes four look-ups and one for the task.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GateBenchmark {
    private static final int TEAMS = 200;
    private static final String MODEL = "claude-opus-4-6";

    /** Signals in the table. */
    @Param("100000")
    private int signals;

    /** The level of all of them; {@code clear}: they concern others than those who call. */
    @Param({"clear", "advise", "pace", "downshift", "hold_new_tasks"})
    private String level = "clear";

    /** Sessions that call in no order; few of them stay in the processor's caches. */
    @Param("65536")
    private int callers = 1;

    private final ThrottleTable table = new ThrottleTable();
    private final Gate gate = QuietTopic.gate(table);
    private String[] users = {};
    private String[] scopes = {};
    private String[] teams = {};
    private String[] sessions = {};
    private Call[] calls = {};

    /** For JMH, which sets the parameters. */
    public GateBenchmark() {}

    GateBenchmark(int signals, String level, int callers) {
        this.signals = signals;
        this.callers = callers;
        this.level = level;
    }

    /** Where a thread is in its walk through the callers. */
    @State(Scope.Thread)
    public static class Walk {
        private int at = ThreadLocalRandom.current().nextInt();

        int next(int callers) {
            at = at * 1_664_525 + 1_013_904_223;
            return (int) ((at >>> 1) * (long) callers >>> 31);
        }
    }

    /** Fills the table and lets every session call once. */
    @Setup
    public void fill() {
        Level known = Level.ofWireName(level);
        boolean miss = known == Level.CLEAR;
        long nowMs = System.currentTimeMillis();
        for (int i = 0; i < signals; i++) {
            Level one = miss || known == null ? BenchSignals.level(i) : known;
            table.apply(BenchSignals.scope(i), BenchSignals.json(i, one, nowMs));
        }
        users = new String[callers];
        scopes = new String[callers];
        teams = new String[callers];
        sessions = new String[callers];
        calls = new Call[callers];
        for (int i = 0; i < callers; i++) {
            int number = miss ? signals + i : i % signals;
            users[i] = BenchSignals.user(number);
            scopes[i] = BenchSignals.scope(number);
            teams[i] = "team-" + i % TEAMS;
            sessions[i] = "session-" + number;
            calls[i] = call(i);
            gate.decide(calls[i], OnDelay.WAIT);
        }
    }

    private Call call(int caller) {
        return Call.builder()
                .user(users[caller])
                .team(teams[caller])
                .session(sessions[caller])
                .model(MODEL)
                .build();
    }

    /** One look-up of a scope. */
    @Benchmark
    public @Nullable ThrottleSignal lookup(Walk walk) {
        return table.lookup(scopes[walk.next(callers)], System.currentTimeMillis());
    }

    /** A decision. */
    @Benchmark
    public Decision decide(Walk walk) {
        return gate.decide(calls[walk.next(callers)], OnDelay.WAIT);
    }

    /** A decision, the call built from texts first. */
    @Benchmark
    public Decision buildAndDecide(Walk walk) {
        return gate.decide(call(walk.next(callers)), OnDelay.WAIT);
    }
}
