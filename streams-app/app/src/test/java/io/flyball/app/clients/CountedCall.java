package io.flyball.app.clients;

import io.flyball.app.clients.model.BilledCall;
import io.flyball.core.model.UsageEvent;
import io.flyball.core.price.ChargedCall;

/** One call with whom it concerns, what it used and what it cost: as billed, or as charged. */
record CountedCall(
        Concerns concerns,
        String model,
        String status,
        long inputTokens,
        long cacheReadTokens,
        long cacheWrite5mTokens,
        long cacheWrite1hTokens,
        long outputTokens,
        long reasoningTokens,
        long costNanoUsd) {

    /** Whom a call concerns and who told of it. */
    record Concerns(String source, String user, String team, String agent, String session) {}

    static CountedCall billed(BilledCall call, Concerns concerns) {
        return new CountedCall(
                concerns,
                call.model(),
                "ok",
                call.inputTokens(),
                call.cacheReadTokens(),
                call.cacheWrite5mTokens(),
                call.cacheWrite1hTokens(),
                call.outputTokens(),
                call.reasoningTokens(),
                ListPrices.costNanoUsd(call));
    }

    /** A call that the model refused, for which it bills nothing. */
    static CountedCall refused(String model, String status, Concerns concerns) {
        return new CountedCall(concerns, model, status, 0, 0, 0, 0, 0, 0, 0);
    }

    CountedCall withConcerns(Concerns other) {
        return new CountedCall(
                other,
                model,
                status,
                inputTokens,
                cacheReadTokens,
                cacheWrite5mTokens,
                cacheWrite1hTokens,
                outputTokens,
                reasoningTokens,
                costNanoUsd);
    }

    static CountedCall charged(ChargedCall charge) {
        UsageEvent call = charge.call();
        return new CountedCall(
                new Concerns(call.source(), call.payer(), charge.team(), call.agent(), call.session()),
                call.model(),
                call.status(),
                call.inputTokens(),
                call.cacheReadTokens(),
                call.cacheWrite5mTokens(),
                call.cacheWrite1hTokens(),
                call.outputTokens(),
                call.reasoningTokens(),
                charge.costNanoUsd());
    }
}
