package io.flyball.alerting.cases;

/**
 * A delivery that was begun and of which nobody has said yet whether it arrived. It is remembered before it begins, so that
 * the next process looks for it instead of telling the same again.
 *
 * @param id of the one delivery; several cases of a digest have the same; empty: none
 * @param revision of the case that it shows
 * @param atMs when it began, epoch ms; 0: none
 */
public record Attempt(String id, int revision, long atMs) {
    /** Nothing is under way. */
    public static final Attempt NONE = new Attempt("", 0, 0);

    boolean underWay() {
        return !id.isEmpty();
    }
}
