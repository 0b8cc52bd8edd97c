package io.flyball.simulate;

import org.jspecify.annotations.Nullable;

/**
 * The same test command after every edit, until it passes. Edits differ; of results of the command it is often digits
 * alone that differ, since it counts what failed.
 */
final class TestRuns implements Script {
    private final AgentProfile profile;
    private final Chance chance;
    private final Occurrence occurrence;
    private final String command;
    private final String maskedFailure;
    private int runsLeft;
    private int editsLeft;

    TestRuns(AgentProfile profile, Chance chance, Occurrence occurrence) {
        this.profile = profile;
        this.chance = chance;
        this.occurrence = occurrence;
        this.command = chance.hash();
        this.maskedFailure = chance.hash();
        this.runsLeft = (int) chance.logBetween(4, 25);
        this.editsLeft = chance.between(1, 3);
    }

    @Override
    public @Nullable Step next() {
        if (runsLeft <= 0) {
            return null;
        }
        long gapMs = profile.gapMs(chance);
        if (editsLeft-- > 0) {
            return Step.after(gapMs)
                    .growing(chance.between(300, 2_500))
                    .saying(profile.outputTokens().sampleLong(chance))
                    .doing(Actions.fresh("Edit", chance).build())
                    .partOf(occurrence);
        }
        runsLeft--;
        editsLeft = chance.between(1, 3);
        Actions.Draft run = Actions.again("Bash", command, chance).error(runsLeft > 0);
        return Step.after(gapMs + chance.between(2_000, 60_000))
                .growing(chance.between(200, 3_000))
                .saying(chance.between(40, 250))
                .doing(chance.percent(40) ? run.masked(maskedFailure).build() : run.build())
                .partOf(occurrence);
    }
}
