package io.flyball.simulate;

import org.jspecify.annotations.Nullable;

/** One tool over and over with other arguments each time: page after page of equal size, at an even pace. */
final class Paging implements Script {
    private final Chance chance;
    private final Occurrence occurrence;
    private final long pageTokens;
    private final long paceMs;
    private int pagesLeft;

    Paging(Chance chance, Occurrence occurrence) {
        this.chance = chance;
        this.occurrence = occurrence;
        this.pageTokens = chance.between(900, 4_500);
        this.paceMs = chance.between(2_500, 8_000);
        this.pagesLeft = (int) chance.logBetween(8, 40);
    }

    @Override
    public @Nullable Step next() {
        if (pagesLeft-- <= 0) {
            return null;
        }
        return Step.after(paceMs + chance.below(1_500))
                .answered(pageTokens + chance.below(60))
                .saying(chance.between(40, 110))
                .doing(Actions.fresh("Read", chance).build())
                .partOf(occurrence);
    }
}
