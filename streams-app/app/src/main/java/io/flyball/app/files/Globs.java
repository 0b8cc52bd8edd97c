package io.flyball.app.files;

/** Names that may end in one star. */
final class Globs {
    private Globs() {}

    /** Whether there is a star before the last letter, where it would be taken for a letter. */
    static boolean hasStarInside(String pattern) {
        int star = pattern.indexOf('*');
        return star >= 0 && star < pattern.length() - 1;
    }

    /** Whether there is a name that both patterns match. */
    static boolean overlap(String a, String b) {
        if (a.endsWith("*") && b.endsWith("*")) {
            return stem(a).startsWith(stem(b)) || stem(b).startsWith(stem(a));
        }
        return matches(a, b) || matches(b, a);
    }

    private static boolean matches(String pattern, String name) {
        return pattern.endsWith("*") ? name.startsWith(stem(pattern)) : name.equals(pattern);
    }

    private static String stem(String glob) {
        return glob.substring(0, glob.length() - 1);
    }
}
