package io.flyball.simulate;

import org.jspecify.annotations.Nullable;

/** Hundreds of reads and edits in turn: two tools that alternate, each time on another place. */
final class Refactoring implements Script {
    private final AgentProfile profile;
    private final Chance chance;
    private final Occurrence occurrence;
    private long callsLeft;

    Refactoring(AgentProfile profile, Chance chance, Occurrence occurrence) {
        this.profile = profile;
        this.chance = chance;
        this.occurrence = occurrence;
        this.callsLeft = (long) chance.logBetween(150, 450);
    }

    @Override
    public @Nullable Step next() {
        if (callsLeft-- <= 0) {
            return null;
        }
        boolean reads = callsLeft % 2 == 1;
        return Step.after(profile.gapMs(chance))
                .growing(reads ? chance.between(500, 3_000) : chance.between(150, 700))
                .saying(reads ? chance.between(40, 150) : chance.between(150, 900))
                .doing(Actions.fresh(reads ? "Read" : "Edit", chance)
                        .error(chance.percent(3))
                        .build())
                .partOf(occurrence);
    }
}
