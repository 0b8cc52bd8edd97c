package io.flyball.core.govern;

import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import java.util.List;

/**
 * The soft-throttle signal of one scope: what is asked, why, and when it ends by itself.
 *
 * @param sequence strictly increasing per scope, also across clear, restart and a new application id
 * @param taskAllowance calls a running task may still make under {@code hold_new_tasks}; -1: not limited
 * @param text what happened and what to do, one sentence for the person concerned
 * @param findings ids of the findings it rests on
 * @param confidencePercent how sure, 0 to 100
 * @param issuedAtMs event time of its issue, epoch ms
 * @param validUntilMs when it ends by itself, epoch ms
 * @param policyVersion name of the policy it follows from
 * @param steps what it becomes as its causes end, strongest first
 */
public record Signal(
        Scope scope,
        long sequence,
        Level level,
        Cause cause,
        AppliesTo appliesTo,
        Limits limits,
        long taskAllowance,
        String text,
        List<String> findings,
        int confidencePercent,
        long issuedAtMs,
        long validUntilMs,
        String policyVersion,
        List<Step> steps) {

    /** One step of the way down: {@code level} with {@code limits} holds until {@code untilMs}. */
    public record Step(Level level, Limits limits, long untilMs) {}
}
