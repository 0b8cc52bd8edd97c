package io.flyball.app.backtest;

import io.flyball.app.embedded.EmbeddedBroker;
import io.flyball.app.replay.Replay;
import io.flyball.app.replay.ReplayRequest;
import io.flyball.core.govern.Policy;
import io.flyball.ingest.files.UnreadableInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Recorded usage under one policy, or under two, one after the other: each is a {@link Replay} with topics of its own on
 * one embedded broker, so what fires here is what fires in a replay and in production.
 */
public final class Backtest {
    private final ReplayRequest request;
    private final List<Candidate> candidates;
    private final Replay.ReplayProgress progress;

    /** A policy and what it is called beside another. */
    public record Candidate(String label, Policy policy) {}

    /**
     * @param request what to replay; its policy is not looked at
     * @param candidates one or two
     */
    public Backtest(ReplayRequest request, List<Candidate> candidates, Replay.ReplayProgress progress) {
        this.request = request;
        this.candidates = List.copyOf(candidates);
        this.progress = progress;
    }

    /** Runs all of it; leaves nothing behind. */
    public BacktestResult run() throws IOException, UnreadableInput {
        progress.phase("starting the embedded broker");
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            return runOn(broker, "backtest.");
        }
    }

    /** The same on a broker that is there; no two runs may have the same topic prefix. */
    public BacktestResult runOn(EmbeddedBroker broker, String topicPrefix) throws IOException, UnreadableInput {
        List<PolicyOutcome> outcomes = new ArrayList<>();
        for (Candidate candidate : candidates) {
            progress.phase("policy " + candidate.label());
            Replay replay = new Replay(request.under(candidate.policy()), progress);
            outcomes.add(replay.runOn(
                    broker,
                    topicPrefix + outcomes.size() + ".",
                    (report, charges) -> PolicyOutcome.of(candidate.label(), candidate.policy(), report, charges)));
        }
        return new BacktestResult(outcomes);
    }
}
