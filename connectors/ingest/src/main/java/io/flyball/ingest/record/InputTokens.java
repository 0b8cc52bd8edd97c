package io.flyball.ingest.record;

/**
 * The disjoint classes of a call's input, out of a total that includes them all.
 *
 * @param uncached neither cached nor audio
 * @param inconsistent whether the parts exceed the total; then the total is taken for what is uncached, as sources that
 *     get the conventions wrong mean it
 */
public record InputTokens(long uncached, boolean inconsistent) {
    /** Takes the parts out of the total; all are 0 or more. */
    public static InputTokens outOf(long total, long... parts) {
        long rest = total;
        for (long part : parts) {
            if (part > rest) {
                return new InputTokens(total, true);
            }
            rest -= part;
        }
        return new InputTokens(rest, false);
    }
}
