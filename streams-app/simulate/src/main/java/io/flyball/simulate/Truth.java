package io.flyball.simulate;

import io.flyball.core.model.Scope;

/**
 * Something that is wrong in the stream.
 *
 * @param kind what
 * @param variant which form of it, a word or two: {@code identical}, {@code cold-cache}
 * @param scope whom it is about: a user, a source, a model
 * @param user whose calls they are; empty where they are several people's
 * @param session where it began; others may have part in it. Empty for silence
 * @param firstWrongEventId the first call that is wrong; of a loop, the first of those that are repeated; of a silence,
 *     the last call before it
 * @param startMs when that call ended, epoch ms
 * @param endMs when the last wrong call ended; of a silence, when the source was heard again
 * @param calls wrong calls in the stream; of a silence, those that were not reported
 * @param sizeNanoUsd how large it was meant to be, in nano-USD; 0 where it has no such measure
 * @param costNanoUsd what the wrong calls in the stream cost at list price, in nano-USD; of a silence, what those cost
 *     that were not reported
 * @param fingerprints whether its calls carry fingerprints and actions
 */
public record Truth(
        TruthKind kind,
        String variant,
        Scope scope,
        String user,
        String session,
        String firstWrongEventId,
        long startMs,
        long endMs,
        int calls,
        long sizeNanoUsd,
        long costNanoUsd,
        boolean fingerprints) {}
