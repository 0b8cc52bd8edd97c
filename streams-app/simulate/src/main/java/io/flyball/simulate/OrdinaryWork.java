package io.flyball.simulate;

import org.jspecify.annotations.Nullable;

/**
 * Everyday work with an agent: one tool after the other, now and then a command that was run before, a file that was read
 * before, a call that is turned away and sent again after a pause that doubles each time.
 */
final class OrdinaryWork implements Script {
    private final AgentProfile profile;
    private final Payer payer;
    private final Chance chance;
    private final String usualCommand;
    private String lastFile;
    private long callsLeft;
    private @Nullable BackingOff backingOff;

    OrdinaryWork(AgentProfile profile, Payer payer, Chance chance, long calls) {
        this.profile = profile;
        this.payer = payer;
        this.chance = chance;
        this.callsLeft = calls;
        this.usualCommand = chance.hash();
        this.lastFile = chance.hash();
    }

    /** As many calls as sessions of that profile have. */
    static OrdinaryWork ofUsualLength(AgentProfile profile, Payer payer, Chance chance) {
        return new OrdinaryWork(
                profile, payer, chance, profile.callsPerSession().sampleLong(chance));
    }

    @Override
    public @Nullable Step next() {
        if (backingOff != null) {
            return retry(backingOff);
        }
        if (callsLeft-- <= 0) {
            return null;
        }
        long gapMs = profile.gapMs(chance);
        if (chance.permille(4)) {
            backingOff = new BackingOff(payer, chance);
            return backingOff.refused(gapMs);
        }
        return chance.permille(10) ? work(gapMs).failing("aborted").doing() : work(gapMs);
    }

    private Step retry(BackingOff request) {
        if (request.failsAgain()) {
            return request.refused(request.waitMs());
        }
        backingOff = null;
        return request.answered(work(request.waitMs()));
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
