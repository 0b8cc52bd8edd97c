package io.flyball.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a gateway is asked to do about one scope, and when that ends by itself. Immutable. The names are those of the
 * JSON on the throttle topic.
 */
public final class ThrottleSignal {
    private final String scope;
    private final long sequence;
    private final ThrottleLevel level;
    private final String cause;
    private final AppliesTo appliesTo;
    private final ThrottleLimits limits;
    private final long taskAllowance;
    private final String text;
    private final List<String> findings;
    private final int confidencePercent;
    private final long issuedAtMs;
    private final long validUntilMs;
    private final String policyVersion;
    private final List<ThrottleStep> steps;
    private final byte[] json;
    /** End of the level that stands at the top; {@code validUntilMs} where there are no steps. */
    private final long levelUntilMs;
    /** End of all that it asks for: {@code validUntilMs}, or the last step's where that comes first. */
    private final long endMs;

    ThrottleSignal(SignalFields fields) {
        this.scope = fields.scope;
        this.sequence = fields.sequence;
        this.level = fields.level;
        this.cause = fields.cause;
        this.appliesTo = fields.appliesTo;
        this.limits = fields.limits;
        this.taskAllowance = fields.taskAllowance;
        this.text = fields.text;
        this.findings = List.copyOf(fields.findings);
        this.confidencePercent = fields.confidencePercent;
        this.issuedAtMs = fields.issuedAtMs;
        this.validUntilMs = fields.validUntilMs;
        this.policyVersion = fields.policyVersion;
        this.steps = List.copyOf(fields.steps);
        this.json = fields.json;
        this.endMs = endOf(steps, validUntilMs);
        this.levelUntilMs = steps.isEmpty() ? endMs : Math.min(steps.get(0).untilMs(), endMs);
    }

    private ThrottleSignal(ThrottleSignal whole, List<ThrottleStep> left) {
        ThrottleStep now = left.get(0);
        this.scope = whole.scope;
        this.sequence = whole.sequence;
        this.level = now.level();
        this.cause = whole.cause;
        this.appliesTo = now.level().concernsNewTasks() ? AppliesTo.NEW_TASK : AppliesTo.NEXT_REQUEST;
        this.limits = now.limits();
        this.taskAllowance = whole.taskAllowance;
        this.text = whole.text;
        this.findings = whole.findings;
        this.confidencePercent = whole.confidencePercent;
        this.issuedAtMs = whole.issuedAtMs;
        this.validUntilMs = whole.validUntilMs;
        this.policyVersion = whole.policyVersion;
        this.steps = left;
        this.json = whole.json;
        this.endMs = whole.endMs;
        this.levelUntilMs = Math.min(now.untilMs(), endMs);
    }

    private static long endOf(List<ThrottleStep> steps, long validUntilMs) {
        long lastMs = steps.isEmpty() ? validUntilMs : Long.MIN_VALUE;
        for (ThrottleStep step : steps) {
            lastMs = Math.max(lastMs, step.untilMs());
        }
        return Math.min(lastMs, validUntilMs);
    }

    /** Whether it asks for anything at that instant. */
    public boolean isInForce(long nowMs) {
        return level != ThrottleLevel.CLEAR && nowMs < endMs;
    }

    /**
     * What is left of it at an instant: itself while its first step lasts, then the next step with its level and limits.
     * Of use only while it {@link #isInForce is in force}; costs one comparison while the first step lasts.
     */
    public ThrottleSignal at(long nowMs) {
        if (nowMs < levelUntilMs) {
            return this;
        }
        for (int i = 0; i < steps.size(); i++) {
            if (nowMs < steps.get(i).untilMs()) {
                return new ThrottleSignal(this, steps.subList(i, steps.size()));
            }
        }
        return this;
    }

    /** Whom it concerns, {@code dimension:id}, for example {@code user:ann}. */
    public String scope() {
        return scope;
    }

    /** Strictly increasing per scope: of two signals the one with the greater holds. */
    public long sequence() {
        return sequence;
    }

    /** What is asked. */
    public ThrottleLevel level() {
        return level;
    }

    /** Why: {@code velocity}, {@code allowance}, {@code loop}, or what later versions add. */
    public String cause() {
        return cause;
    }

    /** What it touches first. */
    public AppliesTo appliesTo() {
        return appliesTo;
    }

    /** What to keep to. */
    public ThrottleLimits limits() {
        return limits;
    }

    /** Calls a running task may still make under {@code hold_new_tasks}; -1: as many as it needs. */
    public long taskAllowance() {
        return taskAllowance;
    }

    /** What happened and what to do, for the person concerned. */
    public String text() {
        return text;
    }

    /** Ids of the findings it rests on. */
    public List<String> findings() {
        return findings;
    }

    /** How sure, 0 to 100; the topic has it as 0 to 1. */
    public int confidencePercent() {
        return confidencePercent;
    }

    /** When it was issued, epoch ms. */
    public long issuedAtMs() {
        return issuedAtMs;
    }

    /** When it ends by itself, epoch ms, exclusive. */
    public long validUntilMs() {
        return validUntilMs;
    }

    /** The policy it follows from. */
    public String policyVersion() {
        return policyVersion;
    }

    /** The way down, strongest first, this level included; empty where it ends in one step. */
    public List<ThrottleStep> steps() {
        return steps;
    }

    /** The JSON it was read from, UTF-8: of the whole signal, whatever step it is at. */
    public String json() {
        return new String(json, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return scope + " " + level.wireName() + " #" + sequence + " until " + validUntilMs + " " + limits;
    }
}
