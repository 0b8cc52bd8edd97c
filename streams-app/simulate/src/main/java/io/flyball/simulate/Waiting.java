package io.flyball.simulate;

import org.jspecify.annotations.Nullable;

/**
 * The same call again and again while a process is waited for: half of its results are equal but for digits, the context
 * grows by little, and between two calls there is a wait. Waits of 6 to 95 s and the half are those of the Codex rollouts.
 */
final class Waiting implements Script {
    private final Chance chance;
    private final Occurrence occurrence;
    private final String fingerprint;
    private final String maskedResult;
    private final long waitMs;
    private int waitsLeft;

    Waiting(Chance chance, Occurrence occurrence) {
        this.chance = chance;
        this.occurrence = occurrence;
        this.fingerprint = chance.hash();
        this.maskedResult = chance.hash();
        this.waitMs = (long) chance.logBetween(6_000, 95_000);
        this.waitsLeft = (int) chance.logBetween(4, 40);
    }

    @Override
    public @Nullable Step next() {
        if (waitsLeft-- <= 0) {
            return null;
        }
        Actions.Draft look = Actions.again("write_stdin", fingerprint, chance);
        return Step.after(waitMs + (long) chance.between(500.0, 4_000.0))
                .growing(chance.between(60, 400))
                .saying(chance.between(20, 90))
                .doing(chance.percent(48) ? look.masked(maskedResult).build() : look.build())
                .partOf(occurrence);
    }
}
