package io.flyball.app.files;

/** Names that may end in one star. */
final class Globs {
    private Globs() {}

    /** Whether there is a star before the last letter, where it would be taken for a letter. */
    static boolean hasStarInside(String pattern) {
        int star = pattern.indexOf('*');
        return star >= 0 && star < pattern.length() - 1;
    }
}
