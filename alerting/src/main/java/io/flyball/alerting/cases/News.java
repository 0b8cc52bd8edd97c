package io.flyball.alerting.cases;

/**
 * What can be seen of a case, counted.
 *
 * @param revision grows with each visible change, from 1
 * @param text the latest change that is worth a message of its own; plain text, empty: none
 * @param textRevision the revision that came with it
 */
public record News(int revision, String text, int textRevision) {
    static final News FIRST = new News(1, "", 0);

    News edited() {
        return new News(revision + 1, text, textRevision);
    }

    News told(String newText) {
        return new News(revision + 1, newText, revision + 1);
    }

    /** What a message that shows a revision has to add, or empty. */
    public String since(int shown) {
        return textRevision > shown ? text : "";
    }
}
