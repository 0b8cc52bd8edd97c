package io.flyball.core.govern;

import io.flyball.core.model.Level;
import io.flyball.core.model.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param shadow what it would have been, where throttling is in shadow and it would have slowed; else null
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
        List<Step> steps,
        @Nullable Shadow shadow) {

    /** A signal in force. */
    public Signal(
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
        this(
                scope,
                sequence,
                level,
                cause,
                appliesTo,
                limits,
                taskAllowance,
                text,
                findings,
                confidencePercent,
                issuedAtMs,
                validUntilMs,
                policyVersion,
                steps,
                null);
    }

    /** One step of the way down: {@code level} with {@code limits} holds until {@code untilMs}. */
    public record Step(Level level, Limits limits, long untilMs) {}

    /** What a signal that slows nobody would have asked for. */
    public record Shadow(Level level, Limits limits, long taskAllowance) {}
}
