package io.flyball.simulate;

/**
 * Something that is right and looks wrong: what is found here is a false alarm, polling said of {@code POLLING} apart.
 *
 * @param session where it began
 * @param firstEventId its first call
 * @param startMs when that call ended, epoch ms
 * @param endMs when its last call ended, epoch ms
 * @param calls how many calls it has
 */
public record LookAlike(
        LookAlikeKind kind, String user, String session, String firstEventId, long startMs, long endMs, int calls) {}
