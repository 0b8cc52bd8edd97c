package io.flyball.simulate;

import org.jspecify.annotations.Nullable;

/**
 * Everyday work with an agent: one tool after the other, now and then a command that was run before, a file that was read
 * before, a call that is turned away and sent again.
 */
final class OrdinaryWork implements Script {
    private final AgentProfile profile;
    private final Chance chance;
    private final String usualCommand;
    private String lastFile;
    private String turnedAway = "";
    private long callsLeft;

    OrdinaryWork(AgentProfile profile, Chance chance, long calls) {
        this.profile = profile;
        this.chance = chance;
        this.callsLeft = calls;
        this.usualCommand = chance.hash();
        this.lastFile = chance.hash();
    }

    /** As many calls as sessions of that profile have. */
    static OrdinaryWork ofUsualLength(AgentProfile profile, Chance chance) {
        return new OrdinaryWork(profile, chance, profile.callsPerSession().sampleLong(chance));
    }

    @Override
    public @Nullable Step next() {
        if (callsLeft-- <= 0) {
            return null;
        }
        if (!turnedAway.isEmpty()) {
            Step retry = work(1_000 + chance.below(20_000)).asking(turnedAway).attempt(2);
            turnedAway = "";
            return retry;
        }
        long gapMs = profile.gapMs(chance);
        if (callsLeft > 0 && chance.permille(4)) {
            turnedAway = chance.hash();
            return Step.after(gapMs).failing("rate_limited").asking(turnedAway).attempt(1);
        }
        return chance.permille(10) ? work(gapMs).failing("aborted").doing() : work(gapMs);
    }

    private Step work(long gapMs) {
        Step step = Step.after(gapMs)
                .growing(profile.growthTokens().sampleLong(chance))
                .saying(profile.outputTokens().sampleLong(chance));
        int kind = chance.below(100);
        if (kind < 12) {
            return step;
        }
        if (kind < 16) {
            return step.doing(Actions.again("Bash", usualCommand, chance).build());
        }
        if (kind < 18) {
            return step.doing(Actions.again("Read", lastFile, chance).build());
        }
        if (kind < 30) {
            lastFile = chance.hash();
            return step.doing(Actions.again("Read", lastFile, chance).build());
        }
        return kind < 42 ? step.doing(Actions.several(chance.between(2, 5), chance)) : step.doing(Actions.any(chance));
    }
}
