package io.flyball.app.http;

/**
 * Where every record that was read went, so far. Nothing disappears: {@code read} is the sum of the five ways.
 *
 * @param read records read
 * @param admitted counted
 * @param duplicate a known call again
 * @param late older than the admission horizon
 * @param rejected unreadable or impossible
 * @param rerouted sent to their payer's partition, to be read there again
 * @param unpriced admitted without a price; part of {@code admitted}
 */
public record Conservation(
        long read, long admitted, long duplicate, long late, long rejected, long rerouted, long unpriced) {

    /** Whether the sum is right. */
    public boolean holds() {
        return read == admitted + duplicate + late + rejected + rerouted;
    }
}
